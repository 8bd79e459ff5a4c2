/** JSON bodies to values of a shape: the json and rest-json protocols, and the decoded items of CBOR. */

import { isObject } from "../../base/values.ts";
import { listMembers } from "../model/shape.ts";
import type { Shape } from "../model/types.ts";
import { Digits, makeStructure, type Value } from "../values.ts";
import { MAX_DEPTH } from "./limits.ts";
import { readBase64, readBoolean, readNumber, readTimestamp } from "./scalars.ts";

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

function isTooDeep(value: unknown, room: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return room === 0 || Object.values(value).some((inner) => isTooDeep(inner, room - 1));
}

/** A JSON text, integers beyond 2^53 as Digits; undefined for what is no JSON or nested too deeply. */
export function parseJson(text: string): unknown {
  try {
    const json = parseWith(text, MANY_DIGITS.test(text) ? keepDigits : undefined);
    return isTooDeep(json, MAX_DEPTH) ? undefined : json;
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

function readScalarItem(shape: Shape, json: unknown): Value {
  switch (shape.type) {
    case "timestamp":
      if (typeof json === "string" || typeof json === "number") return readTimestamp(json) ?? json;
      break;
    case "blob":
      if (typeof json === "string") return readBase64(json) ?? json;
      break;
    case "boolean":
      if (typeof json === "string") return readBoolean(json);
      break;
    case "integer":
    case "long":
    case "float":
    case "double":
      if (typeof json === "string") return readNumber(json) ?? json;
      break;
  }
  return readDocument(json);
}

/**
 * A decoded JSON or CBOR item as a value of the shape that `ref` names, by member names; members that
 * the shape does not have are left out, and what does not fit its shape is kept as it came.
 * `named` says which names the wire has: rpc-v2-cbor does not know locationName.
 */
export function readJsonValue(
  shape: Shape,
  json: unknown,
  named: "by locationName" | "by member" = "by locationName",
): Value {
  if (json === null || json === undefined) return null;
  if (shape.document) return readDocument(json);
  if (shape.type === "structure" && isObject(json)) {
    const structure = makeStructure();
    for (const [name, member] of listMembers(shape)) {
      const wireName = named === "by member" ? name : (member.locationName ?? name);
      const item = Object.hasOwn(json, wireName) ? json[wireName] : undefined;
      if (item !== undefined && item !== null) structure[name] = readJsonValue(member, item, named);
    }
    return structure;
  }
  const { member, value } = shape;
  if (shape.type === "list" && member && Array.isArray(json)) {
    return json.map((item) => readJsonValue(member, item, named));
  }
  if (shape.type === "map" && value && isObject(json)) {
    const map = makeStructure();
    for (const [key, item] of Object.entries(json)) map[key] = readJsonValue(value, item, named);
    return map;
  }
  return readScalarItem(shape, json);
}
