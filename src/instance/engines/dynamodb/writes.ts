/** What all writes of single items have: a condition, what they make of the item, and what they tell of it. */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { pick, type TableItem } from "./attributes.ts";
import { asksCapacity, costOfChange, tellCapacity } from "./capacity.ts";
import type { Test } from "./expressions/condition.ts";
import { changeItem, findItem } from "./items.ts";
import { encodeKey } from "./keys.ts";
import { checkOperator, makeTest, readExpected } from "./legacy.ts";
import type { Expressions } from "./parameters.ts";
import { type RefusedRequest, refuseAs } from "./refusal.ts";
import type { Table } from "./tables.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items */
export const LARGEST_ITEM = 409_600;

/** A write that was checked as far as it can be without the item. */
export interface ItemWrite {
  readonly table: Table;
  /** Attributes among which are those of the key. */
  readonly key: TableItem;
  readonly test: Test | undefined;
  /** What it makes of the item; undefined is an item that is not there. Throws a refusal where it cannot. */
  readonly make: (before: TableItem | undefined) => TableItem | undefined;
  /** Whether a condition that fails tells the item. */
  readonly tellsFailed: boolean;
}

/** What became of an item. */
export interface ItemChange {
  readonly before: TableItem | undefined;
  readonly after: TableItem | undefined;
}

const EMPTY: TableItem = Object.freeze(Object.create(null));

/** The condition of a write, as an expression or as it was before there were any. */
export function readTest(input: Structure, { condition }: Expressions): Test | undefined {
  return condition?.test ?? makeTest(readExpected(input), input);
}

/** Throws a refusal of what is no condition from before there were expressions. */
export function checkExpected(input: Structure): void {
  checkOperator(input, readExpected(input).length);
}

/** Whether the item is asked for where the condition fails. */
export function tellsFailed({ ReturnValuesOnConditionCheckFailure: asked }: Structure): boolean {
  return asked === "ALL_OLD";
}

/** The error of a condition that an item does not meet. */
export function failCondition(item: TableItem | undefined): RefusedRequest {
  const told = item && Object.assign(makeStructure(), { Item: item });
  return refuseAs("ConditionalCheckFailedException", "The conditional request failed", told);
}

/**
 * What a write would make of the item that stands. Throws a refusal where it cannot be. `record`: the key of its record, where that is
 * known.
 */
export function work(context: Context, write: ItemWrite, record?: Uint8Array): ItemChange {
  const before = findItem(context, write.table, write.key, record);
  if (write.test && !write.test(before ?? EMPTY)) throw failCondition(write.tellsFailed ? before : undefined);
  return { before, after: write.make(before) };
}

/** Does a write. */
export function doWrite(context: Context, write: ItemWrite): ItemChange {
  const record = encodeKey(write.table, write.key);
  const change = work(context, write, record);
  changeItem(context, write.table, change.before, change.after, record);
  return change;
}

/** How large the items with one hash key may be, in GB, where a table has local indexes. All estimates are of little. */
const ESTIMATE = [0, 1];

/** ItemCollectionMetrics of a write; none of a table without local indexes. */
export function tellCollections({ keys, indexes }: Table, key: TableItem): Structure[] {
  if (indexes.every(({ isGlobal }) => isGlobal)) return [];
  const hash = keys.filter(({ isHash }) => isHash).map(({ name }) => name);
  return [{ ItemCollectionKey: pick(key, hash), SizeEstimateRangeGB: ESTIMATE }];
}

/** What a write tells besides attributes. */
export function tellWrite(
  input: Structure,
  { table, key }: ItemWrite,
  { before, after }: ItemChange,
): Structure {
  const output = makeStructure();
  if (asksCapacity(input)) {
    const told = tellCapacity(input, table.name, costOfChange(table, before, after));
    if (told) output["ConsumedCapacity"] = told;
  }
  const [metrics] = input["ReturnItemCollectionMetrics"] === "SIZE" ? tellCollections(table, key) : [];
  if (metrics) output["ItemCollectionMetrics"] = metrics;
  return output;
}
