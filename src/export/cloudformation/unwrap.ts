/** What the API wraps, or has as a map where CloudFormation has a list, and the other way round. */

import { type CfnValueKind, fold, readProperties } from "../../aws/cloudformation/kinds.ts";
import type { CfnProperties } from "../../aws/cloudformation/types.ts";
import { isObject, type JsonObject, type JsonValue } from "../../base/values.ts";

/** Whether a value says nothing. */
export function isNothing(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** The only member's value of an object that wraps one: `{Value: true}`; the only item of a list. */
export function unwrapOne(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.length === 1 ? (value[0] ?? null) : value;
  if (!isObject(value)) return value;
  const entries = Object.values(value as JsonObject);
  return entries.length === 1 && entries[0] !== undefined && !isObject(entries[0]) ? entries[0] : value;
}

/** The list that an object wraps: `{Quantity, Items}`, `{Rules}`. */
export function unwrapList(value: JsonObject): readonly JsonValue[] | undefined {
  const lists = Object.values(value).filter((one) => Array.isArray(one));
  const [only, other] = lists;
  const others = Object.values(value).filter((one) => typeof one === "object" && !Array.isArray(one));
  if (other !== undefined || others.length > 0) return undefined;
  if (only) return only;
  return Object.values(value).every((one) => one === 0) ? [] : undefined;
}

/** The names of the two members of pairs: `Key` and `Value`; undefined for a structure that is none. */
export function pairNames(
  kind: CfnValueKind,
  structures: readonly CfnProperties[],
): readonly [string, string] | undefined {
  if (kind.is === "tag") return ["Key", "Value"];
  if (kind.is !== "structure") return undefined;
  const { list } = readProperties(structures[kind.place] ?? {});
  const [one, other, third] = list.filter(({ kind: inner }) => inner.is === "text");
  if (!one || !other || third || list.length !== 2) return undefined;
  const value = [one, other].find(({ name }) => fold(name).endsWith("value"));
  const key = [one, other].find((each) => each !== value);
  return value && key ? [key.name, value.name] : undefined;
}

/** A map of a list of pairs; undefined for another list. */
export function readPairs(items: readonly JsonValue[]): JsonObject | undefined {
  const entries: [string, JsonValue][] = [];
  for (const item of items) {
    if (!isObject(item)) return undefined;
    const members = Object.entries(item as JsonObject);
    const value = members.find(([name]) => fold(name).endsWith("value"));
    const key = members.find((one) => one !== value);
    if (members.length !== 2 || !value || typeof key?.[1] !== "string") return undefined;
    entries.push([key[1], value[1]]);
  }
  return Object.fromEntries(entries);
}
