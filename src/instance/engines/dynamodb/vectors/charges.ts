/** What changes of items cost in vector indexes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/VectorSearch.html */
import { makeItem, type TableItem } from "../attributes.ts";
import { isEqual } from "../expressions/compare.ts";
import { sizeOfItem } from "../item-size.ts";
import type { Table } from "../tables.ts";
import { readEntry, type VectorEntry } from "./entries.ts";
import { listVectorIndexes, type VectorIndex } from "./vector-indexes.ts";

/** Nothing is charged for less. */
const LEAST_BYTES = 1024;
const NUMBER_BYTES = 4;

/** The bytes of entries of an index, as they are charged. */
export function chargeFor(index: VectorIndex, entries: readonly VectorEntry[]): number {
  let bytes = 0;
  for (const { item } of entries) {
    const rest = makeItem(item);
    delete rest[index.attribute];
    bytes += sizeOfItem(rest) + index.dimensions * NUMBER_BYTES;
  }
  return Math.max(LEAST_BYTES, bytes);
}

/** The bytes that the change of an item writes in each vector index; undefined where there are none. */
export function chargeChange(
  table: Table,
  before: TableItem | undefined,
  after: TableItem | undefined,
): ReadonlyMap<string, number> | undefined {
  const charged = new Map<string, number>();
  for (const index of listVectorIndexes(table)) {
    const entries = [before, after].flatMap((item) => (item && readEntry(index, item)) ?? []);
    const [old, entry] = entries;
    if (!old || (entry && isEqual({ M: old.item }, { M: entry.item }))) continue;
    charged.set(index.name, Math.max(...entries.map((one) => chargeFor(index, [one]))));
  }
  return charged.size > 0 ? charged : undefined;
}
