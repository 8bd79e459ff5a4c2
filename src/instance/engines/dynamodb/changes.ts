/** What hears of every change of an item. */
import type { Context } from "../../behaviour/context.ts";
import type { TableItem } from "./attributes.ts";
import { moveEnding } from "./endings.ts";
import { listDestinations } from "./kinesis-destinations.ts";
import { sendChange } from "./kinesis-records.ts";
import { listElsewhere, type TableElsewhere } from "./replicas.ts";
import { recordChange } from "./stream-records.ts";
import { readStream } from "./streams.ts";
import type { Table } from "./tables.ts";
import { isItemOver, readEndingAttribute } from "./time-to-live.ts";

/**
 * Is called after an item was put, changed or deleted; undefined is an item that is not there. Tells where else the same is to be
 * done.
 */
export function onChange(
  context: Context,
  table: Table,
  before: TableItem | undefined,
  after: TableItem | undefined,
): readonly TableElsewhere[] {
  const ending = readEndingAttribute(table.thing);
  if (ending !== undefined) moveEnding(context, table, ending, before, after);
  const isHeard = readStream(table) !== undefined || listDestinations(table).length > 0;
  // What is written as it was is no change.
  if (isHeard && !(before && after && Bun.deepEquals(before, after))) {
    const isEnded = before !== undefined && after === undefined && isItemOver(context, table, before);
    recordChange(context, table, before, after, isEnded);
    sendChange(context, table, before, after, isEnded);
  }
  return listElsewhere(context, table);
}

/** Whether an item is to be deleted now, as its table's time to live says; it is when it is next seen. */
export function isOver(context: Context, table: Table, item: TableItem): boolean {
  return isItemOver(context, table, item);
}
