/**
 * The items of tables, with the entries of their indexes. An entry says only which item it is of, so that what an index tells is
 * always what the table holds.
 */
import type { Context } from "../../behaviour/context.ts";
import type { RecordRange, Space } from "../../records.ts";
import type { TableItem } from "./attributes.ts";
import { isOver, onChange } from "./changes.ts";
import { readItem, writeItem } from "./item-text.ts";
import { encodeEntry, encodeKey, isIndexed } from "./keys.ts";
import type { SecondaryIndex, Table } from "./tables.ts";

const ITEMS = "items";

function spaceOf({ store }: Context, table: Table): Space {
  return store.records.space(table.owner, ITEMS);
}

function nameEntries(index: string): string {
  return `index ${index}`;
}

function entriesOf({ store }: Context, table: Table, index: string): Space {
  return store.records.space(table.owner, nameEntries(index));
}

function find(context: Context, table: Table, key: Uint8Array): TableItem | undefined {
  const text = spaceOf(context, table).get(key);
  if (typeof text !== "string") return undefined;
  const item = readItem(text);
  if (!isOver(context, table, item)) return item;
  changeItem(context, table, item, undefined);
  return undefined;
}

/** The item with the key that these attributes say. `record`: the key of its record, where that is known. */
export function findItem(
  context: Context,
  table: Table,
  key: TableItem,
  record = encodeKey(table, key),
): TableItem | undefined {
  return find(context, table, record);
}

/** Moves the entries of an item's indexes. */
function changeEntries(
  context: Context,
  table: Table,
  before: TableItem | undefined,
  after: TableItem | undefined,
): void {
  for (const index of table.indexes) {
    const old = before && isIndexed(index, before) ? encodeEntry(table, index, before) : undefined;
    const entry = after && isIndexed(index, after) ? encodeEntry(table, index, after) : undefined;
    if (old && entry && Buffer.compare(old, entry) === 0) continue;
    const entries = entriesOf(context, table, index.name);
    if (old) entries.remove(old);
    if (entry && after) entries.put(entry, encodeKey(table, after));
  }
}

/**
 * Puts an item in the place of what stood there; undefined is an item that is not there. Both have the same key. `record`: the key of
 * their record, where that is known.
 */
export function changeItem(
  context: Context,
  table: Table,
  before: TableItem | undefined,
  after: TableItem | undefined,
  record?: Uint8Array,
): void {
  const one = after ?? before;
  if (!one) return;
  const items = spaceOf(context, table);
  const key = record ?? encodeKey(table, one);
  if (after) items.put(key, writeItem(after));
  else items.remove(key);
  if (table.indexes.length > 0) changeEntries(context, table, before, after);
  for (const other of onChange(context, table, before, after))
    changeItem(other.context, other.table, before, after);
}

/** Records are taken in lots, so that of a large table nothing is read in vain. */
const LOT = 64;

function asBytes(datum: string | Uint8Array): Uint8Array {
  return typeof datum === "string" ? Buffer.from(datum) : datum;
}

function* listStored(
  context: Context,
  table: Table,
  range: RecordRange,
  limit: number,
): Generator<TableItem> {
  const space = spaceOf(context, table);
  const size = Math.min(LOT, limit);
  let { after } = range;
  for (;;) {
    const lot = space.listValues({ ...range, after, limit: size });
    let last: TableItem | undefined;
    for (const text of lot) {
      last = readItem(String(text));
      if (!isOver(context, table, last)) yield last;
      else changeItem(context, table, last, undefined);
    }
    if (!last || lot.length < size) return;
    after = encodeKey(table, last);
  }
}

function* listIndexed(
  context: Context,
  table: Table,
  index: SecondaryIndex,
  range: RecordRange,
  limit: number,
): Generator<TableItem> {
  const entries = entriesOf(context, table, index.name);
  const size = Math.min(LOT, limit);
  let { after } = range;
  for (;;) {
    const lot = entries.list({ ...range, after, limit: size });
    for (const { value } of lot) {
      const item = find(context, table, asBytes(value));
      if (item) yield item;
    }
    if (lot.length < size) return;
    after = lot.at(-1)?.key;
  }
}

/** The items of a table, or of an index where one is given, by the keys of their records. No more than `limit` will be taken. */
export function listItems(
  context: Context,
  table: Table,
  index: SecondaryIndex | undefined,
  range: RecordRange,
  limit = Number.POSITIVE_INFINITY,
): Generator<TableItem> {
  return index ? listIndexed(context, table, index, range, limit) : listStored(context, table, range, limit);
}

/** How many items a table has, or an index. */
export function countItems(context: Context, table: Table, index?: SecondaryIndex): number {
  return (index ? entriesOf(context, table, index.name) : spaceOf(context, table)).count();
}

/** Makes the entries of an index of a table that has items already. */
export function fillIndex(context: Context, table: Table, index: SecondaryIndex): void {
  const entries = entriesOf(context, table, index.name);
  for (const item of listItems(context, table, undefined, {}))
    if (isIndexed(index, item)) entries.put(encodeEntry(table, index, item), encodeKey(table, item));
}

/** Forgets the entries of an index. */
export function dropIndex({ store }: Context, table: Table, index: string): void {
  store.records.drop(table.owner, nameEntries(index));
}
