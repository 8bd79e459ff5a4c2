/** Keys of records under which several things of one object stand: its key, and a number of as many digits each time. */

/** Between the two: no key that a request can name has it. */
const SEPARATOR = "\u0000";
const AFTER_SEPARATOR = "\u0001";
const DIGITS = 12;

/** The largest number that a key can have. */
export const LARGEST_NUMBER = 10 ** DIGITS - 1;

/** The key of a record. */
export function writeKey(key: string, number: number): string {
  return `${key}${SEPARATOR}${String(number).padStart(DIGITS, "0")}`;
}

/** The number of a record's key. */
export function readNumber(recordKey: string): number {
  return Number(recordKey.slice(-DIGITS));
}

/** The key of a record's key. */
export function readKey(recordKey: string): string {
  return recordKey.slice(0, -DIGITS - SEPARATOR.length);
}

/** The range of the records of a key. */
export function rangeOf(key: string): { readonly from: string; readonly to: string } {
  return { from: `${key}${SEPARATOR}`, to: `${key}${AFTER_SEPARATOR}` };
}

/** What a record holds as JSON; undefined where there is none. */
export function parse<T>(value: unknown): T | undefined {
  return typeof value === "string" ? (JSON.parse(value) as T) : undefined;
}
