/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */

import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { listStructures } from "../engine.ts";
import type { TableItem } from "./attributes.ts";
import { checkDistinct } from "./batch-get.ts";
import { addUnits, asksCapacity, costOfChange, tellCapacity, type Units } from "./capacity.ts";
import { checkValues } from "./check-values.ts";
import { sizeOfItem } from "./item-size.ts";
import { checkItemSize } from "./put-item.ts";
import { refuse } from "./refusal.ts";
import { checkItem, checkKey } from "./table-keys.ts";
import { getTable, type Table } from "./tables.ts";
import { doWrite, tellCollections } from "./writes.ts";

const MOST_WRITES = 25;
const MOST_BYTES = 16 * 1024 * 1024;

/** An item that is put whole, or the key of one that is deleted. */
interface Write {
  readonly put: TableItem | undefined;
  readonly key: TableItem;
}

function readWrite({ PutRequest: put, DeleteRequest: deletion }: Structure): Write {
  if (isStructure(put) === isStructure(deletion))
    throw refuse(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    );
  if (isStructure(deletion)) return { put: undefined, key: checkValues(deletion["Key"]) };
  const item = checkValues(isStructure(put) ? put["Item"] : undefined);
  checkItemSize(item);
  return { put: item, key: item };
}

interface TableWrites {
  readonly table: Table;
  readonly name: string;
  readonly writes: readonly Write[];
}

function readRequests({ RequestItems: given }: Structure): [string, Write[]][] {
  const requests = Object.entries(isStructure(given) ? given : {}).map(
    ([name, writes]): [string, Write[]] => [name, listStructures(writes).map(readWrite)],
  );
  const writes = requests.flatMap(([, one]) => one);
  if (writes.length > MOST_WRITES) throw refuse("Too many items requested for the BatchWriteItem call");
  if (writes.reduce((size, { key }) => size + sizeOfItem(key), 0) > MOST_BYTES)
    throw refuse("Item collection too large: aggregate size of items in BatchWriteItem exceeds 16MB limit");
  return requests;
}

/** A key that is not the table's is told in the same words for both. */
function checkPut(table: Table, item: TableItem): void {
  if (table.keys.some(({ name, type }) => item[name]?.[type] === undefined))
    throw refuse("The provided key element does not match the schema");
  checkItem(table, item);
}

function findTables(context: Context, requests: readonly [string, readonly Write[]][]): TableWrites[] {
  return requests.map(([name, writes]) => {
    const table = getTable(context, name);
    for (const { put, key } of writes) {
      if (put) checkPut(table, put);
      else checkKey(table.keys, key);
    }
    const keys = writes.map(({ key }) => key);
    checkDistinct(table, keys, "Provided list of item keys contains duplicates");
    return { table, name, writes };
  });
}

function writeAll(context: Context, { table, writes }: TableWrites): Units {
  const costs = writes.map(({ put, key }) => {
    const { before, after } = doWrite(context, {
      table,
      key,
      test: undefined,
      make: () => put,
      tellsFailed: false,
    });
    return costOfChange(table, before, after);
  });
  return addUnits(costs);
}

/** Puts and deletes items of several tables. */
export function batchWriteItem(context: Context): Structure {
  const { input } = context;
  const all = findTables(context, readRequests(input));
  const capacities: Structure[] = [];
  const metrics = makeStructure();
  for (const one of all) {
    const units = writeAll(context, one);
    const told = tellCapacity(input, one.table.name, units);
    if (told) capacities.push(told);
    const collections = one.writes.flatMap(({ key }) => tellCollections(one.table, key));
    if (collections.length > 0) metrics[one.name] = collections;
  }
  const output: Record<string, Value> = { UnprocessedItems: makeStructure() };
  if (asksCapacity(input)) output["ConsumedCapacity"] = capacities;
  if (input["ReturnItemCollectionMetrics"] === "SIZE" && Object.keys(metrics).length > 0)
    output["ItemCollectionMetrics"] = metrics;
  return output;
}
