/** When items end, in the order of time, so that those whose time is over are found without looking at all others. */
import type { Context } from "../../behaviour/context.ts";
import type { Space } from "../../records.ts";
import { pick, type TableItem } from "./attributes.ts";
import { readItem, writeItem } from "./item-text.ts";
import { encodeKey } from "./keys.ts";
import type { Table } from "./tables.ts";

const ENDINGS = "endings";
const DIGITS = 12;

/** The endings of a table's items: by second and key, each with the attributes of the item's key. */
export function endingsOf({ store }: Context, { owner }: Table): Space {
  return store.records.space(owner, ENDINGS);
}

/** Keys of endings before a second, and after it. */
export function nameSecond(seconds: number): string {
  return String(Math.max(0, Math.floor(seconds))).padStart(DIGITS, "0");
}

function nameEnding(table: Table, attribute: string, item: TableItem | undefined): string | undefined {
  const seconds = Number(item?.[attribute]?.N);
  if (!item || !(seconds > 0) || seconds >= 10 ** DIGITS) return undefined;
  return `${nameSecond(seconds)} ${Buffer.from(encodeKey(table, item)).toString("base64")}`;
}

/** Keeps when an item ends, in the place of when it ended before. */
export function moveEnding(
  context: Context,
  table: Table,
  attribute: string,
  before: TableItem | undefined,
  after: TableItem | undefined,
): void {
  const [old, next] = [nameEnding(table, attribute, before), nameEnding(table, attribute, after)];
  if (old === next) return;
  const endings = endingsOf(context, table);
  if (old !== undefined) endings.remove(old);
  if (next !== undefined && after)
    endings.put(
      next,
      writeItem(
        pick(
          after,
          table.keys.map(({ name }) => name),
        ),
      ),
    );
}

/** The keys of items whose time was over before a second, the oldest first. */
export function listEnded(context: Context, table: Table, seconds: number, limit: number): TableItem[] {
  return endingsOf(context, table)
    .list({ to: nameSecond(seconds), limit })
    .map(({ value }) => readItem(String(value)));
}
