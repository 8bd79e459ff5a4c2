/** What operations do to things that no member of theirs tells: a key that is to be deleted, a network's connection that is accepted. */
import * as v from "valibot";
import { readAnswerPath } from "../../aws/model/answer-path.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { isScalar, isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import { isObject } from "../../base/values.ts";
import { fillText } from "../../plan/missing/fill.ts";
import { printScalar } from "../../verify/same.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../store.ts";
import { findUnnamed } from "./apart.ts";
import { bringAlong } from "./companions.ts";
import { type Context, placeOf } from "./context.ts";
import rows from "./effects.json" with { type: "json" };
import { findNamed, findOnly, findThing, readContainers, readOwn } from "./names.ts";
import { overlay } from "./overlay.ts";
import { listParts, type Parts } from "./parts.ts";
import { isUnknown } from "./unknown.ts";
import { findPath, writeOutput } from "./view.ts";

const Members = v.record(Text, v.unknown());

/**
 * A row of effects.json: what becomes of the things that a call is about, or of those of a `type` that it names at a path, `by`, of
 * its `input.` or `output.`. They get the members of `sets`, at every depth; their lists get the items of `adds`, and lose those
 * that have all that `takes` says; `clears` are members that go, unless the call gives them; those of `replaces` are as the call gives
 * them, with nothing of what they were; those of `counts` go on by one from the number that they begin with. All others that stand in the same get the members of `others`.
 * Texts hold `${part}`, as those of presets.json do; `{"$from": "input.Member"}` is what the call gave or the answer has at a path,
 * and `{"$each": "input.Names[]", "as": …}` a list of what each text there says, as `${Item}`.
 */
export const EffectRow = v.strictObject({
  service: Text,
  /** Patterns. */
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  type: v.optional(Text),
  by: v.optional(Text),
  /** All of the type. */
  every: v.optional(v.literal(true)),
  when: v.optional(v.strictObject({ at: Text, is: Text })),
  /** Types of which an account has one thing by itself, which texts name: `${root-Id}`. */
  only: v.optional(v.array(Text), []),
  /** It is all that the call does. */
  instead: v.optional(v.literal(true)),
  sets: v.optional(Members, {}),
  adds: v.optional(Members, {}),
  /** The member that tells items of `adds` and `takes` apart, where one is not told by all that it says. */
  key: v.optional(Text),
  takes: v.optional(Members, {}),
  clears: v.optional(v.array(Text), []),
  replaces: v.optional(v.array(Text), []),
  counts: v.optional(v.record(Text, v.number()), {}),
  /** What is put again keeps the members that the call does not give. */
  keeps: v.optional(v.literal(true)),
  others: v.optional(Members, {}),
  reason: Text,
});

type Row = v.InferOutput<typeof EffectRow>;

const ROWS = Map.groupBy(
  (rows as readonly v.InferInput<typeof EffectRow>[]).map(
    ({
      sets = {},
      adds = {},
      takes = {},
      clears = [],
      replaces = [],
      counts = {},
      others = {},
      only = [],
      ...row
    }): Row => ({
      ...row,
      replaces,
      counts,
      sets,
      adds,
      takes,
      clears,
      others,
      only,
    }),
  ),
  ({ service }) => service,
);

const known = new WeakMap<object, readonly Row[]>();

function listRows({ operation }: Context): readonly Row[] {
  return known.getOrInsertComputed(operation, () =>
    (ROWS.get(operation.model.service) ?? []).filter((row) =>
      row.operations.some((pattern) => matchesPattern(pattern, operation.name)),
    ),
  );
}

/** What a call said and was answered, as paths of rows name it. */
type Said = Structure;

/** A row's value; undefined where a part of it is not known. */
function fill(template: unknown, parts: Parts, said: Said): Value | undefined {
  if (typeof template === "string") return fillText(template, parts);
  if (Array.isArray(template)) return template.flatMap((item) => fill(item, parts, said) ?? []);
  if (!isObject(template)) return template as number | boolean;
  const from = template["$from"];
  if (typeof from === "string") return readAnswerPath(from, said)[0];
  if (typeof template["$each"] === "string")
    return readTexts(parsePath(template["$each"]), said).flatMap(
      (Item) => fill(template["as"], { ...parts, Item }, said) ?? [],
    );
  const filled: Record<string, Value> = makeStructure();
  for (const [name, one] of Object.entries(template)) {
    const value = fill(one, parts, said);
    if (value !== undefined) filled[name] = value;
  }
  return filled;
}

function fillMembers(members: Row["sets"], parts: Parts, said: Said): Structure {
  return fill(members, parts, said) as Structure;
}

function listItems(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

/** Whether an item has all that another one says. */
function says(item: Value, asked: Value): boolean {
  if (!isStructure(asked)) return Bun.deepEquals(item, asked);
  return (
    isStructure(item) && Object.entries(asked).every(([name, value]) => Bun.deepEquals(item[name], value))
  );
}

/** Whether two items are about the same: by a member that they have, or else by all that the second one says. */
function isSame(item: Value, asked: Value, key: string | undefined): boolean {
  if (key === undefined) return says(item, asked);
  return (
    isStructure(item) && item[key] !== undefined && item[key] === (isStructure(asked) ? asked[key] : asked)
  );
}

/** What the things are called that an account has by itself, of the types that a row asks for: `${root-Id}`. */
function listOnly(context: Context, { only }: Row): Parts {
  const found = only.flatMap((type) => {
    const name = findOnly(context, type)?.chain.at(-1);
    return name === undefined ? [] : [[`${type}-Id`, name] as const];
  });
  return Object.fromEntries(found);
}

function change(context: Context, thing: Thing, row: Row, said: Said): void {
  const parts = { ...listParts(context, thing), ...listOnly(context, row) };
  const members: Record<string, Value | undefined> = Object.assign(
    makeStructure(),
    overlay(thing.members, fillMembers(row.sets, parts, said)),
  );
  for (const [name, items] of Object.entries(fillMembers(row.takes, parts, said)))
    members[name] = listItems(members[name]).filter(
      (item) => !listItems(items).some((asked) => isSame(item, asked, row.key)),
    );
  for (const [name, items] of Object.entries(fillMembers(row.adds, parts, said)))
    if (listItems(items).length > 0)
      members[name] = [
        ...listItems(members[name]).filter(
          (item) => !listItems(items).some((one) => isSame(item, one, row.key)),
        ),
        ...listItems(items),
      ];
  // Where the row is all that the call does, what the call gives does not stay.
  for (const name of row.clears) if (row.instead || context.input[name] === undefined) delete members[name];
  for (const name of row.replaces) members[name] = context.input[name];
  for (const [name, start] of Object.entries(row.counts)) {
    const next = Number(printNumber(members[name]) ?? start) + 1;
    members[name] = typeof members[name] === "number" ? next : String(next);
  }
  const changed = { ...thing, members: members as Structure };
  context.store.put(changed);
  bringAlong(context, changed, makeStructure(), thing);
}

/** A member that holds a number, or its digits. */
function printNumber(value: Value | undefined): string | undefined {
  const text = value !== undefined && value !== null && isScalar(value) ? printScalar(value) : "";
  return /^\d+$/.test(text) ? text : undefined;
}

function changeOthers(context: Context, thing: Thing, row: Row, said: Said): void {
  const { store } = context;
  if (Object.keys(row.others).length === 0) return;
  for (const other of store.list(thing.place, thing, thing.chain.slice(0, -1))) {
    if (other.chain.at(-1) === thing.chain.at(-1)) continue;
    const members = overlay(other.members, fillMembers(row.others, listParts(context, other), said));
    store.put({ ...other, members });
  }
}

/** The things that a row is about. */
function listThings(context: Context, row: Row, said: Said): Thing[] {
  const type = row.type ?? context.meaning.type;
  if (type === undefined) return [];
  if (row.every) {
    const { service } = context.operation.model;
    return context.store.list(placeOf(context, type), { service, type });
  }
  if (row.by !== undefined)
    return readTexts(parsePath(row.by), said).flatMap((text) => findNamed(context, type, [text]) ?? []);
  const own = readOwn(context);
  if (own.length > 1) return own.flatMap((text) => findNamed(context, type, [text]) ?? []);
  const made = findMade(context, type, said);
  if (made.length > 0) return made;
  const thing =
    findUnnamed(context, type) ??
    findThing(context, type) ??
    // What is brought to another thing does not stand in it.
    findNamed(context, type, own);
  return thing ? [thing] : [];
}

/** The things that a call has just made, which only its answer names. */
function findMade(context: Context, type: string, { output }: Said): Thing[] {
  const { meaning, operation, store } = context;
  const texts = meaning.output.flatMap(({ part, type: of, path }) =>
    part === "own" && of === type && isStructure(output) ? readTexts(parsePath(path), output) : [],
  );
  const kind = { service: operation.model.service, type };
  const place = placeOf(context, type);
  const containers = readContainers(context);
  return [...new Set(texts.flatMap((text) => store.find(place, kind, [text], containers) ?? []))];
}

/** Whether what a call puts again keeps the members that it does not give. */
export function keepsMembers(context: Context): boolean {
  return listRows(context).some(({ keeps }) => keeps);
}

/** Whether the table says all that a call does. */
export function isAllTold(context: Context): boolean {
  return listRows(context).some(({ instead }) => instead);
}

/** Does what the table says that a call does besides; what is known by it alone is no longer unknown. */
export function takeEffect(context: Context, done: Done): Done {
  const all = listRows(context);
  if (all.length === 0 || ("error" in done && !isUnknown(done))) return done;
  const output = "error" in done ? (context.told?.output ?? makeStructure()) : done.output;
  const said: Said = { input: context.input, output };
  const changed: Thing[] = [];
  for (const row of all) {
    const [asked] = row.when ? readAnswerPath(row.when.at, said) : [];
    if (row.when && (asked === undefined || printScalar(asked) !== row.when.is)) continue;
    for (const thing of listThings(context, row, said)) {
      change(context, thing, row, said);
      changeOthers(context, thing, row, said);
      changed.push(thing);
    }
  }
  if (!("error" in done) || changed.length === 0) return done;
  return { output: context.told?.output ?? answer(context, changed) };
}

function answer(context: Context, things: readonly Thing[]): Structure {
  const { type } = context.meaning;
  const at = type === undefined ? undefined : findPath(context, type);
  if (type === undefined || at === undefined) return makeStructure();
  const now = things.flatMap((thing) =>
    thing.type === type
      ? (context.store.find(thing.place, thing, thing.chain.slice(-1), thing.chain.slice(0, -1)) ?? [])
      : [],
  );
  return writeOutput(context, now, at);
}
