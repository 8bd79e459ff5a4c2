/** A value of a template as the API takes it: the other way round than an export converts. */
import { type CfnValueKind, fold, readProperties } from "../../../../aws/cloudformation/kinds.ts";
import type { CfnProperties } from "../../../../aws/cloudformation/types.ts";
import { listMembers } from "../../../../aws/model/shape.ts";
import type { Operation, Shape } from "../../../../aws/model/types.ts";
import { makeStructure, type Structure, type Value } from "../../../../aws/values.ts";
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import { findMemberShape, findPlace, putValue } from "./shape-paths.ts";

/** What is needed to convert, and is told on the way. */
export interface Shaping {
  readonly structures: readonly CfnProperties[];
  /** What has no place in the API, and what is no value of its kind. */
  readonly onLeft: (path: string) => void;
  /** What the API calls what stands at a path, where a row says it. */
  readonly rename?: ((path: string) => string | undefined) | undefined;
}

const JSON_KIND: CfnValueKind = { is: "json" };

/** The kind of an either that fits a value, as far as that can be seen. */
function chooseKind(kind: CfnValueKind, value: JsonValue): CfnValueKind {
  if (kind.is !== "either") return kind;
  const fits = ({ is }: CfnValueKind) => {
    if (Array.isArray(value)) return is === "list";
    if (isObject(value)) return is === "structure" || is === "map";
    return is !== "list" && is !== "structure" && is !== "map" && is !== "json";
  };
  return kind.kinds.find(fits) ?? kind.kinds.find(({ is }) => is === "json") ?? kind.kinds[0] ?? JSON_KIND;
}

function toText(value: JsonValue): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function toNumber(value: JsonValue): Value | undefined {
  const number = typeof value === "object" || value === "" ? Number.NaN : Number(value);
  return Number.isNaN(number) ? undefined : number;
}

function toBoolean(value: JsonValue): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = String(value).toLowerCase();
  return word === "true" ? true : word === "false" ? false : undefined;
}

function toTime(value: JsonValue): Value | undefined {
  const at = typeof value === "number" ? value * 1_000 : Date.parse(String(value));
  return Number.isNaN(at) ? undefined : new Date(at);
}

/** The members of a pair's structure: `Key` and `Value`. */
export function readPairMembers(shape: Shape | undefined): readonly [string, string] | undefined {
  const names = listMembers(shape)
    .filter(([, { type }]) => type === "string")
    .map(([name]) => name);
  const value = names.find((name) => /values?$/i.test(name));
  const key = names.find((name) => name !== value && /key|name$/i.test(name));
  return value !== undefined && key !== undefined ? [key, value] : undefined;
}

/** The pairs of a list as entries; undefined for a list of something else. */
function readPairs(items: readonly JsonValue[]): [string, JsonValue][] | undefined {
  const entries = items.map((item): [string, JsonValue] | undefined => {
    if (!isObject(item)) return undefined;
    const members = Object.entries(item as JsonObject);
    const value = members.find(([name]) => /values?$/i.test(name));
    const key = members.find((one) => one !== value);
    return members.length <= 2 && key && typeof key[1] !== "object"
      ? [String(key[1]), value?.[1] ?? ""]
      : undefined;
  });
  return entries.every((one) => one !== undefined) ? entries : undefined;
}

function toList(
  value: JsonValue,
  shape: Shape,
  kind: CfnValueKind,
  path: string,
  to: Shaping,
): Value | undefined {
  const of = kind.is === "list" ? kind.of : kind.is === "structure" || kind.is === "tag" ? kind : JSON_KIND;
  const pair = readPairMembers(shape.member);
  let items: readonly JsonValue[];
  if (Array.isArray(value)) items = value;
  else if (isObject(value)) {
    const inner = Object.values(value as JsonObject);
    const [only] = inner;
    // A structure around a list alone, which the API does not have.
    if (kind.is === "structure" && inner.length === 1 && Array.isArray(only))
      return toList(only, shape, wrappedKind(value as JsonObject, kind, to), path, to);
    if (pair && kind.is !== "structure")
      items = Object.entries(value as JsonObject).map(([key, one]) => ({ [pair[0]]: key, [pair[1]]: one }));
    else items = [value];
  } else items = [value];
  return items.flatMap((item) => {
    const one = toShape(item, shape.member, of, `${path}[]`, to);
    return one === undefined ? [] : [one];
  });
}

/** The kind of the only property that a structure's value has. */
function wrappedKind(value: JsonObject, kind: CfnValueKind, to: Shaping): CfnValueKind {
  if (kind.is !== "structure") return JSON_KIND;
  const [name = ""] = Object.keys(value);
  const { list } = readProperties(to.structures[kind.place] ?? {});
  return list.find((one) => one.name === name)?.kind ?? JSON_KIND;
}

function toMap(
  value: JsonValue,
  shape: Shape,
  kind: CfnValueKind,
  path: string,
  to: Shaping,
): Value | undefined {
  const entries = Array.isArray(value)
    ? readPairs(value)
    : isObject(value)
      ? Object.entries(value as JsonObject)
      : undefined;
  if (!entries) return undefined;
  const of = kind.is === "map" ? kind.of : JSON_KIND;
  const map = makeStructure();
  for (const [key, inner] of entries) {
    const one = toShape(inner, shape.value, of, `${path}.${key}`, to);
    if (one !== undefined) map[key] = one;
  }
  return map;
}

/** A structure around a list or a single value that CloudFormation has alone: `{Quantity, Items}`, `{Value}`. */
function wrap(
  value: JsonValue,
  shape: Shape,
  kind: CfnValueKind,
  path: string,
  to: Shaping,
): Value | undefined {
  const members = listMembers(shape);
  if (Array.isArray(value)) {
    const lists = members.filter(([, { type }]) => type === "list");
    const [list] = lists;
    if (!list || lists.length > 1) return undefined;
    const items = toShape(value, list[1], kind, path, to);
    const wrapped = makeStructure();
    for (const name of shape.required ?? []) {
      const type = shape.members?.[name]?.type;
      // How many they are, and whether there are any.
      if (type === "integer") wrapped[name] = value.length;
      else if (type === "boolean") wrapped[name] = value.length > 0;
    }
    if (items !== undefined) wrapped[list[0]] = items;
    return wrapped;
  }
  const scalars = members.filter(([, { type }]) => type !== "structure" && type !== "list" && type !== "map");
  const [only] = scalars;
  if (!only || scalars.length > 1) return undefined;
  const inner = toShape(value, only[1], kind, path, to);
  return inner === undefined ? undefined : Object.assign(makeStructure(), { [only[0]]: inner });
}

/** The members that a structure's properties are, put into `target`. */
export function fillMembers(
  value: JsonObject,
  shape: Shape,
  kind: CfnValueKind,
  path: string,
  to: Shaping,
  target: Record<string, Value> = makeStructure(),
): Record<string, Value> {
  const properties = kind.is === "structure" ? readProperties(to.structures[kind.place] ?? {}).list : [];
  for (const [name, inner] of Object.entries(value)) {
    const property = properties.find((one) => one.name === name);
    const at = `${path}.${name}`;
    if (property?.from === "." && isObject(inner)) {
      fillMembers(inner as JsonObject, shape, property.kind, at, to, target);
      continue;
    }
    const place =
      findPlace(shape, to.rename?.(at) ?? property?.from ?? name) ??
      findPlace(shape, name) ??
      findNear(shape, name);
    const converted = place && toShape(inner, place.shape, property?.kind ?? JSON_KIND, at, to);
    if (place && converted !== undefined) putValue(target, place.names, converted);
    else if (inner !== null) to.onLeft(at);
  }
  return target;
}

/** A member that is called like a property but for number: `Items` of `Item`. */
function findNear(shape: Shape, name: string) {
  const other = /s$/i.test(name) ? name.slice(0, -1) : `${name}s`;
  const found = findMemberShape(shape, other);
  return found && { names: [found[0]], shape: found[1] };
}

function toStructure(
  value: JsonValue,
  shape: Shape,
  kind: CfnValueKind,
  path: string,
  to: Shaping,
): Value | undefined {
  if (shape.document) return value as Value;
  if (!isObject(value)) return wrap(value, shape, kind, path, to);
  const object = value as JsonObject;
  const filled = fillMembers(object, shape, kind, path, { ...to, onLeft: () => undefined });
  // What none of the structure's members is, but one that it wraps has all.
  if (Object.keys(filled).length === 0 && Object.keys(object).length > 0) {
    const [only, other] = listMembers(shape);
    if (only && !other && only[1].type === "structure") {
      const inner = toStructure(value, only[1], kind, path, to);
      return inner === undefined ? undefined : Object.assign(makeStructure(), { [only[0]]: inner });
    }
  }
  return fillMembers(object, shape, kind, path, to);
}

/** A value as a shape takes it; undefined where it is none. */
export function toShape(
  value: JsonValue,
  shape: Shape | undefined,
  given: CfnValueKind,
  path: string,
  to: Shaping,
): Value | undefined {
  if (value === null || !shape) return undefined;
  const kind = chooseKind(given, value);
  switch (shape.type) {
    case "string":
    case "character":
      // Where CloudFormation has a list, the API has its items in one text.
      return kind.is === "list" && kind.of.is === "text" && Array.isArray(value)
        ? value.join(",")
        : toText(value);
    case "blob":
      return Buffer.from(toText(value));
    case "integer":
    case "long":
    case "float":
    case "double":
      return toNumber(value);
    case "boolean":
      return toBoolean(value);
    case "timestamp":
      return toTime(value);
    case "list":
      return toList(value, shape, kind, path, to);
    case "map":
      return toMap(value, shape, kind, path, to);
    case "structure":
      return toStructure(value, shape, kind, path, to);
  }
}

/** Whether two names are the same but for case. */
export function isSameName(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

/** What a row says of an operation's members, as these take it: a document is a text where they have one. */
export function readMembers({ input: shape }: Operation, filled: unknown): Structure {
  const to: Shaping = { structures: [], onLeft: () => undefined };
  return isObject(filled) && shape
    ? fillMembers(filled as JsonObject, shape, JSON_KIND, "", to)
    : makeStructure();
}
