/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */

import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { listStructures } from "../engine.ts";
import { pick, type TableItem } from "./attributes.ts";
import { onlyTable, tellCapacity } from "./capacity.ts";
import { checkValues } from "./check-values.ts";
import { checkRead, costOfRead, readWanted, tellItem, type WantedAttributes } from "./get-item.ts";
import { sizeOfItem } from "./item-size.ts";
import { writeItem } from "./item-text.ts";
import { findItem } from "./items.ts";
import { encodeKey } from "./keys.ts";
import { checkMixing } from "./parameters.ts";
import { refuse } from "./refusal.ts";
import { getTable, type Table } from "./tables.ts";

const MOST_KEYS = 100;
const MOST_BYTES = 16 * 1024 * 1024;

interface TableReads {
  /** As the request has it. */
  readonly name: string;
  readonly asked: Structure;
  readonly wanted: WantedAttributes;
  readonly keys: readonly TableItem[];
}

const TWICE = "Provided list of item keys contains duplicates";

/** Throws a refusal of keys that are written twice, whatever the key of their table is. */
function checkTwice(keys: readonly TableItem[]): void {
  if (keys.length < 2) return;
  const texts = keys.map((key) => writeItem(pick(key, Object.keys(key).sort())));
  if (new Set(texts).size < keys.length) throw refuse(TWICE);
}

function readRequests({ RequestItems: given }: Structure): TableReads[] {
  let count = 0;
  // What one table is asked in must not be mixed with what another one is.
  const all = isStructure(given) ? Object.values(given).filter(isStructure) : [];
  checkMixing(Object.assign(makeStructure(), ...all), ["ProjectionExpression"], ["AttributesToGet"]);
  return Object.entries(isStructure(given) ? given : {}).map(([name, one]) => {
    const asked = isStructure(one) ? one : {};
    checkMixing(asked, ["ProjectionExpression"], ["AttributesToGet"]);
    const wanted = readWanted(asked);
    const keys = listStructures(asked["Keys"]).map(checkValues);
    checkTwice(keys);
    count += keys.length;
    if (count > MOST_KEYS) throw refuse("Too many items requested for the BatchGetItem call");
    return { name, asked, wanted, keys };
  });
}

/** Throws a refusal of keys of which two are the same. */
export function checkDistinct(table: Table, keys: readonly TableItem[], message: string): void {
  const seen = new Set(keys.map((key) => Buffer.from(encodeKey(table, key)).toString("latin1")));
  if (seen.size < keys.length) throw refuse(message);
}

interface Reading extends TableReads {
  readonly table: Table;
}

function findTables(context: Context, requests: readonly TableReads[]): Reading[] {
  return requests.map((request) => {
    const table = getTable(context, request.name);
    for (const key of request.keys) checkRead(table, key, request.wanted);
    checkDistinct(table, request.keys, TWICE);
    return { ...request, table };
  });
}

/** Items by their keys, of several tables. What does not fit into the answer is told to be asked for again. */
export function batchGetItem(context: Context): Structure {
  const { input } = context;
  const readings = findTables(context, readRequests(input));
  const responses = makeStructure();
  const unprocessed = makeStructure();
  const capacities: Structure[] = [];
  let size = 0;
  for (const { name, asked, wanted, keys, table } of readings) {
    const found: TableItem[] = [];
    const left: TableItem[] = [];
    let units = 0;
    for (const key of keys) {
      const item = findItem(context, table, key);
      size += item ? sizeOfItem(item) : 0;
      if (size > MOST_BYTES) {
        left.push(key);
        continue;
      }
      units += costOfRead(item, wanted);
      if (item) found.push(tellItem(item, wanted));
    }
    responses[name] = found;
    if (left.length > 0) unprocessed[name] = { ...asked, Keys: left };
    const told = tellCapacity(input, table.name, onlyTable(units));
    if (told) capacities.push(told);
  }
  const output: Record<string, Value> = { Responses: responses, UnprocessedKeys: unprocessed };
  if (capacities.length > 0) output["ConsumedCapacity"] = capacities;
  return output;
}
