/** PutItem and DeleteItem: an item whole, or none. */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { merge, readText } from "../engine.ts";
import type { TableItem } from "./attributes.ts";
import { checkValues } from "./check-values.ts";
import { sizeOfItem } from "./item-size.ts";
import { checkMixing, type Expressions, readExpressions } from "./parameters.ts";
import { refuse } from "./refusal.ts";
import { checkItem, checkKey, checkPaths } from "./table-keys.ts";
import { getTable, type Table } from "./tables.ts";
import {
  checkExpected,
  doWrite,
  type ItemWrite,
  LARGEST_ITEM,
  readTest,
  tellsFailed,
  tellWrite,
} from "./writes.ts";

function checkReturnValues({ ReturnValues: asked }: Structure): void {
  if (asked !== undefined && asked !== null && asked !== "ALL_OLD" && asked !== "NONE")
    throw refuse("ReturnValues can only be ALL_OLD or NONE");
}

/** Throws a refusal of paths of a condition into attributes of keys. */
export function checkCondition(table: Table, { condition }: Expressions): void {
  if (condition) checkPaths(table, condition.paths);
}

/** Throws a refusal of an item that is too large. */
export function checkItemSize(item: TableItem): void {
  if (sizeOfItem(item) > LARGEST_ITEM) throw refuse("Item size has exceeded the maximum allowed size");
}

function answer(context: Context, write: ItemWrite): Structure {
  const { input } = context;
  const change = doWrite(context, write);
  const told = tellWrite(input, write, change);
  return input["ReturnValues"] === "ALL_OLD" && change.before
    ? merge(told, { Attributes: change.before })
    : told;
}

/** The write of a put whose item was checked as one. Throws a refusal where the table cannot have it. */
export function readPut(
  input: Structure,
  table: Table,
  item: TableItem,
  expressions: Expressions,
): ItemWrite {
  checkItem(table, item);
  checkCondition(table, expressions);
  const test = readTest(input, expressions);
  return { table, key: item, test, make: () => item, tellsFailed: tellsFailed(input) };
}

/** The write of a deletion whose key was checked as values. Throws a refusal of a key that is not the table's. */
export function readDelete(
  input: Structure,
  table: Table,
  key: TableItem,
  expressions: Expressions,
): ItemWrite {
  checkKey(table.keys, key);
  checkCondition(table, expressions);
  const test = readTest(input, expressions);
  return { table, key, test, make: () => undefined, tellsFailed: tellsFailed(input) };
}

/** What of a request needs no table: the item or the key, and the condition. */
function readRequest(
  input: Structure,
  member: string,
): { readonly item: TableItem; readonly expressions: Expressions } {
  checkMixing(input, ["ConditionExpression"], ["Expected", "ConditionalOperator"]);
  const item = checkValues(input[member]);
  checkReturnValues(input);
  checkExpected(input);
  const expressions = readExpressions(input);
  if (member === ITEM) checkItemSize(item);
  return { item, expressions };
}

const ITEM = "Item";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export function putItem(context: Context): Structure {
  const { input } = context;
  const { item, expressions } = readRequest(input, ITEM);
  const table = getTable(context, readText(input, "TableName"));
  return answer(context, readPut(input, table, item, expressions));
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export function deleteItem(context: Context): Structure {
  const { input } = context;
  const { item, expressions } = readRequest(input, "Key");
  const table = getTable(context, readText(input, "TableName"));
  return answer(context, readDelete(input, table, item, expressions));
}
