/** Texts of an answer (XML elements, headers, JSON strings) to scalars of a shape's type. */
import type { ShapeType } from "../model/types.ts";
import { Digits, type Value } from "../values.ts";

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
export function readBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.fromBase64(text);
  } catch {
    return undefined;
  }
}

/** Any text but a true is false, as in botocore; emulators written in Python also print True. */
export function readBoolean(text: string): boolean {
  return text.trim().toLowerCase() === "true";
}

/** The scalar of `type` that a text stands for; the text itself where it does not fit the type. */
export function readScalar(type: ShapeType, text: string): Value {
  switch (type) {
    case "boolean":
      return readBoolean(text);
    case "integer":
    case "long":
    case "float":
    case "double":
      return readNumber(text) ?? text;
    case "timestamp":
      return readTimestamp(text) ?? text;
    case "blob":
      return readBase64(text) ?? text;
    default:
      return text;
  }
}
