/** Scalars as text: timestamps, numbers, booleans and blobs, as every protocol but CBOR writes them. */

import type { Shape, TimestampFormat } from "../model/types.ts";
import { Digits, type Value } from "../values.ts";
import { Unsendable } from "./unsendable.ts";

/** Where a timestamp stands: in a header, in the path or query, or in a body that has the format given. */
export type TimestampPlace = "header" | "uri" | { readonly body: TimestampFormat };

/**
 * The one precedence of timestamp formats: what the member or its shape says, else the place's own format.
 * See https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait.
 */
export function chooseTimestampFormat(shape: Shape, place: TimestampPlace): TimestampFormat {
  if (shape.timestampFormat !== undefined) return shape.timestampFormat;
  if (place === "header") return "rfc822";
  return place === "uri" ? "iso8601" : place.body;
}

/** Seconds since 1970, with a fraction only where there is one. Throws Unsendable for an invalid date. */
export function toEpochSeconds(date: Date): number {
  const milliseconds = date.getTime();
  if (Number.isNaN(milliseconds)) throw new Unsendable("a timestamp is no valid date");
  return milliseconds / 1000;
}

/**
 * A timestamp's text. A fraction of a second is written with six digits, as botocore does; rfc822 has none.
 * Throws Unsendable for an invalid date.
 */
export function formatTimestamp(date: Date, format: TimestampFormat): string {
  const seconds = toEpochSeconds(date);
  switch (format) {
    case "unixTimestamp":
      return String(seconds);
    case "rfc822":
      return date.toUTCString();
    case "iso8601":
      return date.toISOString().replace(/\.(\d{3})Z$/, (_, ms) => (ms === "000" ? "Z" : `.${ms}000Z`));
  }
}

/** A number's text; NaN, Infinity and -Infinity by name, as AWS's protocols spell them. */
export function formatNumber(value: number | Digits): string {
  return value instanceof Digits ? value.text : String(value);
}

/** Base64 of bytes, or of a text's UTF-8. */
export function encodeBase64(value: string | Uint8Array): string {
  return Buffer.from(value).toString("base64");
}

/** The text of a scalar at a place. Throws Unsendable where a list or a structure stands for a scalar. */
export function formatScalar(value: Value, shape: Shape, place: TimestampPlace): string {
  if (typeof value === "string") return shape.type === "blob" ? encodeBase64(value) : value;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number" || value instanceof Digits) return formatNumber(value);
  if (value instanceof Date) {
    // A header has whole seconds, whatever its format: botocore writes none other.
    const date = place === "header" ? new Date(Math.floor(toEpochSeconds(value)) * 1000) : value;
    return formatTimestamp(date, chooseTimestampFormat(shape, place));
  }
  if (value instanceof Uint8Array) return encodeBase64(value);
  throw new Unsendable(`${shape.name} must be a ${shape.type}, not a list, a structure or null`);
}
