/** Scalars as text: timestamps, numbers, booleans and blobs, as every format but CBOR writes and reads them. */

import { ownRows } from "../../base/own-rows.ts";
import type { Shape, TimestampFormat } from "../model/types.ts";
import { Digits, type Value } from "../values.ts";
import { keepMisfit, type ReadingRules } from "./reading.ts";
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

/** With six digits of a second's fraction, or none. */
function printIso(text: string): string {
  return text.endsWith(".000Z") ? `${text.slice(0, -5)}Z` : `${text.slice(0, -1)}000Z`;
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
      return printIso(date.toISOString());
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

const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const WORDS = new Set(["NaN", "Infinity", "-Infinity"]);

/** A number in text; Digits for an integer beyond 2^53; undefined for what is no number. */
export function readNumber(text: string): number | Digits | undefined {
  const trimmed = text.trim();
  if (INTEGER.test(trimmed)) {
    const number = Number(trimmed);
    return Number.isSafeInteger(number) ? number : new Digits(trimmed.replace("+", ""));
  }
  return DECIMAL.test(trimmed) || WORDS.has(trimmed) ? Number(trimmed) : undefined;
}

const ISO_8601 =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?)? ?(Z|GMT|UTC|[+-]\d\d:?\d\d)?$/i;
const RFC_822 =
  /^(?:[a-z]{3}, )?(\d{1,2})[ -]([a-z]{3})[ -](\d{4}) (\d\d:\d\d):(\d\d)(?:\.(\d+))? ?(Z|GMT|UTC|[+-]\d\d:?\d\d)?$/i;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** A time without a zone is UTC, as botocore's users take it; Date.parse alone would take it for local time. */
function makeDate(day: string, minutes: string, seconds: string, fraction: string, zone: string) {
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : "Z";
  return new Date(`${day}T${minutes}:${seconds}.${fraction.padEnd(3, "0").slice(0, 3)}${offset}`);
}

function readDateText(text: string): Date | undefined {
  const iso = ISO_8601.exec(text);
  if (iso) {
    const [, day = "", minutes = "00:00", seconds = "00", fraction = "", zone = "Z"] = iso;
    return makeDate(day, minutes, seconds, fraction, zone);
  }
  const rfc = RFC_822.exec(text);
  if (!rfc) return undefined;
  const [, day = "", monthName = "", year = "", minutes = "", seconds = "", fraction = "", zone = "Z"] = rfc;
  const month = String(MONTHS.indexOf(monthName.toLowerCase()) + 1).padStart(2, "0");
  return makeDate(`${year}-${month}-${day.padStart(2, "0")}`, minutes, seconds, fraction, zone);
}

/**
 * A timestamp in any of the three formats of https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait:
 * what format it has is seen, not looked up, since emulators mix them. Numbers are seconds since 1970.
 * undefined for what is no time.
 */
export function readTimestamp(value: string | number): Date | undefined {
  const seconds = typeof value === "number" ? value : readNumber(value);
  const date =
    typeof seconds === "number" ? new Date(Math.round(seconds * 1000)) : readDateText(String(value).trim());
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}

/** The bytes of a base64 text; undefined for what is no base64. */
export function readBase64(text: string, isStrict = false): Uint8Array | undefined {
  try {
    return isStrict
      ? Uint8Array.fromBase64(text, { lastChunkHandling: "strict" })
      : Uint8Array.fromBase64(text);
  } catch {
    return undefined;
  }
}

/** Any text but a true is false, as in botocore; emulators written in Python also print True. */
export function readBoolean(text: string): boolean {
  return text.trim().toLowerCase() === "true";
}

/** The texts that AWS's servers take for a boolean: https://github.com/architect/dynalite has asked. */
const SERVED_BOOLEANS: Readonly<Record<string, boolean>> = ownRows({
  ...{ true: true, yes: true, 1: true },
  ...{ false: false, no: false, 0: false },
});

/** The same as a server reads it, who takes some others, but no text that is none; undefined of such a one. */
export function readServedBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return Object.hasOwn(SERVED_BOOLEANS, word) ? SERVED_BOOLEANS[word] : undefined;
}

const BOOLEAN = /^(?:true|false)$/i;

const LARGEST_LONG = 2n ** 63n - 1n;
const LONGEST_LONG = String(LARGEST_LONG).length;

/**
 * Whether 64 bits hold a whole number. Those that the models call integers are held to no less: services give some of them
 * more than the 32 bits that their name says.
 */
export function isLong(number: number | Digits): boolean {
  if (typeof number === "number") return Number.isInteger(number) && Math.abs(number) <= 2 ** 63;
  const digits = number.text.replace(/^-/, "").replace(/^0+/, "");
  return /^\d*$/.test(digits) && digits.length <= LONGEST_LONG && BigInt(digits) <= LARGEST_LONG + 1n;
}

/** The number that a text stands for, in the type of its shape. */
function readNumberOf(shape: Shape, text: string): number | Digits | undefined {
  const number = readNumber(text);
  const isWhole = shape.type === "integer" || shape.type === "long";
  return isWhole && number !== undefined && !isLong(number) ? undefined : number;
}

/** The scalar of a shape that a text stands for. What does not fit is kept or refused, as `reading` says. */
export function readScalar(shape: Shape, text: string, reading: ReadingRules): Value {
  switch (shape.type) {
    case "boolean":
      return reading.isStrict && !BOOLEAN.test(text) ? keepMisfit(reading, shape, text) : readBoolean(text);
    case "integer":
    case "long":
    case "float":
    case "double": {
      const number = reading.isStrict ? readNumberOf(shape, text) : readNumber(text);
      return number ?? keepMisfit(reading, shape, text);
    }
    case "timestamp":
      return readTimestamp(text) ?? keepMisfit(reading, shape, text);
    case "blob":
      return readBase64(text) ?? keepMisfit(reading, shape, text);
    default:
      return text;
  }
}
