/**
 * What is bound to headers and to the status, both ways.
 * See https://smithy.io/2.0/spec/http-bindings.html.
 */
import { parseJson, readDocument, writeDocument } from "../formats/json.ts";
import { keepMisfit, type ReadingRules } from "../formats/reading.ts";
import {
  chooseTimestampFormat,
  encodeBase64,
  formatScalar,
  readBase64,
  readScalar,
} from "../formats/scalars.ts";
import { decodeText } from "../formats/text.ts";
import { listItems, Unsendable } from "../formats/unsendable.ts";
import { listMembers } from "../model/shape.ts";
import type { Shape } from "../model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../values.ts";
import type { WireResponse } from "../wire.ts";
import { type BoundMember, nameOnWire } from "./members.ts";

/** A list's text item, quoted where it holds a comma or a quote, for a server to split the header at commas. */
function quoteHeaderItem(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text;
}

/** A jsonvalue header: base64 of JSON. A text that is JSON already is sent as it is. */
function writeJsonHeader(value: Value): string {
  return encodeBase64(typeof value === "string" && isJson(value) ? value : writeDocument(value));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function writeHeader(shape: Shape, value: Value): string {
  if (shape.jsonvalue) return writeJsonHeader(value);
  if (shape.type !== "list" || shape.member === undefined) return formatScalar(value, shape, "header");
  const member = shape.member;
  const texts = listItems(value, shape.name)
    .filter((item) => item !== null)
    .map((item) => formatScalar(item, member, "header"));
  return (member.type === "string" ? texts.map(quoteHeaderItem) : texts).join(",");
}

// Beyond Latin-1 or with control characters, HTTP clients refuse a header: https://fetch.spec.whatwg.org/#header-value
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

function checkHeader(name: string, value: string): void {
  if (!HEADER_NAME.test(name)) throw new Unsendable(`${JSON.stringify(name)} cannot be the name of a header`);
  if (!HEADER_VALUE.test(value)) {
    throw new Unsendable(`the header ${name} holds a character that no header can carry`);
  }
}

/** The headers that members are bound to, by lower-case name. Throws Unsendable for what no header can carry. */
export function bindHeaders(members: readonly BoundMember[]): Map<string, string> {
  const headers = new Map<string, string>();
  const set = (name: string, value: string) => {
    checkHeader(name, value);
    headers.set(name.toLowerCase(), value);
  };
  for (const member of members) {
    const { shape, value } = member;
    if (shape.location === "header") set(nameOnWire(member), writeHeader(shape, value));
    if (shape.location !== "headers" || !isStructure(value) || shape.value === undefined) continue;
    const values = shape.value;
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined && item !== null) set(nameOnWire(member) + key, writeHeader(values, item));
    }
  }
  return headers;
}

/** A jsonvalue header is JSON in base64; what is neither is no value of its shape. */
function readJsonHeader(shape: Shape, text: string, reading: ReadingRules): Value {
  const bytes = readBase64(text);
  const json = bytes && parseJson(decodeText(bytes) ?? "");
  return json === undefined ? keepMisfit(reading, shape, text) : readDocument(json);
}

/** Times that are spelt out have a comma of their own. */
function splitTimes(text: string): string[] {
  const parts = text.split(",");
  return parts.flatMap((part, index) => (index % 2 === 0 ? [`${part},${parts[index + 1] ?? ""}`] : []));
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('\\"', '"') : text;
}

/** The items of a list, which are quoted where they hold commas. */
function splitHeaderItems(text: string, item: Shape): string[] {
  const isSpelt = item.type === "timestamp" && chooseTimestampFormat(item, "header") === "rfc822";
  if (isSpelt) return splitTimes(text).map((part) => part.trim());
  const parts = text.match(/"(?:[^"\\]|\\.)*"|[^,]+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(unquote);
}

function readHeader(shape: Shape, text: string, reading: ReadingRules): Value {
  if (shape.jsonvalue) return readJsonHeader(shape, text, reading);
  const { member } = shape;
  if (shape.type !== "list" || !member) return readScalar(shape, text, reading);
  return splitHeaderItems(text, member).map((item) => readScalar(member, item, reading));
}

function readPrefixed(headers: WireResponse["headers"], prefix: string): Structure {
  const map = makeStructure();
  for (const name in headers) {
    const value = name.startsWith(prefix) ? headers[name] : undefined;
    if (value !== undefined) map[name.slice(prefix.length)] = value;
  }
  return map;
}

/** A member that is in a header, or in all that begin with a prefix. */
interface HeaderMember {
  readonly name: string;
  readonly shape: Shape;
  /** In lower case. */
  readonly header: string;
}

/** Those of a structure. */
interface HeaderMembers {
  readonly all: readonly HeaderMember[];
  readonly prefixed: readonly HeaderMember[];
  /** The headers of the others. */
  readonly names: ReadonlySet<string>;
}

const inHeaders = new WeakMap<Shape, HeaderMembers>();

function listHeaderMembers(shape: Shape): HeaderMembers {
  const all = listMembers(shape).flatMap(([name, member]) => {
    if (member.location === "headers")
      return [{ name, shape: member, header: (member.locationName ?? "").toLowerCase() }];
    if (member.location !== "header") return [];
    return [{ name, shape: member, header: (member.locationName ?? name).toLowerCase() }];
  });
  const isPrefixed = ({ shape: { location } }: HeaderMember) => location === "headers";
  const others = all.filter((member) => !isPrefixed(member));
  return { all, prefixed: all.filter(isPrefixed), names: new Set(others.map(({ header }) => header)) };
}

/** Whether there is any of some headers: an operation of S3's may take forty, of which most requests have none. */
function hasAny(headers: WireResponse["headers"], names: ReadonlySet<string>): boolean {
  for (const name in headers) if (names.has(name)) return true;
  return false;
}

/** The members of a structure that are in headers. Those of a prefix are a map, which may be empty. */
export function readHeaders(
  shape: Shape,
  headers: WireResponse["headers"],
  reading: ReadingRules,
): Structure {
  const read = makeStructure();
  const { all, prefixed, names } = inHeaders.getOrInsertComputed(shape, listHeaderMembers);
  for (const { name, shape: member, header } of hasAny(headers, names) ? all : prefixed) {
    if (member.location === "headers") read[name] = readPrefixed(headers, header);
    else {
      const text = headers[header];
      if (text !== undefined) read[name] = readHeader(member, text, reading);
    }
  }
  return read;
}

/** The name of the member that has the status of an answer, where there is one. */
export function findStatusMember(shape: Shape): string | undefined {
  return listMembers(shape).find(([, member]) => member.location === "statusCode")?.[0];
}
