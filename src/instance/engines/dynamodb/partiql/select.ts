/** SELECT: the partitions that WHERE names, or the whole of a table or an index, a page at a time. */
import { isStructure, makeStructure, type Structure, type Value } from "../../../../aws/values.ts";
import { isObject } from "../../../../base/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import type { RecordRange } from "../../../records.ts";
import { readText } from "../../engine.ts";
import { pick, type TableItem } from "../attributes.ts";
import { asksCapacity, readUnits, tellCapacity } from "../capacity.ts";
import { compareValues } from "../expressions/compare.ts";
import { listPaths, meets } from "../expressions/condition.ts";
import { sizeOfItem } from "../item-size.ts";
import { listItems } from "../items.ts";
import type { KeyQuery } from "../key-condition.ts";
import { findRange } from "../key-range.ts";
import { listStartKeys } from "../read-page.ts";
import { checkTold, listMissing, unfiltered } from "../read-request.ts";
import { refuse } from "../refusal.ts";
import { encodeStart } from "../start-key.ts";
import { checkPaths } from "../table-keys.ts";
import type { KeyAttribute, SecondaryIndex, Table } from "../tables.ts";
import { checkOverlaps } from "./overlaps.ts";
import type { PreparedSelect } from "./prepare.ts";
import { nameProjection, tellProjected } from "./projection.ts";
import type { SelectStatement } from "./syntax.ts";
import { checkScanned, planQueries } from "./where.ts";

const PAGE_BYTES = 1024 * 1024;

function findIndex({ indexes }: Table, { source }: SelectStatement): SecondaryIndex | undefined {
  if (source.index === undefined) return undefined;
  const index = indexes.find(({ name }) => name === source.index);
  if (!index) throw refuse("The table does not have the specified index");
  return index;
}

/** In which order partitions are told, and items in them. */
interface Order {
  /** undefined: as they were asked for. */
  readonly partitions: "forward" | "backward" | undefined;
  readonly isBackward: boolean;
}

/** Throws a refusal of an order that there is not. */
function readOrder(
  keys: readonly KeyAttribute[],
  { order, where }: SelectStatement,
  isQuery: boolean,
): Order {
  if (order.length > 0 && !where)
    throw refuse("Must have WHERE clause in the statement when using ORDER BY clause.");
  const told: { partitions: Order["partitions"]; isBackward: boolean } = {
    partitions: undefined,
    isBackward: false,
  };
  for (const { name, isBackward } of order) {
    const key = keys.find((one) => one.name === name);
    if (!key) throw refuse(`Variable reference ${name} in ORDER BY clause must be part of the primary key`);
    if (key.isHash) told.partitions = isBackward ? "backward" : "forward";
    else told.isBackward = isBackward;
  }
  if (order.length > 0 && !isQuery)
    throw refuse(
      "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
    );
  return told;
}

function orderQueries(
  keys: readonly KeyAttribute[],
  queries: readonly KeyQuery[],
  { partitions }: Order,
): readonly KeyQuery[] {
  if (!partitions) return queries;
  const name = keys.find(({ isHash }) => isHash)?.name ?? "";
  const sign = partitions === "backward" ? -1 : 1;
  return queries.toSorted((one, other) => {
    const [left, right] = [one.given[name], other.given[name]];
    return sign * ((left && right && compareValues(left, right)) ?? 0);
  });
}

/** Where a page goes on: in which of the ranges, behind which key. */
interface Mark {
  readonly range: number;
  readonly start: TableItem;
}

function writeToken({ range, start }: Mark): string {
  return Buffer.from(JSON.stringify({ range, start: encodeItem(start) })).toString("base64");
}

/** Keys are texts, numbers and bytes. */
function encodeItem(item: TableItem): Record<string, Record<string, string>> {
  return Object.fromEntries(
    Object.entries(item).map(([name, { S, N, B }]) => [
      name,
      B ? { B: Buffer.from(B).toString("base64") } : S !== undefined ? { S } : { N: N ?? "0" },
    ]),
  );
}

function decodeItem(written: Record<string, unknown>): TableItem {
  const item: Record<string, TableItem[string]> = Object.create(null);
  for (const [name, value] of Object.entries(written)) {
    if (!isObject(value)) continue;
    const { S, N, B } = value;
    if (typeof S === "string") item[name] = { S };
    else if (typeof N === "string") item[name] = { N };
    else if (typeof B === "string") item[name] = { B: Buffer.from(B, "base64") };
  }
  return item;
}

function readToken(token: string): Mark | undefined {
  if (token === "") return undefined;
  try {
    const said: unknown = JSON.parse(Buffer.from(token, "base64").toString("utf8"));
    if (isObject(said) && typeof said["range"] === "number" && isObject(said["start"]))
      return { range: said["range"], start: decodeItem(said["start"]) };
  } catch {}
  throw refuse("Invalid NextToken");
}

/** What is read. */
interface Read {
  readonly table: Table;
  readonly index: SecondaryIndex | undefined;
  readonly ranges: readonly RecordRange[];
  readonly isMet: (item: TableItem) => boolean;
  readonly limit: number;
  readonly isConsistent: boolean;
  /** Whether the table's items are read as well, for what a local index does not have. */
  readonly isFetched: boolean;
}

function planRead(
  prepared: PreparedSelect,
  index: SecondaryIndex | undefined,
  { Limit: limit, ConsistentRead: consistent }: Structure,
): Read {
  const { table, tree, select } = prepared;
  const { keys } = index ?? table;
  checkOverlaps(keys, tree);
  const queries = planQueries(keys, tree);
  if (!queries) checkScanned(keys, tree);
  else if (index && tree) {
    const missing = listMissing(index, listPaths(tree));
    if (missing.length > 0) throw unfiltered(index, missing);
  }
  const order = readOrder(keys, select, queries !== undefined);
  const ordered = queries && orderQueries(keys, queries, order);
  const ranges = ordered?.map((query) => findRange(keys, query, index === undefined)) ?? [{}];
  return {
    ...{ table, index, limit: typeof limit === "number" ? limit : Number.POSITIVE_INFINITY },
    isConsistent: consistent === true,
    isFetched: index !== undefined && listMissing(index, select.projection ?? []).length > 0,
    ranges: ranges.map((range) => ({ ...range, isBackward: order.isBackward })),
    isMet: (item) => !tree || meets(tree, item),
  };
}

interface Page {
  readonly items: readonly TableItem[];
  readonly bytes: number;
  /** The units of items that were read for entries that do not have all that is told. */
  readonly fetched: number;
  readonly mark: Mark | undefined;
}

function readPage(context: Context, read: Read, from: Mark | undefined): Page {
  const { table, index, ranges, isMet, limit, isFetched, isConsistent } = read;
  const items: TableItem[] = [];
  let bytes = 0;
  let fetched = 0;
  let seen = 0;
  for (let range = from?.range ?? 0; range < ranges.length; range++) {
    const after = from?.range === range ? encodeStart(table, index, from.start) : undefined;
    for (const item of listItems(context, table, index, { ...ranges[range], after }, limit - seen)) {
      const entry = index?.attributes ? pick(item, index.attributes) : item;
      bytes += sizeOfItem(entry);
      if (isFetched) fetched += readUnits(sizeOfItem(item), isConsistent);
      seen++;
      if (isMet(entry)) items.push(index?.isGlobal === false ? item : entry);
      if (seen >= limit || bytes >= PAGE_BYTES)
        return { items, bytes, fetched, mark: { range, start: pick(item, listStartKeys(table, index)) } };
    }
  }
  return { items, bytes, fetched, mark: undefined };
}

function tellItems(
  { projection }: SelectStatement,
  index: SecondaryIndex | undefined,
  items: readonly TableItem[],
): readonly TableItem[] {
  if (projection) {
    const told = nameProjection(projection);
    return items.map((item) => tellProjected(item, told));
  }
  const attributes = index?.attributes;
  return attributes ? items.map((item) => pick(item, attributes)) : items;
}

/** The answer to a SELECT. */
export function answerSelect(context: Context, prepared: PreparedSelect): Structure {
  const { input } = context;
  const { table, select } = prepared;
  const index = findIndex(table, select);
  if (select.projection) {
    nameProjection(select.projection);
    checkPaths(table, select.projection);
    if (index?.isGlobal) checkTold(index, select.projection);
  }
  const read = planRead(prepared, index, input);
  const { isConsistent } = read;
  if (isConsistent && index?.isGlobal)
    throw refuse("Strongly consistent read is not supported on Global Secondary Indexes");
  const page = readPage(context, read, readToken(readText(input, "NextToken")));
  const output: Record<string, Value> = makeStructure();
  output["Items"] = tellItems(select, index, page.items);
  if (page.mark) {
    output["NextToken"] = writeToken(page.mark);
    output["LastEvaluatedKey"] = page.mark.start;
  }
  if (!asksCapacity(input)) return output;
  const units = readUnits(page.bytes, isConsistent);
  const costs = index
    ? { table: page.fetched, indexes: new Map([[index, units]]) }
    : { table: units, indexes: new Map<SecondaryIndex, number>() };
  const told = tellCapacity(input, table.name, costs);
  if (isStructure(told)) output["ConsumedCapacity"] = told;
  return output;
}

/** The one item that a SELECT by the whole key finds, as it is told. */
export function tellOne({ projection }: SelectStatement, item: TableItem | undefined): TableItem | undefined {
  return item && projection ? tellProjected(item, nameProjection(projection)) : item;
}
