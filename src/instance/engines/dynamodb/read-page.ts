/** Reads a page of a table or an index: up to a limit, or to a megabyte. */
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { RecordRange } from "../../records.ts";
import { pick, type TableItem } from "./attributes.ts";
import { asksCapacity, readUnits, tellCapacity, type Units } from "./capacity.ts";
import { project } from "./expressions/projection.ts";
import { sizeOfItem, sizeOnPage } from "./item-size.ts";
import { listItems } from "./items.ts";
import type { PageRequest } from "./read-request.ts";
import type { SecondaryIndex, Table } from "./tables.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const PAGE_BYTES = 1024 * 1024;

/** The attributes of a key by which the next page begins. */
export function listStartKeys({ keys }: Table, index: SecondaryIndex | undefined): string[] {
  return [...new Set([...keys, ...(index?.keys ?? [])].map(({ name }) => name))];
}

interface Page {
  readonly items: readonly TableItem[];
  readonly scanned: number;
  /** The last item that was looked at, where the page ended there. */
  readonly last: TableItem | undefined;
  /** The bytes of the entries of the index, or of the items where there is none. */
  readonly size: number;
  /** The units of items that were read for entries. */
  readonly fetched: number;
}

function readPage(context: Context, request: PageRequest, range: RecordRange): Page {
  const { table, index, filter, limit = Number.POSITIVE_INFINITY, isFetched, filtersItems } = request;
  const sortKey = table.keys.find(({ isHash }) => !isHash)?.name;
  const items: TableItem[] = [];
  let [scanned, size, fetched, filled] = [0, 0, 0, 0];
  for (const item of listItems(context, table, index, range, limit)) {
    const entry = index?.attributes ? pick(item, index.attributes) : item;
    scanned++;
    size += sizeOfItem(entry);
    filled += sizeOnPage(entry, sortKey);
    if (!filter || filter(filtersItems ? item : entry)) {
      items.push(isFetched ? item : entry);
      if (isFetched) fetched += readUnits(sizeOfItem(item), request.isConsistent);
    }
    if (scanned >= limit || filled >= PAGE_BYTES) return { items, scanned, last: item, size, fetched };
  }
  return { items, scanned, last: undefined, size, fetched };
}

function countUnits({ index, isConsistent }: PageRequest, { size, fetched }: Page): Units {
  const units = readUnits(size, isConsistent);
  if (!index) return { table: units, indexes: new Map() };
  return { table: fetched, indexes: new Map([[index, units]]) };
}

/** The answer of a Query or a Scan. */
export function answerPage(context: Context, request: PageRequest, range: RecordRange): Structure {
  const { input } = context;
  const { table, index, isCount, paths } = request;
  const page = readPage(context, request, range);
  const output: Record<string, Value> = makeStructure();
  if (!isCount) output["Items"] = paths ? page.items.map((item) => project(item, paths)) : page.items;
  output["Count"] = page.items.length;
  output["ScannedCount"] = page.scanned;
  if (page.last) output["LastEvaluatedKey"] = pick(page.last, listStartKeys(table, index));
  const capacity = asksCapacity(input) && tellCapacity(input, table.name, countUnits(request, page));
  if (capacity) output["ConsumedCapacity"] = capacity;
  return output;
}
