/**
 * Things that two services tell, each in its own words: an identity of either API for mail. What a call of one of them did to
 * such a thing is done to the other's as well.
 */
import * as v from "valibot";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { Text } from "../../../base/row-types.ts";
import { isObject } from "../../../base/values.ts";
import { fillText } from "../../../plan/missing/fill.ts";
import type { Store } from "../../store.ts";
import type { Kind, Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { overlay } from "../overlay.ts";
import { listParts } from "../parts.ts";
import rows from "./twins.json" with { type: "json" };

const Side = v.strictObject({
  service: Text,
  type: Text,
  /** The operation that would make it. */
  as: Text,
  /** What it stands in. */
  within: v.optional(Text),
  /**
   * What it has of what the other has: texts with `${part}`, as presets.json has them, and `{"$from": "Member.Inner"}`, whose text
   * `to` may say in other words, and `replace` with what each pattern finds replaced; `{}` is the one value of a map. What is not known
   * is left out.
   */
  members: v.record(Text, v.unknown()),
});

/** A row of twins.json: two types of things, of which each has one of the other under the same names. */
export const TwinRow = v.strictObject({ one: Side, other: Side, reason: Text });

type Side = v.InferOutput<typeof Side>;

const PAIRS = (rows as readonly v.InferOutput<typeof TwinRow>[]).map(
  ({ one, other }) => [one, other] as const,
);

const SHARING: ReadonlySet<string> = new Set(PAIRS.flat().map(({ service }) => service));

/** By a store and a pair's number: how the things of a name were when they were alike, each side's. */
const known = new WeakMap<Store, Map<string, readonly [Thing, Thing]>>();

/** What a thing has at a path, in the words of a row. */
function readWords({ members }: Thing, path: string, words: unknown): Value | undefined {
  const found = path
    .split(".")
    .reduce<Value | undefined>(
      (at, name) =>
        isStructure(at) ? (name === "{}" ? (Object.values(at)[0] ?? undefined) : at[name]) : undefined,
      members,
    );
  if (!isObject(words)) return found;
  const word = typeof found === "string" || typeof found === "boolean" ? words[String(found)] : undefined;
  return typeof word === "string" || typeof word === "boolean" ? word : undefined;
}

/** A text with what a row's patterns find replaced. */
function replaceIn(value: Value | undefined, replaced: unknown): Value | undefined {
  if (typeof value !== "string" || !isObject(replaced)) return value;
  return Object.entries(replaced).reduce(
    (text, [pattern, by]) => text.replace(new RegExp(pattern), String(by)),
    value,
  );
}

/** A row's value; undefined where nothing of it is known. */
function fill(context: Context, template: unknown, from: Thing): Value | undefined {
  if (typeof template === "string") return fillText(template, listParts(context, from));
  if (!isObject(template)) return template as number | boolean;
  if (typeof template["$from"] === "string")
    return replaceIn(readWords(from, template["$from"], template["to"]), template["replace"]);
  const filled: Record<string, Value> = makeStructure();
  for (const [name, one] of Object.entries(template)) {
    const value = fill(context, one, from);
    if (value !== undefined) filled[fillText(name, listParts(context, from)) ?? name] = value;
  }
  return Object.keys(filled).length === 0 ? undefined : filled;
}

function makeTwin(context: Context, side: Side, from: Thing, before: Thing | undefined): Thing {
  const { service, type, within } = side;
  const filled = (fill(context, side.members, from) ?? makeStructure()) as Structure;
  const members = overlay(before?.members ?? makeStructure(), filled);
  const call = { operation: side.as, event: from.call.event, input: filled, output: filled };
  const { place, chain, tags, createdAt } = from;
  const names = before?.names ?? from.names;
  return {
    ...{ place, service, type, chain, within, names, members, tags, createdAt },
    call: before?.call ?? call,
    // The one that a call made is counted.
    brought: before ? before.brought : "told",
  };
}

function removeAll(store: Store, thing: Thing): void {
  for (const inner of store.listInner(thing)) removeAll(store, inner);
  store.remove(thing);
}

function nameThing({ place, chain }: Pick<Thing, "place" | "chain">, at: number): string {
  return [at, place.account, place.region, ...chain].join("\n");
}

/** Makes the things of two types alike: what a call changed of one is changed of the other. */
function alignPair(context: Context, pair: readonly [Side, Side], at: number): void {
  const { store } = context;
  const before = known.getOrInsertComputed(store, () => new Map());
  const all = new Map<string, [Thing | undefined, Thing | undefined]>();
  pair.forEach((side, index) => {
    const kind: Kind = side;
    for (const thing of store.list(placeOf(context, side.type), kind))
      all.getOrInsertComputed(nameThing(thing, at), () => [undefined, undefined])[index] = thing;
  });
  for (const [name, [one, other]] of all) {
    const last = before.get(name);
    const isOneSame = one === last?.[0];
    if (one && other && (isOneSame || last === undefined) && (other === last?.[1] || last === undefined)) {
      before.set(name, [one, other]);
      continue;
    }
    // What is as it was when it stood on both sides, and stands on one alone, was taken away on the other.
    const left = one === undefined ? other : other === undefined ? one : undefined;
    if (left && last?.includes(left)) {
      removeAll(store, left);
      before.delete(name);
      continue;
    }
    const isFromOne = one !== undefined && (other === undefined || !isOneSame);
    const from = isFromOne ? one : other;
    if (!from) continue;
    const made = store.put(makeTwin(context, pair[isFromOne ? 1 : 0], from, isFromOne ? other : one));
    before.set(name, isFromOne ? [from, made] : [made, from]);
  }
  const place = placeOf(context, pair[0].type);
  const start = nameThing({ place, chain: [""] }, at);
  for (const name of before.keys()) if (name.startsWith(start) && !all.has(name)) before.delete(name);
}

/** Does to the other services' things what a call did to those that they share with its own service. */
export function alignTwins(context: Context): void {
  const { service } = context.operation.model;
  if (SHARING.has(service)) alignPairs(context, service);
}

function alignPairs(context: Context, service: string): void {
  PAIRS.forEach((pair, at) => {
    if (pair.some((side) => side.service === service)) alignPair(context, pair, at);
  });
}
