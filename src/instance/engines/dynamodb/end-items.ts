/** Ends items whose time is over, before anybody looks at them: before a stream is read, or a table is told. */
import type { Context } from "../../behaviour/context.ts";
import { endingsOf, listEnded, moveEnding } from "./endings.ts";
import { findItem, listItems } from "./items.ts";
import type { Table } from "./tables.ts";
import { readEndingAttribute } from "./time-to-live.ts";

const AT_ONCE = 1_000;

/** Deletes the items of a table whose time is over. */
export function endItems(context: Context, table: Table): void {
  if (readEndingAttribute(table.thing) === undefined) return;
  // Who looks for an item whose time is over finds it deleted.
  for (const key of listEnded(context, table, context.now / 1000, AT_ONCE)) findItem(context, table, key);
}

/** Keeps when the items of a table end that it has already; forgets it where it does not matter any more. */
export function noteEndings(context: Context, table: Table): void {
  const attribute = readEndingAttribute(table.thing);
  const endings = endingsOf(context, table);
  for (const { key } of endings.list()) endings.remove(key);
  if (attribute === undefined) return;
  for (const item of listItems(context, table, undefined, {}))
    moveEnding(context, table, attribute, undefined, item);
}
