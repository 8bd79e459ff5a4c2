/**
 * JSON, both ways: texts to items, items to values of a shape, and values to texts. The items of CBOR read alike.
 * See https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html.
 */

import { compileLightly } from "../../base/compiling.ts";
import { isObject } from "../../base/values.ts";
import { listMembers } from "../model/shape.ts";
import type { Shape } from "../model/types.ts";
import { Digits, isStructure, makeStructure, type Structure, type Value } from "../values.ts";
import { writeOnce } from "./lasting.ts";
import { MAX_DEPTH } from "./limits.ts";
import { keepMisfit, Malformed, type ReadingRules } from "./reading.ts";
import {
  chooseTimestampFormat,
  encodeBase64,
  formatNumber,
  formatTimestamp,
  isLong,
  readBase64,
  readBoolean,
  readNumber,
  readServedBoolean,
  readTimestamp,
  toEpochSeconds,
} from "./scalars.ts";
import { expectStructure, listItems, Unsendable } from "./unsendable.ts";

/** The JSON text of any value by its own type, as documents have no members. Numbers keep their digits. */
export function writeDocument(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (value instanceof Digits) return value.text;
  if (typeof value === "number") {
    return Number.isFinite(value) ? formatNumber(value) : JSON.stringify(formatNumber(value));
  }
  if (value instanceof Date) return String(toEpochSeconds(value));
  if (value instanceof Uint8Array) return JSON.stringify(encodeBase64(value));
  if (isStructure(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return writeObject(entries.map(([key, item]) => [key, writeDocument(item ?? null)]));
  }
  return `[${value.map(writeDocument).join(",")}]`;
}

/** The names of members as texts of JSON, followed by a colon: there are as many as models have. */
const written = new Map<string, string>();

function writeName(name: string): string {
  return written.getOrInsertComputed(name, () => `${JSON.stringify(name)}:`);
}

function writeObject(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(",")}}`;
}

function writeTimestamp(value: Date, shape: Shape): string {
  const format = chooseTimestampFormat(shape, { body: "unixTimestamp" });
  const text = formatTimestamp(value, format);
  return format === "unixTimestamp" ? text : JSON.stringify(text);
}

/**
 * The JSON text of a value of a shape. Members that are null are left out, null items of lists and maps stay null.
 * Throws Unsendable where the value does not fit the shape.
 */
export function writeJson(shape: Shape, value: Value): string {
  if (value === null || shape.document) return writeDocument(value);
  switch (shape.type) {
    case "structure": {
      let text = "{";
      const given = expectStructure(value, shape, shape.name);
      for (const key of Object.keys(given)) {
        const item = given[key];
        const member = shape.members?.[key];
        if (member === undefined || item === undefined || item === null) continue;
        if (text.length > 1) text += ",";
        text += writeName(member.locationName ?? key);
        text += writeJson(member, item);
      }
      return `${text}}`;
    }
    case "map": {
      if (shape.value === undefined)
        throw new Unsendable(`${shape.name} is a map without a shape for values`);
      const values = shape.value;
      let text = "{";
      const given = expectStructure(value, shape, shape.name);
      for (const key of Object.keys(given)) {
        const item = given[key];
        if (item === undefined) continue;
        if (text.length > 1) text += ",";
        text += `${JSON.stringify(key)}:`;
        text += writeJson(values, item);
      }
      return `${text}}`;
    }
    case "list": {
      if (shape.member === undefined)
        throw new Unsendable(`${shape.name} is a list without a shape for items`);
      const member = shape.member;
      let text = "[";
      for (const item of listItems(value, shape.name)) {
        if (text.length > 1) text += ",";
        text += isStructure(item)
          ? writeOnce(item, { shape: member, format: "json", name: "" }, () => writeJson(member, item))
          : writeJson(member, item);
      }
      return `${text}]`;
    }
    case "blob":
      return typeof value === "string" ? JSON.stringify(encodeBase64(value)) : writeDocument(value);
    case "timestamp":
      return value instanceof Date ? writeTimestamp(value, shape) : writeDocument(value);
    default:
      return writeDocument(value);
  }
}

/** JSON.parse with a reviver takes seven times as long: only a text with so many digits needs one. */
const MANY_DIGITS = /\d{16}/;

/** TypeScript's library does not know the reviver's third argument yet: https://github.com/tc39/proposal-json-parse-with-source */
type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;
const parseWith = JSON.parse as (text: string, reviver?: Reviver) => unknown;

function keepDigits(_key: string, value: unknown, context: { source?: string }): unknown {
  const { source } = context;
  if (typeof value !== "number" || Number.isSafeInteger(value) || source === undefined) return value;
  return /^-?\d+$/.test(source) ? new Digits(source) : value;
}

/** What is nested deeper is longer: each level begins and ends. */
const SHALLOW = 2 * MAX_DEPTH;

function isTooDeep(value: unknown, room: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (room === 0) return true;
  for (const inner of Object.values(value)) if (isTooDeep(inner, room - 1)) return true;
  return false;
}

/** A JSON text, integers beyond 2^53 as Digits; undefined for what is no JSON or nested too deeply. */
export function parseJson(text: string): unknown {
  try {
    const json = parseWith(text, MANY_DIGITS.test(text) ? keepDigits : undefined);
    return text.length > SHALLOW && isTooDeep(json, MAX_DEPTH) ? undefined : json;
  } catch {
    return undefined;
  }
}

/** A decoded item without a shape to guide it: a document, or what does not fit its shape. */
export function readDocument(json: unknown): Value {
  if (Array.isArray(json)) return json.map(readDocument);
  if (!isObject(json)) return (json ?? null) as Value;
  const document = makeStructure();
  for (const [key, value] of Object.entries(json)) document[key] = readDocument(value);
  return document;
}

function isNumber(json: unknown): json is number | Digits {
  return typeof json === "number" || json instanceof Digits;
}

/** The words that stand for numbers that JSON cannot write. */
const NOT_FINITE = new Set(["NaN", "Infinity", "-Infinity"]);

/** A number as an item of its own, or in a text, where emulators write it so. */
function readNumberItem(shape: Shape, json: unknown, reading: ReadingRules): number | Digits | undefined {
  if (isNumber(json)) {
    const isWhole = shape.type === "integer" || shape.type === "long";
    if (!reading.isStrict || !isWhole) return json;
    // AWS's servers cut what is beyond the point off.
    const whole = typeof json === "number" ? Math.trunc(json) : json;
    return isLong(whole) ? whole : undefined;
  }
  if (typeof json !== "string" || (reading.isStrict && !NOT_FINITE.has(json))) return undefined;
  return readNumber(json);
}

/** A decoded item as a scalar of its shape; undefined where it is none. */
function readScalarItem(shape: Shape, json: unknown, reading: ReadingRules): Value | undefined {
  switch (shape.type) {
    case "timestamp":
      if (json instanceof Date) return json;
      return typeof json === "string" || typeof json === "number" ? readTimestamp(json) : undefined;
    case "blob":
      if (json instanceof Uint8Array) return json;
      // AWS's servers take neither what lacks its padding nor what has bits that are of no byte.
      return typeof json === "string" ? readBase64(json, reading.isStrict) : undefined;
    case "boolean":
      if (typeof json === "boolean") return json;
      if (typeof json !== "string") return undefined;
      return reading.isStrict ? readServedBoolean(json) : readBoolean(json);
    case "integer":
    case "long":
    case "float":
    case "double":
      return readNumberItem(shape, json, reading);
    case "string":
    case "character":
      return typeof json === "string" ? json : undefined;
    default:
      return undefined;
  }
}

/** Which names the wire has: rpc-v2-cbor does not know locationName. */
export type WireNames = "by locationName" | "by member";

function readStructureItem(
  shape: Shape,
  json: Readonly<Record<string, unknown>>,
  reading: ReadingRules,
  names: WireNames,
): Structure {
  const structure = makeStructure();
  for (const [name, member] of listMembers(shape)) {
    const wireName = names === "by member" ? name : (member.locationName ?? name);
    const item = Object.hasOwn(json, wireName) ? json[wireName] : undefined;
    if (item !== undefined && item !== null) structure[name] = readJsonValue(member, item, reading, names);
  }
  return structure;
}

/** Whether a value is a collection where one is asked for. */
function isFit(shape: Shape, json: unknown): boolean {
  if (json === null || json === undefined || shape.document) return true;
  if (shape.type === "list") return Array.isArray(json);
  return (shape.type !== "structure" && shape.type !== "map") || isObject(json);
}

/** An item of a list, or a value of a map. */
function readInside(shape: Shape, json: unknown, reading: ReadingRules, names: WireNames): Value {
  if (reading.isStrict && !isFit(shape, json)) throw new Malformed(shape, readDocument(json), true);
  return readJsonValue(shape, json, reading, names);
}

/**
 * A decoded JSON or CBOR item as a value of a shape, by member names. Members that the shape does not have are left
 * out, as AWS's servers do, too; what does not fit its shape is kept or refused, as `reading` says.
 */
export function readJsonValue(
  shape: Shape,
  json: unknown,
  reading: ReadingRules,
  names: WireNames = "by locationName",
): Value {
  if (json === null || json === undefined) return null;
  if (shape.document) return readDocument(json);
  if (shape.type === "structure" && isObject(json)) return readStructureItem(shape, json, reading, names);
  const { member, value } = shape;
  if (shape.type === "list" && member && Array.isArray(json)) {
    const list: Value[] = [];
    for (const item of json) list.push(readInside(member, item, reading, names));
    return list;
  }
  if (shape.type === "map" && value && isObject(json)) {
    const map = makeStructure();
    for (const key of Object.keys(json)) map[key] = readInside(value, json[key], reading, names);
    return map;
  }
  return readScalarItem(shape, json, reading) ?? keepMisfit(reading, shape, readDocument(json));
}

compileLightly(writeJson, readJsonValue, readStructureItem, parseJson, isTooDeep);
