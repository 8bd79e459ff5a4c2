/**
 * What rest-json and rest-xml put into path, query and headers.
 * See https://smithy.io/2.0/spec/http-bindings.html.
 */

import type { Operation, Shape } from "../model/types.ts";
import { isStructure, type Structure, type Value } from "../values.ts";
import type { WireRequest } from "../wire.ts";
import { writeDocument } from "./json.ts";
import { encodeBase64, formatScalar } from "./scalar.ts";
import { listEntries, listItems, Unsendable } from "./unsendable.ts";
import { renderPath } from "./uri.ts";

/** A member that the input has a value for. */
export interface BoundMember {
  readonly name: string;
  readonly shape: Shape;
  readonly value: Exclude<Value, null>;
}

/** The input's members that the model knows and that are not null, in the input's order. */
export function bindMembers(input: Shape, values: Structure): BoundMember[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const ref = input.members?.[name];
    if (ref === undefined || value === undefined || value === null) return [];
    return [{ name, shape: ref, value }];
  });
}

const nameOf = (member: BoundMember) => member.shape.locationName ?? member.name;

function bindLabels(members: readonly BoundMember[]): Map<string, string> {
  const labels = members.filter(({ shape }) => shape.location === "uri");
  return new Map(
    labels.map((member) => [nameOf(member), formatScalar(member.value, member.shape, "uri")] as const),
  );
}

type QueryPair = WireRequest["query"][number];

/** The pairs that a requestUri has itself, as S3's `?acl` and `?list-type=2`. */
function parseQuery(text: string): QueryPair[] {
  if (text === "") return [];
  return text.split("&").map((pair) => {
    const at = pair.indexOf("=");
    return at < 0 ? [pair, undefined] : [pair.slice(0, at), pair.slice(at + 1)];
  });
}

/** A value as query pairs: one for a scalar, one for each item of a list. */
function writeQueryValue(name: string, shape: Shape, value: Value): QueryPair[] {
  if (shape.type !== "list" || shape.member === undefined) return [[name, formatScalar(value, shape, "uri")]];
  const member = shape.member;
  const items = listItems(value, shape.name).filter((item) => item !== null);
  return items.map((item) => [name, formatScalar(item, member, "uri")]);
}

function bindQuery(members: readonly BoundMember[]): QueryPair[] {
  const bound = members.filter(({ shape }) => shape.location === "querystring");
  const named = new Set(bound.filter(({ shape }) => shape.type !== "map").map(nameOf));
  return bound.flatMap((member) => {
    const { shape, value } = member;
    if (shape.type !== "map") return writeQueryValue(nameOf(member), shape, value);
    if (shape.value === undefined) throw new Unsendable(`${shape.name} is a map without a shape for values`);
    const values = shape.value;
    return listEntries(value, shape, shape.name).flatMap(([key, item]) => {
      // A member of its own takes precedence over a map's key of the same name.
      if (named.has(key) || item === undefined || item === null) return [];
      return writeQueryValue(key, values, item);
    });
  });
}

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
    if (shape.location === "header") set(nameOf(member), writeHeader(shape, value));
    if (shape.location !== "headers" || !isStructure(value) || shape.value === undefined) continue;
    const values = shape.value;
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined && item !== null) set(nameOf(member) + key, writeHeader(values, item));
    }
  }
  return headers;
}

/** Path and query of a request. Throws Unsendable where a label is missing, empty or would be collapsed. */
export function bindTarget(
  operation: Operation,
  members: readonly BoundMember[],
): Pick<WireRequest, "path" | "query"> {
  const [path = "/", query = ""] = operation.http.requestUri.split("?");
  return {
    path: renderPath(path, bindLabels(members)),
    query: [...parseQuery(query), ...bindQuery(members)],
  };
}
