/** What operations do to things that no member of theirs tells: a key that is to be deleted, a network's connection that is accepted. */

import { readAnswerPath } from "../../../aws/model/answer-path.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isScalar, isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { printScalar } from "../../../verify/same.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { bringAlong, listCompanions } from "../makes/companions.ts";
import { makeBesides } from "../makes/make-besides.ts";
import { findUnnamed } from "../names/apart.ts";
import {
  findNamed,
  findOnly,
  findOuter,
  findThing,
  readContainers,
  readOuterType,
  readOwn,
} from "../names/names.ts";
import { overlay } from "../overlay.ts";
import { listParts, listPlaceParts, type Parts } from "../parts.ts";
import { findPath, writeOutput } from "../reads/view.ts";
import { refuseAbsent } from "../refusals/refusals.ts";
import { isUnknown } from "../refusals/unknown.ts";
import { addAll, changeList, fillIn, putAll, takeFrom, withoutAt } from "./effect-lists.ts";
import { type EffectRow, listEffects } from "./effect-rows.ts";
import {
  addMints,
  type EffectGiven,
  fillMembers,
  fillValue,
  hasAll,
  readKind,
  say,
} from "./effect-values.ts";

/** What the things are called that an account has by itself, of the types that a row asks for: `${root-Id}`. */
function listOnly(context: Context, { only }: EffectRow): Parts {
  const found = only.flatMap((type) => {
    const name = findOnly(context, type)?.chain.at(-1);
    return name === undefined ? [] : [[`${type}-Id`, name] as const];
  });
  return Object.fromEntries(found);
}

/** A member that holds a number, or its digits. */
function printNumber(value: Value | undefined): string | undefined {
  const text = value !== undefined && value !== null && isScalar(value) ? printScalar(value) : "";
  return /^\d+$/.test(text) ? text : undefined;
}

/** The members without those that go, and with those that are as the call gives them or count on. */
function clearMembers({ members }: Thing, row: EffectRow, { context: { input } }: EffectGiven): Structure {
  const left: Record<string, Value | undefined> = Object.assign(makeStructure(), members);
  // Where the row is all that the call does, what the call gives does not stay.
  for (const name of row.clears) if (row.instead || input[name] === undefined) delete left[name];
  for (const name of row.replaces) left[name] = input[name];
  for (const [name, start] of Object.entries(row.counts)) {
    const next = Number(printNumber(left[name]) ?? start) + 1;
    left[name] = typeof left[name] === "number" ? next : String(next);
  }
  return row.drops.reduce(
    (one: Value, path) => withoutAt(one, path.replaceAll("[]", "").split(".")),
    left as Structure,
  ) as Structure;
}

/** The members that a row sets, but for those that production told of what was just made. */
function chooseSets({ members }: Thing, row: EffectRow, given: EffectGiven): Structure {
  const sets = fillMembers(row.sets, given);
  const { told, meaning } = given.context;
  if (!row.yields || !told || meaning.deed !== "create") return sets;
  const untold = Object.entries(sets).filter(([name]) => members[name] === undefined);
  return Object.assign(makeStructure(), Object.fromEntries(untold));
}

function changeMembers(thing: Thing, row: EffectRow, given: EffectGiven): Structure {
  let members = overlay(clearMembers(thing, row, given), chooseSets(thing, row, given));
  for (const [path, taken] of Object.entries(fillMembers(row.takes, given)))
    members = takeFrom(members, path, taken ?? null, row.key);
  for (const [path, added] of Object.entries(fillMembers(row.adds, given)))
    if (Array.isArray(added) && added.length > 0)
      members = changeList(members, path, (items) => addAll(items, added, row.key));
  for (const [path, { by, items: put }] of Object.entries(row.puts)) {
    const filled = fillValue(put, given);
    members = changeList(members, path, (items) => putAll(items, filled, by));
  }
  return members;
}

/** The thing under the id that it has from then on. */
function giveId(thing: Thing, id: Value | undefined): Thing {
  if (typeof id !== "string" || id === "") return thing;
  return { ...thing, chain: [...thing.chain.slice(0, -1), id], names: { ...thing.names, id } };
}

function change(thing: Thing, row: EffectRow, given: EffectGiven): void {
  const { context } = given;
  const parts = { ...given.parts, ...listParts(context, thing), ...listOnly(context, row) };
  const own = say({ ...given, parts }, "thing", thing.members);
  if (row.ends) {
    for (const companion of listCompanions(context, thing)) context.store.remove(companion);
    context.store.remove(thing);
    return;
  }
  const changed: Thing = { ...thing, members: changeMembers(thing, row, own) };
  const named = row.becomes === undefined ? changed : giveId(changed, fillValue(row.becomes, own));
  if (named !== changed) context.store.remove(thing);
  context.store.put(named);
  bringAlong(context, named, makeStructure(), thing);
}

function changeOthers(thing: Thing, row: EffectRow, given: EffectGiven): void {
  const { context } = given;
  const { store } = context;
  if (Object.keys(row.others).length === 0) return;
  for (const other of store.list(thing.place, thing, thing.chain.slice(0, -1))) {
    if (other.chain.at(-1) === thing.chain.at(-1)) continue;
    const own: EffectGiven = { ...given, parts: listParts(context, other) };
    store.put({ ...other, members: overlay(other.members, fillMembers(row.others, own)) });
  }
}

/** The texts at a path of what was said, at the first of several (`A || B`), or what a value tells. */
function readBy(by: unknown, given: EffectGiven): readonly string[] {
  if (typeof by !== "string") {
    const value = fillValue(by, given);
    return typeof value === "string" ? [value] : [];
  }
  for (const path of by.split(" || ")) {
    const texts = readTexts(parsePath(path), given.said);
    if (texts.length > 0) return texts;
  }
  return [];
}

/** The things of a type that have one of the texts at one of the paths of their members. */
function listHolding(
  context: Context,
  type: string,
  texts: ReadonlySet<string>,
  paths: readonly string[],
): Thing[] {
  const kind = readKind(context, type);
  const steps = paths.map(parsePath);
  return context.store
    .list(placeOf(context, kind.type), kind)
    .filter(({ members }) => steps.some((path) => readTexts(path, members).some((text) => texts.has(text))));
}

/** The things of a type that stand in another one. */
function listInside(context: Context, outer: string, type: string, text: string): Thing[] {
  const thing = findNamed(context, outer, [text]);
  return thing ? context.store.listInner(thing).filter((inner) => inner.type === type) : [];
}

/** The things that a row is about. */
function listThings(row: EffectRow, given: EffectGiven): Thing[] {
  const { context, said } = given;
  const type = row.type ?? context.meaning.type;
  if (type === undefined || (row.makes && row.type === undefined && row.by === undefined)) return [];
  const has = row.has && fillMembers(row.has, given);
  const isMeant = ({ members }: Thing) => has === undefined || hasAll(members, has);
  if (row.every) {
    const { service } = context.operation.model;
    return context.store.list(placeOf(context, type), { service, type }).filter(isMeant);
  }
  if (row.by !== undefined) {
    const texts = readBy(row.by, given);
    const { in: outer, named } = row;
    const found = outer
      ? texts.flatMap((text) => listInside(context, outer, type, text))
      : named
        ? listHolding(context, type, new Set(texts), named)
        : texts.flatMap((text) => findNamed(context, type, [text]) ?? []);
    return found.filter(isMeant);
  }
  // What the thing stands in: the schema of a version.
  const outer =
    type !== context.meaning.type && type === readOuterType(context) ? findOuter(context) : undefined;
  if (outer) return [outer];
  const own = readOwn(context);
  if (own.length > 1) return own.flatMap((text) => findNamed(context, type, [text]) ?? []);
  const made = findMade(context, type, said);
  if (made.length > 0) return made;
  // What is brought to another thing does not stand in it.
  const thing = findUnnamed(context, type) ?? findThing(context, type) ?? findNamed(context, type, own);
  return [thing ?? findJustMade(context, type) ?? []].flat();
}

/** The thing that this call has made, under whichever name. */
function findJustMade(context: Context, type: string): Thing | undefined {
  const { operation, store, input } = context;
  const kind = { service: operation.model.service, type };
  return store.list(placeOf(context, type), kind).findLast(({ call }) => call.input === input);
}

/** The things that a call has just made, which only its answer names. */
function findMade(context: Context, type: string, { output }: Structure): Thing[] {
  const { meaning, operation, store } = context;
  const texts = meaning.output.flatMap(({ part, type: of, path }) =>
    part === "own" && of === type && isStructure(output) ? readTexts(parsePath(path), output) : [],
  );
  const kind = { service: operation.model.service, type };
  const place = placeOf(context, type);
  const containers = readContainers(context);
  return [...new Set(texts.flatMap((text) => store.find(place, kind, [text], containers) ?? []))];
}

/** Whether the table says all that a call does. */
export function isAllTold(context: Context): boolean {
  return listEffects(context).some(({ instead }) => instead);
}

function isWhen({ when }: EffectRow, said: Structure): boolean {
  if (!when) return true;
  const [asked] = readAnswerPath(when.at, said);
  if (asked === undefined) return when.absent === true;
  return !when.absent && (when.is === undefined || printScalar(asked) === when.is);
}

/** AWS's error where what a row is about does not stand; production's own calls are never refused. */
function refuseLacking(all: readonly EffectRow[], given: EffectGiven): Done | undefined {
  const { context } = given;
  if (context.told) return undefined;
  for (const { instead, type = context.meaning.type, by } of all) {
    const [text] = !instead ? [] : by === undefined ? readOwn(context) : readBy(by, given);
    if (text !== undefined && type !== undefined) return { error: refuseAbsent(context, type, text) };
  }
  return undefined;
}

/**
 * Does what the table says that a call does besides; what is known by it alone is no longer unknown. `before`: what its thing was
 * before it.
 */
export function takeEffect(context: Context, done: Done, before?: Structure): Done {
  const all = listEffects(context);
  if (all.length === 0 || ("error" in done && !isUnknown(done))) return done;
  const output = "error" in done ? (context.told?.output ?? makeStructure()) : done.output;
  const told = context.told?.output ?? makeStructure();
  const said: Structure = { input: context.input, output, told, ...(before && { before }) };
  const changed: Thing[] = [];
  let given: EffectGiven = {
    context,
    said,
    parts: { ...listPlaceParts(context), Now: new Date(context.now).toISOString() },
  };
  let answered = makeStructure() as Structure;
  for (const row of all) {
    if (!isWhen(row, said)) continue;
    given = addMints(row, given);
    const things = listThings(row, given);
    for (const thing of things) {
      change(thing, row, given);
      changeOthers(thing, row, given);
      changed.push(thing);
    }
    // What is made for something is made only where that stands.
    if (row.makes && (things.length > 0 || (row.by === undefined && row.type === undefined))) {
      const [first] = things;
      const of = Object.entries(first ? listParts(context, first) : {});
      const named = Object.fromEntries(of.map(([name, text]) => [`of-${name}`, text]));
      const from = { ...given, parts: { ...given.parts, ...named } };
      const made = makeBesides(row.makes, from);
      changed.push(...made);
      const [name] = made.slice(-1).flatMap(({ chain }) => chain.at(-1) ?? []);
      if (name !== undefined) given = { ...given, parts: { ...given.parts, [`${row.makes.type}-Id`]: name } };
    }
    if (context.told || changed.length === 0) continue;
    const [now] = things.flatMap((thing) => findNamed(context, thing.type, thing.chain.slice(-1)) ?? []);
    const from = now ? say(given, "thing", now.members) : given;
    const parts = { ...(now && listParts(context, now)), ...given.parts };
    answered = overlay(answered, fillMembers(row.answers, { ...from, parts }));
  }
  if (!("error" in done)) {
    const isRetold = !context.told && all.some(({ retells }) => retells);
    const told = isRetold ? fillIn(done.output, answer(context, changed)) : done.output;
    return { output: overlay(told, answered) };
  }
  if (changed.length === 0) return refuseLacking(all, given) ?? done;
  return { output: context.told?.output ?? overlay(answer(context, changed), answered) };
}

function answer(context: Context, things: readonly Thing[]): Structure {
  const { type } = context.meaning;
  const at = type === undefined ? undefined : findPath(context, type);
  if (type === undefined || at === undefined) return makeStructure();
  const find = (thing: Thing) =>
    context.store.find(thing.place, thing, thing.chain.slice(-1), thing.chain.slice(0, -1));
  const now = things.flatMap((thing) => (thing.type === type ? (find(thing) ?? []) : []));
  // Several rows may be about one.
  return writeOutput(context, [...new Set(now)], at);
}

compileLightly(listOnly, clearMembers, changeMembers, change, findMade, answer);
