/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { readText } from "../engine.ts";
import type { TableItem } from "./attributes.ts";
import { onlyTable, readUnits, tellCapacity } from "./capacity.ts";
import { checkValues } from "./check-values.ts";
import type { Path } from "./expressions/paths.ts";
import { project } from "./expressions/projection.ts";
import { sizeOfItem } from "./item-size.ts";
import { findItem } from "./items.ts";
import { checkMixing, readAttributesToGet, readExpressions } from "./parameters.ts";
import { checkKey, checkPaths } from "./table-keys.ts";
import { getTable, type Table } from "./tables.ts";

/** What of an item is asked for. */
export interface WantedAttributes {
  readonly paths: readonly Path[] | undefined;
  readonly isConsistent: boolean;
}

/** What ProjectionExpression or AttributesToGet asks for. Throws a refusal of what is none. */
export function readWanted(input: Structure): WantedAttributes {
  const names = readAttributesToGet(input);
  const { projection } = readExpressions(input);
  const paths = names ? names.map((name) => [name]) : projection?.paths;
  return { paths, isConsistent: input["ConsistentRead"] === true };
}

/** What is wanted of an item. */
export function tellItem(item: TableItem, { paths }: WantedAttributes): TableItem {
  return paths ? project(item, paths) : item;
}

/** How many units the read of an item takes, whether it is there or not. */
export function costOfRead(
  item: TableItem | undefined,
  { isConsistent }: Pick<WantedAttributes, "isConsistent">,
): number {
  return readUnits(item ? sizeOfItem(item) : 0, isConsistent);
}

/** Throws a refusal of a key and of paths that are not a table's. */
export function checkRead(table: Table, key: TableItem, { paths }: WantedAttributes): void {
  checkKey(table.keys, key);
  if (paths) checkPaths(table, paths);
}

/** An item by its key. */
export function getItem(context: Context): Structure {
  const { input } = context;
  checkMixing(input, ["ProjectionExpression"], ["AttributesToGet"]);
  const key = checkValues(input["Key"]);
  const wanted = readWanted(input);
  const name = readText(input, "TableName");
  const table = getTable(context, name);
  checkRead(table, key, wanted);
  const item = findItem(context, table, key);
  const capacity = tellCapacity(input, table.name, onlyTable(costOfRead(item, wanted)));
  const output = makeStructure();
  if (item) output["Item"] = tellItem(item, wanted);
  if (capacity) output["ConsumedCapacity"] = capacity;
  return output;
}
