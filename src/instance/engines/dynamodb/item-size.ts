/** How much items take: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
import type { Attribute, Item } from "./attributes.ts";
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
export function sizeOfValue(value: Attribute): number {
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
export function sizeOfItem(item: Item): number {
  let size = 0;
  for (const name in item) {
    const value = item[name];
    if (value) size += sizeOfText(name) + sizeOfValue(value);
  }
  return size;
}
