/**
 * Keys of records, in the order in which DynamoDB tells items: by a hash of what chooses the partition, in which they stand by their
 * sort key's bytes. What orders items of one index and key is a hash, too.
 */
import type { AttributeValue, TableItem } from "./attributes.ts";
import { sizeOfText } from "./item-size.ts";
import { encodeNumber } from "./numbers.ts";
import type { KeyAttribute, SecondaryIndex, Table } from "./tables.ts";

/** The bytes of a hash that order partitions. More would only make keys longer: the partition's own bytes follow. */
const HASH_BYTES = 4;
const MD5_BYTES = 16;
/** DynamoDB begins its hashes with this; dynalite's authors found it out. */
const SALT = "Outliers";

/** The bytes of a value of a key, in whose order values stand. */
export function encodeValue(value: AttributeValue | undefined): Uint8Array {
  if (value?.S !== undefined) return Buffer.from(value.S);
  if (value?.N !== undefined) return encodeNumber(value.N);
  return value?.B ?? new Uint8Array();
}

/** As DynamoDB writes numbers: the exponent of a hundred, then two digits a byte. */
function encodeHashedNumber(text: string): Uint8Array {
  if (text === "0") return Uint8Array.of(128);
  const isNegative = text.startsWith("-");
  const [whole = "", fraction = ""] = (isNegative ? text.slice(1) : text).split(".");
  // Both sides of the point take whole bytes of two digits.
  const joined =
    whole.padStart(whole.length + (whole.length % 2), "0") +
    fraction.padEnd(fraction.length + (fraction.length % 2), "0");
  let from = 0;
  let to = joined.length;
  while (joined.startsWith("00", from)) from += 2;
  while (to > from && joined.startsWith("00", to - 2)) to -= 2;
  const power = (whole.length + (whole.length % 2) - from) / 2;
  const pairs = [];
  for (let at = from; at < to; at += 2) pairs.push(Number(joined.slice(at, at + 2)));
  const first = (power - 64) & 255;
  if (!isNegative) return Uint8Array.of(first, ...pairs.map((pair) => pair + 1));
  const end = pairs.length < 20 ? [102] : [];
  return Uint8Array.of(first ^ 255, ...pairs.map((pair) => 101 - pair), ...end);
}

const SALT_BYTES = Buffer.from(SALT);

function encodeHashed(value: AttributeValue | undefined): Uint8Array {
  return value?.N === undefined ? encodeValue(value) : encodeHashedNumber(value.N);
}

function hash(values: readonly (AttributeValue | undefined)[]): Uint8Array {
  const bytes = Buffer.concat([SALT_BYTES, ...values.map(encodeHashed)]);
  const digest = new Uint8Array(MD5_BYTES);
  Bun.MD5.hash(bytes, digest);
  return digest.subarray(0, HASH_BYTES);
}

const END = Uint8Array.of(0, 0);

/** Bytes in which no two zeros follow each other, in the same order. */
export function escapeZeros(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(0)) return bytes;
  return Uint8Array.from(Array.from(bytes).flatMap((byte) => (byte === 0 ? [0, 1] : [byte])));
}

/** Bytes of which none is the beginning of others', in the same order. */
export function delimit(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([escapeZeros(bytes), END]);
}

function readValues(
  item: TableItem,
  keys: readonly KeyAttribute[],
  isHash: boolean,
): (AttributeValue | undefined)[] {
  const values: (AttributeValue | undefined)[] = [];
  for (const key of keys) if (key.isHash === isHash) values.push(item[key.name]);
  return values;
}

function listPartition(keys: readonly KeyAttribute[], item: TableItem): Uint8Array[] {
  const values = readValues(item, keys, true);
  const parts = [hash(values)];
  for (const value of values) parts.push(escapeZeros(encodeValue(value)), END);
  return parts;
}

/** What the keys of all items of a partition begin with. */
export function encodePartition(keys: readonly KeyAttribute[], item: TableItem): Uint8Array {
  return Buffer.concat(listPartition(keys, item));
}

/** The key of an item of a table, by the attributes of the table's key. */
export function encodeKey({ keys }: Table, item: TableItem): Uint8Array {
  const parts = listPartition(keys, item);
  const sorted = readValues(item, keys, false);
  if (sorted.length > 0) parts.push(encodeValue(sorted[0]));
  return Buffer.concat(parts);
}

/** The key of an item's entry in an index. */
export function encodeEntry(table: Table, index: SecondaryIndex, item: TableItem): Uint8Array {
  const own = [...readValues(item, table.keys, true), ...readValues(item, table.keys, false)];
  const sorted = readValues(item, index.keys, false).map((value) => delimit(encodeValue(value)));
  return Buffer.concat([encodePartition(index.keys, item), ...sorted, hash(own), encodeKey(table, item)]);
}

/** The most bytes that the values of a key's attributes have: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
export const LONGEST_HASH = 2048;
export const LONGEST_RANGE = 1024;

/** How many bytes a text or data of a key have. */
export function sizeOfKey({ S, B }: AttributeValue): number {
  return S === undefined ? (B?.length ?? 0) : sizeOfText(S);
}

function fitsKey({ name, type, isHash }: KeyAttribute, item: TableItem): boolean {
  const value = item[name];
  if (value?.[type] === undefined) return false;
  if (type === "N") return true;
  const size = sizeOfKey(value);
  return size > 0 && size <= (isHash ? LONGEST_HASH : LONGEST_RANGE);
}

/**
 * Whether an item has an entry in an index: all attributes of its key, of their types and no longer than a key is. What the table had
 * before it had the index may be otherwise.
 */
export function isIndexed({ keys }: SecondaryIndex, item: TableItem): boolean {
  return keys.every((key) => fitsKey(key, item));
}

/** The least bytes that are greater than all that begin with these; undefined where there are none. */
export function passOver(bytes: Uint8Array): Uint8Array | undefined {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 255) end--;
  if (end === 0) return undefined;
  const past = Uint8Array.from(bytes.subarray(0, end));
  past[end - 1] = (past[end - 1] ?? 0) + 1;
  return past;
}

/** Where a segment of a parallel scan begins, of so many; undefined where nothing comes behind. */
export function encodeSegment(segment: number, total: number): Uint8Array | undefined {
  // DynamoDB's own segments begin at a multiple of a 4096th where there are not more of them.
  const share = total <= 4096 ? Math.ceil((4096 * segment) / total) / 4096 : segment / total;
  const start = Math.ceil(share * 2 ** 32);
  if (start >= 2 ** 32) return undefined;
  const bytes = Buffer.alloc(HASH_BYTES);
  bytes.writeUInt32BE(start);
  return bytes;
}
