/** How much items take: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
import type { AttributeValue, TableItem } from "./attributes.ts";
import { sizeOfNumber } from "./numbers.ts";

/** What a list or a map takes by itself, and each value in it. */
const NESTED = 3;
const ELEMENT = 1;

const ASCII = /^[\0-\x7f]*$/;

/** The bytes of a text. */
export function sizeOfText(text: string): number {
  return ASCII.test(text) ? text.length : Buffer.byteLength(text);
}

function add<T>(all: readonly T[], sizeOf: (one: T) => number): number {
  let size = 0;
  for (const one of all) size += sizeOf(one);
  return size;
}

/** The bytes of a value. */
export function sizeOfValue(value: AttributeValue): number {
  if (value.S !== undefined) return sizeOfText(value.S);
  if (value.N !== undefined) return sizeOfNumber(value.N);
  if (value.B) return value.B.length;
  if (value.M) return NESTED + sizeOfItem(value.M) + ELEMENT * Object.keys(value.M).length;
  if (value.L) return NESTED + add(value.L, (one) => sizeOfValue(one) + ELEMENT);
  if (value.SS) return add(value.SS, sizeOfText);
  if (value.NS) return add(value.NS, sizeOfNumber);
  if (value.BS) return add(value.BS, (one) => one.length);
  return 1;
}

/** The bytes of an item, with the names of its attributes. */
export function sizeOfItem(item: TableItem): number {
  let size = 0;
  for (const name in item) {
    const value = item[name];
    if (value) size += sizeOfText(name) + sizeOfValue(value);
  }
  return size;
}

/** What DynamoDB's own form of an item takes, by which it ends pages: names are numbers there, and lengths are written out. */
function sizeOfStored(value: AttributeValue): number {
  const size = sizeOfValue(value);
  if (value.S !== undefined) return size + (size < 128 ? 1 : size < 16_384 ? 2 : 3);
  if (value.NULL) return 0;
  if (value.BOOL !== undefined) return 1;
  if (value.L || value.M) return size;
  return size + 1 + (value.SS ?? value.NS ?? value.BS ?? []).length;
}

/** How much of a page an item takes. The sort key is in each of its parts. */
export function sizeOnPage(item: TableItem, sortKey: string | undefined): number {
  let size = 0;
  let key = 0;
  for (const name in item) {
    const value = item[name];
    if (value && name === sortKey) key = sizeOfStored(value);
    else if (value) size += sizeOfStored(value) + 1;
  }
  return 2 + size + (1 + Math.floor((1 + size) / 3072)) * (18 + key);
}
