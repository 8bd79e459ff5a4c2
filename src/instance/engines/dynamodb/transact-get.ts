/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { listStructures, readText } from "../engine.ts";
import type { TableItem } from "./attributes.ts";
import { doAll } from "./cancellation.ts";
import { addUnits, asksCapacity, onlyTable, tellCapacity, type Units } from "./capacity.ts";
import { checkValues } from "./check-values.ts";
import { checkRead, costOfRead, readWanted, tellItem, type WantedAttributes } from "./get-item.ts";
import { findItem } from "./items.ts";
import { encodeKey } from "./keys.ts";
import { checkMixing } from "./parameters.ts";
import { refuse } from "./refusal.ts";
import { getTable, type Table } from "./tables.ts";

/** What is read and written in a transaction costs twice. */
const TRANSACTION = 2;

interface Read {
  readonly table: Table;
  readonly key: TableItem;
  readonly wanted: WantedAttributes;
}

/** Throws a refusal of two steps of a transaction that are about the same item. */
export function checkOnce(steps: readonly Pick<Read, "table" | "key">[]): void {
  const seen = new Set(
    steps.map(({ table, key }) => `${table.name}\0${Buffer.from(encodeKey(table, key)).toString("latin1")}`),
  );
  if (seen.size < steps.length)
    throw refuse("Transaction request cannot include multiple operations on one item");
}

/** ConsumedCapacity by the tables, in the order in which they are first named. */
export function tellCapacities(
  input: Structure,
  costs: readonly { readonly table: Table; readonly units: Units }[],
  direction: "ReadCapacityUnits" | "WriteCapacityUnits",
): Structure {
  if (!asksCapacity(input)) return {};
  const byTable = Map.groupBy(costs, ({ table }) => table.name);
  const told = [...byTable].flatMap(([name, all]) => {
    const one = tellCapacity(input, name, addUnits(all.map(({ units }) => units)), direction);
    return one ? [one] : [];
  });
  return { ConsumedCapacity: told };
}

/** The units of what is read in a transaction. */
export function costOfTransactedRead(item: TableItem | undefined): Units {
  return onlyTable(TRANSACTION * costOfRead(item, { isConsistent: true }));
}

/** The units of what is written in a transaction: the entries of indexes cost no more than else. */
export function doubleTable({ table, indexes }: Units): Units {
  return { table: TRANSACTION * table, indexes };
}

/** Items that are read at the same moment. */
export function transactGetItems(context: Context): Structure {
  const { input } = context;
  const asked = listStructures(input["TransactItems"]).map(({ Get }) => {
    const get = isStructure(Get) ? Get : {};
    checkMixing(get, ["ProjectionExpression"], []);
    return { name: readText(get, "TableName"), key: checkValues(get["Key"]), wanted: readWanted(get) };
  });
  const reads = asked.map(({ name, key, wanted }): Read => ({ table: getTable(context, name), key, wanted }));
  checkOnce(reads);
  const found = doAll(reads, ({ table, key, wanted }) => {
    checkRead(table, key, wanted);
    return { table, wanted, item: findItem(context, table, key) };
  });
  const responses = found.map(({ item, wanted }): Structure => {
    const response: Record<string, Value> = makeStructure();
    if (item) response["Item"] = tellItem(item, wanted);
    return response;
  });
  const costs = found.map(({ table, item }) => ({ table, units: costOfTransactedRead(item) }));
  return { Responses: responses, ...tellCapacities(input, costs, "ReadCapacityUnits") };
}
