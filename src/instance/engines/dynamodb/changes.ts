/** What hears of every change of an item. */
import type { Context } from "../../behaviour/context.ts";
import type { TableItem } from "./attributes.ts";
import { moveEnding } from "./endings.ts";
import { recordChange } from "./stream-records.ts";
import { readStream } from "./streams.ts";
import type { Table } from "./tables.ts";
import { isItemOver, readEndingAttribute } from "./time-to-live.ts";

/** Is called after an item was put, changed or deleted; undefined is an item that is not there. */
export function onChange(
  context: Context,
  table: Table,
  before: TableItem | undefined,
  after: TableItem | undefined,
): void {
  const ending = readEndingAttribute(table.thing);
  if (ending !== undefined) moveEnding(context, table, ending, before, after);
  if (!readStream(table)) return;
  // What is written as it was is no change.
  if (before && after && Bun.deepEquals(before, after)) return;
  const isEnded = before !== undefined && after === undefined && isItemOver(context, table, before);
  recordChange(context, table, before, after, isEnded);
}

/** Whether an item is to be deleted now, as its table's time to live says; it is when it is next seen. */
export function isOver(context: Context, table: Table, item: TableItem): boolean {
  return isItemOver(context, table, item);
}
