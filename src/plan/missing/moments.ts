/** A log second by second: what its calls make, mention, need and end. Within a second the order of calls is not known. */

import { type PathStep, parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { findMeaning } from "../../aws/resources/table.ts";
import type { OperationMeaning } from "../../aws/resources/types.ts";
import { compileLightly, lightly } from "../../base/compiling.ts";
import { leaveCalls } from "../../base/garbage.ts";
import { isHidden } from "../../dialect/hidden.ts";
import { tellDeed } from "../order/deeds.ts";
import { tellSecond } from "../steps.ts";
import { findEffects } from "./effects.ts";
import type { NamedStep } from "./log-facts.ts";
import type { Recipe } from "./recipes.ts";
import type { Reference } from "./reference.ts";
import { sometimesMakes } from "./sometimes.ts";

const NOTHING: readonly string[] = [];
const leaving = new WeakMap<OperationMeaning, readonly (readonly PathStep[])[]>();

/** Where a call names what it makes and leaves behind: mostly nowhere. */
function listLeaving({ input }: OperationMeaning): readonly (readonly PathStep[])[] {
  return input.filter(({ leaves }) => leaves === true).map(({ path }) => parsePath(path));
}

/** The texts that name what a deletion makes and leaves behind. */
function listLeft({ service, operation, input }: NamedStep["step"]): readonly string[] {
  const paths = leaving.getOrInsertComputed(findMeaning(service, operation.name), listLeaving);
  return paths.length === 0 ? NOTHING : paths.flatMap((steps) => readTexts(steps, input));
}

const ownAnswers = new WeakMap<OperationMeaning, readonly (readonly PathStep[])[]>();

/** Where an answer gives out what is the call's own. */
function listOwnAnswers({ output }: OperationMeaning): readonly (readonly PathStep[])[] {
  return output.filter(({ part }) => part === "own").map(({ path }) => parsePath(path));
}

/** Whether the answer gives a thing out as the call's own, by the resource table. */
function isOwnAnswer({ service, operation, output }: NamedStep["step"], { recorded }: Reference): boolean {
  const own = ownAnswers.getOrInsertComputed(findMeaning(service, operation.name), listOwnAnswers);
  return own.some((steps) => readTexts(steps, output).includes(recorded));
}

/**
 * The things that a call makes: those of its own kind that it names, and those whose minted ids it answers with. Where
 * the call says where its thing goes, the places in the answer were there before; else they are the target's defaults,
 * which the answer to the replayed call names.
 */
export function listMade(call: NamedStep): Reference[] {
  const { used, answered, renamed, step } = call;
  if (step.seen) return [];
  const does = findEffects(call);
  const doesMake = (recipe: Recipe) => does.on(recipe).makes || sometimesMakes(step, recipe);
  const made: Reference[] = [...renamed];
  const addNamed = (one: Reference) => {
    if (!one.recipe.minted && !one.isReferred && doesMake(one.recipe)) made.push(one);
  };
  for (const one of used) addNamed(one);
  for (const one of answered) addNamed(one);
  const left = listLeft(step);
  for (const one of left.length === 0 ? [] : used) if (left.includes(one.recorded)) made.push(one);
  let known: ReadonlySet<string> | undefined;
  const isUsed = ({ key }: Reference) => {
    known ??= new Set(used.map((one) => one.key));
    return known.has(key);
  };
  for (const one of answered) if (does.on(one.recipe).copies && !isUsed(one)) made.push(one);
  const isCreation = findMeaning(step.service, step.operation.name).deed === "create";
  const isPlaced = used.some(({ recipe }) => recipe.isPlace);
  for (const one of answered) {
    const { recipe } = one;
    if (!recipe.minted || (!isCreation && !doesMake(recipe))) continue;
    // A database's answer names its security groups; it makes none. A snapshot that EBS starts is one of EC2's.
    if (recipe.service !== step.service && !isOwnAnswer(step, one)) continue;
    if (isPlaced && recipe.isPlace && !doesMake(recipe)) continue;
    if (!isUsed(one)) made.push(one);
  }
  return made;
}

/** Whether a call that makes something else only answers with a thing, which it makes too unless that was used before. */
function isMention(call: NamedStep, one: Reference): boolean {
  const { recipe } = one;
  if (!recipe.minted || call.renamed.includes(one)) return false;
  const does = findEffects(call).on(recipe);
  return !does.makes && !does.copies && !sometimesMakes(call.step, recipe);
}

function listEnded(call: NamedStep): readonly Reference[] {
  const { used, renamed, step } = call;
  if (step.seen) return [];
  const does = findEffects(call);
  const meaning = findMeaning(step.service, step.operation.name);
  // Who removes a version of a thing leaves the others.
  const isOfPart = tellDeed(meaning, step) !== meaning.deed;
  // A thing that gets another name is there no more under the one it had.
  return used.filter(
    ({ recipe }) => (does.on(recipe).ends && !isOfPart) || renamed.some((one) => one.recipe === recipe),
  );
}

/** What a call does to the things that it names. */
export interface Act {
  readonly call: NamedStep;
  /** What has to be there before it. */
  readonly needed: readonly Reference[];
}

/** What one second makes and ends. */
export interface Moment {
  readonly second: number;
  readonly acts: readonly Act[];
  readonly made: ReadonlySet<string>;
  /** What its answers mention, so that it may be made. */
  readonly mentioned: ReadonlySet<string>;
  readonly ended: ReadonlySet<string>;
  /** Of what it both creates and ends, how much more often it creates it; without what it does as often. */
  readonly surplus: ReadonlyMap<string, number>;
  /** What things were called before this second, by their keys under the names that it gives them. */
  readonly formerly: ReadonlyMap<string, Reference>;
}

/** Whether a thing goes by a name that the log hides, as others of its kind may. */
function isNameless({ name, parts }: Reference): boolean {
  return isHidden(parts["own"] ?? name);
}

/** How many things of one hidden name there are. */
class Crowds {
  readonly #counts = new Map<string, number>();

  grow({ key }: Reference): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Tells whether none is left. */
  shrink({ key }: Reference): boolean {
    const left = Math.max(0, (this.#counts.get(key) ?? 0) - 1);
    this.#counts.set(key, left);
    return left === 0;
  }
}

/** What a call of a second makes and ends. */
interface Deeds {
  readonly call: NamedStep;
  readonly made: readonly Reference[];
  readonly ended: readonly Reference[];
}

const EVEN: ReadonlyMap<string, number> = new Map();

/** Of the things that a second both makes and ends, how much more often it creates them than it ends them. */
function tellSurplus(deeds: readonly Deeds[], both: ReadonlySet<string>): ReadonlyMap<string, number> {
  if (both.size === 0) return EVEN;
  const counts = new Map<string, number>();
  const created = new Set<string>();
  const list = (references: readonly Reference[]) =>
    both.intersection(new Set(references.map(({ key }) => key)));
  for (const { call, made, ended } of deeds) {
    for (const key of list(ended)) counts.set(key, (counts.get(key) ?? 0) - 1);
    const { service, operation } = call.step;
    // What is put may be there already.
    if (findMeaning(service, operation.name).deed !== "create") continue;
    for (const key of list(made)) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      created.add(key);
    }
  }
  return new Map([...counts].filter(([key, count]) => created.has(key) && count !== 0));
}

/** The log second by second: within one, the order of calls is not known. `calls` are sorted by time. */
export function listMoments(calls: readonly NamedStep[]): Moment[] {
  const groups = Map.groupBy(calls, ({ step }) => tellSecond(step));
  const crowds = new Crowds();
  return [...groups].map(([second, group]) => {
    leaveCalls(group.length);
    const made = new Set<string>();
    const mentioned = new Set<string>();
    const ended = new Set<string>();
    const formerly = new Map<string, Reference>();
    const deeds: Deeds[] = [];
    const act = lightly((call: NamedStep): Act => {
      const madeHere = listMade(call);
      for (const one of madeHere) {
        (isMention(call, one) ? mentioned : made).add(one.key);
        if (isNameless(one)) crowds.grow(one);
      }
      const endedHere = listEnded(call).filter((one) => !isNameless(one) || crowds.shrink(one));
      for (const { key } of endedHere) ended.add(key);
      if (madeHere.length + endedHere.length > 0) deeds.push({ call, made: madeHere, ended: endedHere });
      for (const { key, recipe } of call.renamed) {
        const before = call.used.find((one) => one.recipe === recipe && one.key !== key);
        if (before) formerly.set(key, before);
      }
      return { call, needed: listNeeded(call, madeHere) };
    });
    const acts = group.map(act);
    const surplus = tellSurplus(deeds, made.intersection(ended));
    return { second, acts, made, mentioned, ended, surplus, formerly };
  });
}

/** The things that a call needs to be there, or says to be: all it names but those it makes, and those it can do without. */
export function listNeeded(
  call: NamedStep,
  made: readonly Reference[] = listMade(call),
): readonly Reference[] {
  const keys = new Set(made.map(({ key }) => key));
  const { deed, type = "" } = findMeaning(call.step.service, call.step.operation.name);
  // What makes a thing makes what it names in it, too: a broker's users.
  const isInside = ({ derived, within }: Recipe) =>
    deed === "create" && derived !== undefined && within?.includes(type) === true;
  const does = findEffects(call);
  const left = listLeft(call.step);
  const used = call.used.flatMap((one): readonly Reference[] => {
    const { key, recipe, isReferred, recorded } = one;
    if (does.on(recipe).spares || isInside(recipe)) return [];
    if (!keys.has(key)) return [one];
    const isSource = isReferred && !recipe.minted && !left.includes(recorded);
    return isSource ? [{ ...one, isBefore: true }] : [];
  });
  if (used.length === 0) return call.seen;
  return call.seen.length === 0 ? used : [...used, ...call.seen];
}

compileLightly(listNeeded, listEnded, listLeft, listMade, listMoments, isOwnAnswer, tellSurplus);
