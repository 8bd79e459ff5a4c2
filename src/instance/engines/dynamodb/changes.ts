/** What hears of every change of an item. */
import type { Context } from "../../behaviour/context.ts";
import type { Item } from "./attributes.ts";
import type { Table } from "./tables.ts";

/** Is called after an item was put, changed or deleted; undefined is an item that is not there. */
export function onChange(
  _context: Context,
  _table: Table,
  _before: Item | undefined,
  _after: Item | undefined,
): void {}

/** Whether an item is to be deleted now, as its table's time to live says; it is when it is next seen. */
export function isOver(_context: Context, _table: Table, _item: Item): boolean {
  return false;
}
