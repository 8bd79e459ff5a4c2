/** Undoes the forms CloudTrail gives to lists, maps and scalars: `{"items":[…]}`, collapsed lists, `{"content":…}`. */

import { findPair } from "../aws/model/pairs.ts";
import type { Shape } from "../aws/model/types.ts";
import { compileLightly } from "../base/compiling.ts";
import { isObject, type RawObject } from "../base/values.ts";
import { matchMember } from "./match-member.ts";
import { isRawScalar, printScalar } from "./scalars.ts";
import { isNamespace } from "./wrappers.ts";

/** Whether a key of XML turned to JSON is no element: a namespace, or the number of a list's item (`"tag": 1`). */
export function isXmlMark(key: string, value: unknown): boolean {
  return isNamespace(key) || (key === "tag" && typeof value === "number");
}

/** The keys under which XML's and EC2's lists keep their items. */
const LIST_KEYS = new Set(["items", "item", "member", "entry"]);

/** The one key of an object that holds a list's items, or undefined. */
function findListKey(element: Shape, locationName: string | undefined, raw: RawObject): string | undefined {
  const [key, ...others] = Object.keys(raw);
  if (key === undefined || others.length > 0) return undefined;
  const isItemName = key.toLowerCase() === locationName?.toLowerCase();
  if (!isItemName && !LIST_KEYS.has(key.toLowerCase())) return undefined;
  // A collapsed list of one whose element has a member of this name is no wrapper.
  return element.type === "structure" && matchMember(element, key) && isRawScalar(raw[key]) ? undefined : key;
}

/**
 * The items of a list whose elements have the shape `element`: of an array, `{"items":[…]}` and its kin, a list of
 * one collapsed to its element, a list of pairs written as a map, `{}` and `""` for an empty one.
 * undefined where the value is no list.
 */
export function openList(
  element: Shape,
  locationName: string | undefined,
  raw: unknown,
): readonly unknown[] | undefined {
  if (Array.isArray(raw)) return raw;
  if (raw === "") return [];
  if (isRawScalar(raw)) return element.type === "structure" || element.type === "map" ? undefined : [raw];
  if (!isObject(raw)) return undefined;
  const keys = Object.keys(raw);
  if (keys.length === 0) return [];
  const listKey = findListKey(element, locationName, raw);
  if (listKey !== undefined) return openList(element, locationName, raw[listKey]);
  const pair =
    element.type === "structure" && !keys.some((key) => matchMember(element, key)) && findPair(element);
  if (pair && keys.every((key) => isRawScalar(raw[key]))) {
    return keys.map((key) => ({ [pair.key]: key, [pair.value]: raw[key] }));
  }
  return [raw];
}

/**
 * The entries of a map, keys untouched: of an object, an array of key and value pairs, or XML's
 * `{"entry":[{"key":…,"value":…}]}`. undefined where the value is no map.
 */
export function readEntries(raw: unknown, fromXml: boolean): [string, unknown][] | undefined {
  if (raw === "") return [];
  if (Array.isArray(raw)) {
    const pairs = raw.map(readPair);
    return pairs.every((pair) => pair !== undefined) ? pairs : undefined;
  }
  if (!isObject(raw)) return undefined;
  const [key, ...others] = Object.keys(raw);
  const inner = key === undefined ? undefined : raw[key];
  if (fromXml && key === "entry" && others.length === 0)
    return readEntries(Array.isArray(inner) ? inner : [inner], false);
  return Object.entries(raw);
}

function readPair(raw: unknown): [string, unknown] | undefined {
  if (!isObject(raw)) return undefined;
  const key = raw["key"] ?? raw["Key"];
  return isRawScalar(key) ? [printScalar(key), raw["value"] ?? raw["Value"] ?? null] : undefined;
}

/**
 * A scalar out of the objects that stand around one: `{"value":false}` and `{"tag":1,"content":"fl-0e17"}`, and with
 * `anyKey` (an item of an EC2 list) `{"resourceId":"i-1"}`. Anything else comes back as it is.
 */
export function openScalar(raw: unknown, anyKey: boolean): unknown {
  if (Array.isArray(raw) && raw.length === 1) return openScalar(raw[0], anyKey);
  if (!isObject(raw)) return raw;
  const [key, ...others] = Object.keys(raw).filter((name) => !isXmlMark(name, raw[name]));
  if (key === undefined || others.length > 0 || !isRawScalar(raw[key])) return raw;
  return anyKey || key === "content" || key === "value" ? raw[key] : raw;
}

function isByte(raw: unknown): raw is number {
  return Number.isInteger(raw) && Number(raw) >= -128 && Number(raw) <= 255;
}

/** Whether a Java ByteBuffer stands here whose bytes were taken out: fewer are left than it had, or words in their place. */
export function isEmptiedBuffer(raw: unknown): boolean {
  if (!isObject(raw) || !Array.isArray(raw["hb"])) return false;
  const { hb: bytes, offset, limit } = raw;
  const end = (Number.isInteger(offset) ? Number(offset) : 0) + (Number.isInteger(limit) ? Number(limit) : 0);
  return bytes.length === 0 || bytes.length < end || bytes.some((one) => typeof one === "string");
}

/**
 * The bytes of a Java ByteBuffer written as JSON (`{"hb":[45,…],"offset":0,"limit":…}`) or of a list of numbers;
 * Java's bytes are signed. A buffer's content ends at its limit: what `hb` has beyond is unused room.
 */
export function readByteBuffer(raw: unknown): Uint8Array | undefined {
  const bytes = isObject(raw) ? raw["hb"] : raw;
  if (!Array.isArray(bytes) || !bytes.every(isByte)) return undefined;
  const { offset = 0, limit = bytes.length } = isObject(raw) ? raw : {};
  const start = Number.isInteger(offset) ? Number(offset) : 0;
  return Uint8Array.from(bytes).slice(start, Number.isInteger(limit) ? start + Number(limit) : bytes.length);
}

compileLightly(openList, openScalar);
