/**
 * Turns what CloudTrail recorded of a call (requestParameters, responseElements) into values of the API's shapes:
 * one walker over the model for every service.
 */

import { listMembers } from "../aws/model/shape.ts";
import type { Protocol, Shape } from "../aws/model/types.ts";
import { Digits, isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import { isObject, type RawObject } from "../base/values.ts";
import { isEmptiedBuffer, isXmlMark, openList, openScalar, readByteBuffer, readEntries } from "./forms.ts";
import { isLeftEmpty } from "./left-empty.ts";
import { matchMember } from "./match-member.ts";
import { openPrinted } from "./printed-value.ts";
import { coerceScalar, isRawScalar, printScalar } from "./scalars.ts";
import { isNamespace, openWrappers } from "./wrappers.ts";

/** What decoding one call gives. `unmatched` holds the recorded paths that fit no member, or whose value does not. */
export interface Decoded {
  readonly input: Structure;
  readonly unmatched: readonly string[];
}

/** What decoding may need to know beyond the record itself. */
export interface DecodeContext {
  /** The union member that a bare scalar of this shape stands for, e.g. S, N or B of a DynamoDB key attribute. */
  readonly chooseUnionMember?: (shape: string, path: readonly string[], raw: unknown) => string | undefined;
}

interface Decoding {
  readonly protocol: Protocol;
  readonly context: DecodeContext;
  readonly unmatched: string[];
  /** The recorded path of the value that is being decoded. */
  readonly path: string[];
  /** Inside XML that was turned to JSON, where list items carry `"tag": N` and `""` is an empty element. */
  readonly fromXml: boolean;
}

function showPath(path: readonly string[]): string {
  return path.join(".").replaceAll(".[", "[");
}

function reportMisfit({ unmatched, path }: Decoding, ...below: readonly string[]): undefined {
  unmatched.push(showPath([...path, ...below]));
  return undefined;
}

/** Whether a key of a recorded object can mean no member: a namespace, or an item's number. */
function isMark({ fromXml }: Decoding, key: string, value: unknown): boolean {
  return fromXml ? isXmlMark(key, value) : isNamespace(key);
}

function isAbsent(raw: unknown): raw is null | undefined {
  return raw === null || raw === undefined;
}

function isEmptied(raw: unknown): boolean {
  return raw === "" || (isObject(raw) && Object.keys(raw).length === 0);
}

/** The object that stands for a structure, or undefined where the recorded value cannot be one. */
function openStructure(shape: Shape, raw: unknown): RawObject | undefined {
  if (isObject(raw)) return raw;
  if (raw === "") return {};
  if (Array.isArray(raw)) return raw.length === 1 ? openStructure(shape, raw[0]) : undefined;
  if (!isRawScalar(raw)) return undefined;
  // A bare scalar for a structure of one member: `true` for EC2's AttributeBooleanValue.
  const [only, ...others] = Object.keys(shape.members ?? {});
  return only !== undefined && others.length === 0 ? { [only]: raw } : undefined;
}

interface Found {
  readonly key: string;
  readonly name: string;
  readonly ref: Shape;
  readonly distance: number;
}

/** A map whose entries are written as parameters with a prefix: S3's x-amz-meta-. */
function findPrefixedMap(shape: Shape, key: string): Found | undefined {
  for (const [name, ref] of listMembers(shape)) {
    const prefix = ref.location === "headers" ? (ref.locationName ?? "") : "";
    if (prefix !== "" && key.toLowerCase().startsWith(prefix.toLowerCase()))
      return { key, name, ref, distance: 0 };
  }
  return undefined;
}

/**
 * EC2 logs some lists under the name of the set in its answers, with the member's name in the items:
 * `instancesSet.items[].instanceId` is InstanceIds.
 */
function findByItems(shape: Shape, key: string, raw: unknown): Found | undefined {
  const items = isObject(raw) ? (raw["items"] ?? raw["item"]) : undefined;
  if (!Array.isArray(items)) return undefined;
  const names = new Set(items.flatMap((item) => (isObject(item) ? Object.keys(item) : [""])));
  const [name, ...others] = names;
  const match = name === undefined || others.length > 0 ? undefined : matchMember(shape, name);
  if (match?.ref.type !== "list") return undefined;
  return { key, name: match.name, ref: match.ref, distance: match.distance };
}

function findMember(walk: Decoding, shape: Shape, key: string, raw: unknown): Found | undefined {
  const match = matchMember(shape, key);
  if (match) return { key, name: match.name, ref: match.ref, distance: match.distance };
  return walk.protocol === "ec2" ? findByItems(shape, key, raw) : undefined;
}

function decodeStructure(walk: Decoding, shape: Shape, raw: unknown): Value | undefined {
  if (shape.document) return keepDocument(raw);
  const object = openStructure(shape, raw);
  if (!object) return chooseUnion(walk, shape, raw) ?? reportMisfit(walk);
  const result = makeStructure();
  const found: Found[] = [];
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (isMark(walk, key, value)) continue;
    const member = findMember(walk, shape, key, value);
    const prefixed = member ? undefined : findPrefixedMap(shape, key);
    if (prefixed) addPrefixed(walk, prefixed, value, result);
    else if (isAbsent(value)) continue;
    else if (member) found.push(member);
    else if (walk.protocol !== "ec2" || !isEmptied(value)) reportMisfit(walk, key);
  }
  const winners = namesTwice(found) ? chooseWinners(found) : undefined;
  for (const one of found) {
    const { key, name, ref } = one;
    if (winners !== undefined && winners.get(name) !== one) {
      reportMisfit(walk, key);
      continue;
    }
    const value = decodeInside(walk, ref, object[key], key);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

/** Whether two recorded names mean one member: few do, and a structure has few members. */
function namesTwice(found: readonly Found[]): boolean {
  if (found.length > 16) return new Set(found.map(({ name }) => name)).size < found.length;
  for (let place = 1; place < found.length; place++)
    for (let other = 0; other < place; other++) if (found[place]?.name === found[other]?.name) return true;
  return false;
}

/** Of several recorded names for one member the closest, so that a bent name never takes an exact one's place. */
function chooseWinners(found: readonly Found[]): ReadonlyMap<string, Found> {
  const closest = new Map<string, Found>();
  for (const one of found) {
    const other = closest.get(one.name);
    if (!other || one.distance < other.distance) closest.set(one.name, one);
  }
  return closest;
}

function addPrefixed(
  walk: Decoding,
  { key, name, ref }: Found,
  raw: unknown,
  result: Record<string, Value>,
): void {
  const map = (result[name] ?? makeStructure()) as Record<string, Value>;
  const value = isRawScalar(raw) ? printScalar(raw) : undefined;
  if (value === undefined) walk.unmatched.push(showPath([key]));
  else map[key.slice((ref.locationName ?? "").length)] = value;
  result[name] = map;
}

/** A bare scalar where a union belongs: the log kept the value and lost which member it was. */
function chooseUnion(walk: Decoding, shape: Shape, raw: unknown): Value | undefined {
  const name = walk.context.chooseUnionMember?.(shape.name, walk.path, raw);
  const ref = name === undefined ? undefined : shape.members?.[name];
  if (name === undefined || !ref) return undefined;
  const value = decodeValue(walk, ref, raw);
  if (value === undefined) return undefined;
  const result = makeStructure();
  result[name] = value;
  return result;
}

function decodeList(walk: Decoding, shape: Shape, raw: unknown): Value | undefined {
  const element = shape.member;
  if (!element) return reportMisfit(walk);
  const items = openList(element, element.locationName, isObject(raw) ? pickKeys(walk, raw) : raw);
  if (!items) return reportMisfit(walk);
  const values: Value[] = [];
  for (const [index, item] of items.entries()) {
    const value = decodeInside(walk, element, item, `[${index}]`);
    if (value !== undefined) values.push(value);
  }
  return values;
}

function pickKeys(walk: Decoding, raw: RawObject): RawObject {
  const entries = Object.entries(raw);
  const kept = entries.filter(([key, value]) => !isMark(walk, key, value));
  return kept.length === entries.length ? raw : Object.fromEntries(kept);
}

function decodeMap(walk: Decoding, shape: Shape, raw: unknown): Value | undefined {
  const ref = shape.value;
  const entries = ref && readEntries(raw, walk.fromXml);
  if (!ref || !entries) return reportMisfit(walk);
  const result = makeStructure();
  for (const [key, item] of entries) {
    const value = item === null ? null : decodeInside(walk, ref, item, key);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function decodeScalar(walk: Decoding, shape: Shape, raw: unknown): Value | undefined {
  if (shape.jsonvalue) return keepDocument(raw);
  if (shape.type === "blob") {
    if (isEmptiedBuffer(raw)) return undefined;
    const bytes = readByteBuffer(raw);
    if (bytes) return bytes;
  }
  const isEc2 = walk.protocol === "ec2";
  const isListItem = isEc2 && walk.path.at(-1)?.startsWith("[") === true;
  const opened = openScalar(raw, isListItem);
  if (isRawScalar(opened)) return coerceScalar(shape, opened) ?? reportMisfit(walk);
  if (shape.type !== "string" && shape.type !== "blob") return reportMisfit(walk);
  // An empty element of EC2's XML is an empty text; any other object is JSON text (a policy) that the log holds parsed.
  const text = isEc2 && isEmptied(opened) ? "" : printDocument(opened);
  return coerceScalar(shape, text);
}

function decodeValue(walk: Decoding, shape: Shape, recorded: unknown): Value | undefined {
  if (isAbsent(recorded) || isLeftEmpty(shape, recorded)) return undefined;
  const printed = typeof recorded === "string" ? openPrinted(shape, recorded) : recorded;
  const raw = printed !== recorded && isTooDeep(printed) ? recorded : printed;
  if (shape.type === "structure") return decodeStructure(walk, shape, raw);
  if (shape.type === "list") return decodeList(walk, shape, raw);
  if (shape.type === "map") return decodeMap(walk, shape, raw);
  return decodeScalar(walk, shape, raw);
}

/** Decodes what stands at `name` in the value that is being decoded. */
function decodeInside(walk: Decoding, shape: Shape, raw: unknown, name: string): Value | undefined {
  walk.path.push(name);
  const value = decodeValue(walk, shape, raw);
  walk.path.pop();
  return value;
}

/** A JSON document as it is: the walker's values and JSON's are the same there. */
function keepDocument(raw: unknown): Value {
  return raw as Value;
}

/** The JSON text of a parsed document, numbers digit for digit. */
export function printDocument(raw: unknown): string {
  return JSON.stringify(raw, (_, value) => (value instanceof Digits ? JSON.rawJSON(value.text) : value));
}

/** More levels than any API has, and few enough for every recursion that follows. */
const DEEPEST = 500;

/** Whether a recorded value is nested deeper than any call's parameters can be (a hostile record, or a damaged one). */
export function isTooDeep(raw: unknown, left = DEEPEST): boolean {
  if (typeof raw !== "object" || raw === null) return false;
  if (left === 0) return true;
  if (Array.isArray(raw)) return raw.some((inner) => isTooDeep(inner, left - 1));
  for (const name of Object.keys(raw)) if (isTooDeep((raw as RawObject)[name], left - 1)) return true;
  return false;
}

/**
 * The value of the structure `ref` names (an operation's input or output) that `raw` records. Gives an empty
 * structure for null. Never throws for what a record can hold.
 */
export function decodeRecorded(
  protocol: Protocol,
  shape: Shape,
  raw: unknown,
  context: DecodeContext = {},
): Decoded {
  const unmatched: string[] = [];
  if (isAbsent(raw) || raw === "") return { input: makeStructure(), unmatched };
  if (!isObject(raw) || isTooDeep(raw)) return { input: makeStructure(), unmatched: ["(all)"] };
  const opened = openWrappers(protocol, shape, raw);
  const restXml = protocol === "rest-xml";
  const walk: Decoding = { protocol, context, unmatched, path: [], fromXml: opened.fromXml || restXml };
  const input = decodeStructure(walk, shape, opened.members);
  return { input: isStructure(input) ? input : makeStructure(), unmatched };
}

compileLightly(decodeStructure, decodeMap, decodeRecorded, decodeScalar, decodeList, pickKeys, decodeValue);
compileLightly(openStructure, isTooDeep, findMember, namesTwice, isMark);
