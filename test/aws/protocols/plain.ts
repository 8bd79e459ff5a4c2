/** Values in a form that toEqual and a diff can show: how scripts/python/parse-all.py prints botocore's. */
import { Digits, type Value } from "../../../src/aws/values.ts";

/** Dates, bytes and digits become one-key objects, structures become ordinary objects. */
export function toPlain(value: Value | undefined): unknown {
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $bytes: value.toBase64() };
  if (value instanceof Digits) return { $digits: value.text };
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toPlain(inner)]));
}
