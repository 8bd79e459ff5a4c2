/** Coerces a recorded scalar to the type its shape has: CloudTrail turns "10" into 10 and true into "true" at will. */

import { percentDecode } from "../aws/formats/percent.ts";
import type { Shape } from "../aws/model/types.ts";
import { Digits, type Value } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import { readDate } from "./dates.ts";

/** What a record's JSON can hold below the level of objects. */
export type RawScalar = string | number | boolean | Digits;

const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function isRawScalar(raw: unknown): raw is RawScalar {
  return (
    typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean" || raw instanceof Digits
  );
}

/** The text of a scalar, with a number's digits as recorded. */
export function printScalar(raw: RawScalar): string {
  return raw instanceof Digits ? raw.text : String(raw);
}

/** A number kept exactly: a JavaScript number where it prints the same digits, Digits where not. */
function readNumber(text: string, pattern: RegExp): number | Digits | undefined {
  if (!pattern.test(text)) return undefined;
  const number = Number(text);
  return String(number) === text ? number : new Digits(text.replace(/^\+/, ""));
}

function readInteger(raw: RawScalar): Value | undefined {
  if (typeof raw === "boolean") return undefined;
  const text = printScalar(raw).trim();
  // XML turned to JSON writes whole numbers as 1.0 now and then.
  return readNumber(text.replace(/\.0+$/, ""), INTEGER);
}

function readFloat(raw: RawScalar): Value | undefined {
  if (typeof raw === "boolean") return undefined;
  const text = printScalar(raw).trim();
  if (/^(NaN|-?Infinity)$/.test(text)) return Number(text);
  return readNumber(text, DECIMAL);
}

function readBoolean(raw: RawScalar): boolean | undefined {
  const text = printScalar(raw).trim().toLowerCase();
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : undefined;
}

/** Bytes are recorded in base64; text that is none (a marker, a key in PEM) is taken as it stands. */
function readBlob(raw: RawScalar): Uint8Array {
  const text = printScalar(raw);
  return BASE64.test(text) ? Buffer.from(text, "base64") : Buffer.from(text, "utf8");
}

const ENCODED_ARN = /^arn%3a/i;

/** What stands in the path of a request is recorded as it was sent by some services: Amazon MSK's ARNs percent-encoded. */
function readText({ location }: Shape, text: string): string {
  return location === "uri" && ENCODED_ARN.test(text) ? (percentDecode(text) ?? text) : text;
}

/** The value of a scalar shape that `raw` means, or undefined where it cannot be one. */
export function coerceScalar(shape: Shape, raw: RawScalar): Value | undefined {
  switch (shape.type) {
    case "string":
    case "character":
      return readText(shape, printScalar(raw));
    case "integer":
    case "long":
      return readInteger(raw);
    case "float":
    case "double":
      return readFloat(raw);
    case "boolean":
      return readBoolean(raw);
    case "timestamp":
      return typeof raw === "boolean" ? undefined : readDate(printScalar(raw));
    case "blob":
      return readBlob(raw);
    default:
      return undefined;
  }
}

compileLightly(coerceScalar);
