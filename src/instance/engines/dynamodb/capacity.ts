/** What calls are charged for: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { pick, type TableItem } from "./attributes.ts";
import { isEqual } from "./expressions/compare.ts";
import { sizeOfItem } from "./item-size.ts";
import { encodeEntry, isIndexed } from "./keys.ts";
import type { SecondaryIndex, Table } from "./tables.ts";
import { chargeChange } from "./vectors/charges.ts";

const READ_BYTES = 4096;
const WRITE_BYTES = 1024;

/** Units of a table and its indexes. */
export interface Units {
  readonly table: number;
  readonly indexes: ReadonlyMap<SecondaryIndex, number>;
  /** The bytes in vector indexes, by their names. */
  readonly vectors?: ReadonlyMap<string, number>;
}

/** How many units a read of so many bytes takes. */
export function readUnits(size: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(size / READ_BYTES)) * (isConsistent ? 1 : 0.5);
}

function writeUnits(size: number): number {
  return Math.max(1, Math.ceil(size / WRITE_BYTES));
}

function takeEntry(index: SecondaryIndex, item: TableItem | undefined): TableItem | undefined {
  if (!item || !isIndexed(index, item)) return undefined;
  return index.attributes ? pick(item, index.attributes) : item;
}

/** An entry that moves is taken out and put in; one that does not change costs nothing. */
function entryUnits(
  table: Table,
  index: SecondaryIndex,
  before: TableItem | undefined,
  after: TableItem | undefined,
): number {
  const [old, entry] = [takeEntry(index, before), takeEntry(index, after)];
  if (!old && !entry) return 0;
  if (!old || !entry) return writeUnits(sizeOfItem(old ?? entry ?? {}));
  if (isEqual({ M: old }, { M: entry })) return 0;
  const sizes = [sizeOfItem(old), sizeOfItem(entry)] as const;
  if (
    before &&
    after &&
    Buffer.compare(encodeEntry(table, index, before), encodeEntry(table, index, after)) === 0
  )
    return writeUnits(Math.max(...sizes));
  return writeUnits(sizes[0]) + writeUnits(sizes[1]);
}

/** What the change of an item costs. */
export function costOfChange(
  table: Table,
  before: TableItem | undefined,
  after: TableItem | undefined,
): Units {
  const size = Math.max(before ? sizeOfItem(before) : 0, after ? sizeOfItem(after) : 0);
  const indexes = new Map<SecondaryIndex, number>();
  for (const index of table.indexes) {
    const units = entryUnits(table, index, before, after);
    if (units > 0) indexes.set(index, units);
  }
  const vectors = chargeChange(table, before, after);
  return { table: writeUnits(size), indexes, ...(vectors && { vectors }) };
}

/** No index has anything of it. */
export function onlyTable(table: number): Units {
  return { table, indexes: new Map() };
}

/** Units of several calls together. */
export function addUnits(all: readonly Units[]): Units {
  let table = 0;
  const indexes = new Map<SecondaryIndex, number>();
  const vectors = new Map<string, number>();
  for (const units of all) {
    table += units.table;
    for (const [name, bytes] of units.vectors ?? []) vectors.set(name, (vectors.get(name) ?? 0) + bytes);
    for (const [index, count] of units.indexes) indexes.set(index, (indexes.get(index) ?? 0) + count);
  }
  return { table, indexes, ...(vectors.size > 0 && { vectors }) };
}

function tellIndexes(units: Units, isGlobal: boolean): Structure | undefined {
  const told = makeStructure();
  for (const [index, count] of units.indexes)
    if (index.isGlobal === isGlobal) told[index.name] = { CapacityUnits: count };
  return Object.keys(told).length > 0 ? told : undefined;
}

function tellVectors(vectors: ReadonlyMap<string, number>): Structure {
  const told = makeStructure();
  for (const [name, bytes] of vectors) told[name] = { VectorWriteRequestBytes: bytes };
  return told;
}

/** Which of the members that tell reads and writes apart a call has. */
export type Direction = "ReadCapacityUnits" | "WriteCapacityUnits";

/** Whether a request asks what it costs. */
export function asksCapacity({ ReturnConsumedCapacity: asked }: Structure): boolean {
  return asked === "TOTAL" || asked === "INDEXES";
}

/** ConsumedCapacity, as it is asked for; undefined where it is not. */
export function tellCapacity(
  input: Structure,
  name: string,
  units: Units,
  direction?: Direction,
): Structure | undefined {
  const { ReturnConsumedCapacity: asked } = input;
  if (!asksCapacity(input)) return undefined;
  let total = units.table;
  for (const count of units.indexes.values()) total += count;
  const told: Record<string, Value> = { TableName: name, CapacityUnits: total };
  if (direction) told[direction] = total;
  if (asked !== "INDEXES") return told;
  told["Table"] = { CapacityUnits: units.table, ...(direction && { [direction]: units.table }) };
  const [local, global] = [tellIndexes(units, false), tellIndexes(units, true)];
  if (local) told["LocalSecondaryIndexes"] = local;
  if (global) told["GlobalSecondaryIndexes"] = global;
  if (units.vectors) told["VectorIndexes"] = tellVectors(units.vectors);
  return told;
}
