/** The calls of one second by the things that they touch, each with its part in the life of the thing. */

import { findMeaning } from "../../aws/resources/table.ts";
import { compileLightly } from "../../base/compiling.ts";
import { isHidden } from "../../dialect/hidden.ts";
import type { Step } from "../steps.ts";
import { isRemoval } from "./existence.ts";
import type { ListThings } from "./kinds.ts";
import { FIRST_LIFE, OLD_LIFE, tellLives } from "./lives.ts";
import { ROLES, type Role, type TouchingStep, type Use } from "./touches.ts";
import type { Turn } from "./turns.ts";
import { tellCounted } from "./versions.ts";

/** A call with what places it in its second where nothing links it to others. */
export interface Placed extends TouchingStep {
  readonly rank: number;
  readonly sequence: number | undefined;
  /** Where what stood before its second puts it. */
  readonly turn: Turn | undefined;
  /** Whether it leaves its place to another: then what it merely takes a part from has no order to it. */
  readonly leaves: boolean;
}

/** What is there at the start of a second: keys with their types. */
export interface Existing {
  has(thing: string): boolean;
  /** Whether it is not there because a call removed it. */
  hasEnded?(thing: string): boolean;
}

export interface Member {
  readonly call: Placed;
  readonly role: Role;
  /** Whether the call has the thing for itself, so that it is the thing's versions that its answer counts. */
  readonly isExclusive: boolean;
  /** Whether the call lets go of the thing without naming it. */
  readonly isImplied: boolean;
  /** In which of the thing's lives in this second the call is. */
  readonly life: number;
  /** Whether it calls back what another call of the second removes. */
  readonly revives: boolean;
}

/** Of a call that makes a thing and uses another by the same name, the use decides where its type is not asked for. */
function chooseLooseRole(roles: readonly Role[]): Role {
  return roles.reduce((one, other) => (ROLES.indexOf(other) > ROLES.indexOf(one) ? other : one));
}

/** The uses that place a call: not what it lets go of without naming it, where no turn tells. */
function listSaid({ turn, leaves }: Placed, uses: readonly Use[]): readonly Use[] {
  if (typeof turn === "string") return uses;
  return uses.filter(({ isImplied, isOwn }) => !isImplied && (isOwn || !leaves));
}

/** Whether a call only lets go of a thing: then it has no order to others that use that, but to what begins and ends it. */
function isPassedOver(call: Placed, uses: readonly Use[]): boolean {
  return listSaid(call, uses).length === 0;
}

/** Whether a use puts a call before or after others. */
function isPlacing({ isGuessed }: Use): boolean {
  // A word that may mean something else closes circles: it makes a call wait, and does not put it anywhere.
  return !isGuessed;
}

/** The keys of the things that several calls touch: only these link calls. */
export function findShared(calls: readonly TouchingStep[]): ReadonlySet<string> {
  const first = new Map<string, TouchingStep>();
  const shared = new Set<string>();
  for (const call of calls) {
    for (const use of call.touch.uses)
      if (isPlacing(use) && first.getOrInsert(use.key, call) !== call) shared.add(use.key);
  }
  return shared;
}

/** Who touches what of the things by the keys that several of the calls touch. */
export function groupByThing(
  calls: readonly Placed[],
  shared: ReadonlySet<string>,
  exists: Existing,
  listThings: ListThings,
): Member[][] {
  if (shared.size === 0) return [];
  const byThing = new Map<string, Map<Placed, Use[]>>();
  const add = (thing: string, call: Placed, use: Use) => {
    const group = byThing.getOrInsertComputed(thing, () => new Map());
    group.getOrInsertComputed(call, () => []).push(use);
  };
  for (const call of calls) {
    for (const use of call.touch.uses) {
      if (!isPlacing(use) || !shared.has(use.key)) continue;
      for (const thing of listThings(call.step, use)) add(thing, call, use);
    }
  }
  const groups = [...byThing.values()].filter((group) => group.size > 1);
  return groups.map((group) => listMembers(group, exists));
}

/** Whether a call brings back what was removed. */
export function doesRevive({ service, operation }: Step): boolean {
  return findMeaning(service, operation.name).revives === true;
}

/** Who gives a name up removes what is called so: it goes after who still calls it so, and before who gives the name to a new thing. */
function endLeft(group: ReadonlyMap<Placed, readonly Use[]>): ReadonlyMap<Placed, readonly Use[]> {
  let isAnyLeft = false;
  for (const uses of group.values()) for (const { isLeft } of uses) isAnyLeft ||= isLeft;
  if (!isAnyLeft) return group;
  const end = (use: Use): Use => (use.isLeft && use.role === "uses" ? use.as("removes") : use);
  return new Map([...group].map(([call, uses]) => [call, uses.map(end)]));
}

function listMembers(given: ReadonlyMap<Placed, readonly Use[]>, exists: Existing): Member[] {
  const group = endLeft(given);
  const lives = findLives(group, exists);
  const own = [...group.values()].flatMap((uses) => uses.filter(({ isOwn }) => isOwn));
  const isThere = own.some((use) => use.role === "makes" || exists.has(use.thing));
  const isRemoved = isThere && own.some(isRemoval);
  // What calls a thing back begins a life of it, where there are several.
  const begins = (call: Placed) => lives !== undefined && isRemoved && doesRevive(call.step);
  return [...group].map(([call, uses]) => ({
    call,
    role: begins(call)
      ? "makes"
      : isPassedOver(call, uses)
        ? "uses"
        : chooseLooseRole(listSaid(call, uses).map(({ role }) => role)),
    isImplied: isPassedOver(call, uses),
    isExclusive: uses.some((use) => use.isExclusive || use.isOwn),
    life: lives?.get(call) ?? FIRST_LIFE,
    revives: isRemoved && lives === undefined && doesRevive(call.step),
  }));
}

/** The lives of a thing that calls of the second both make and remove; undefined of others. */
function findLives(
  group: ReadonlyMap<Placed, readonly Use[]>,
  exists: Existing,
): ReadonlyMap<Placed, number> | undefined {
  const made = new Set<string>();
  const removed = new Set<string>();
  for (const uses of group.values()) {
    for (const { isOwn, role, text, thing } of uses) {
      if (!isOwn || (role !== "makes" && role !== "removes")) continue;
      // What a hidden name stands for is not one thing with several lives, but perhaps several things.
      if (!isHidden(text)) (role === "makes" ? made : removed).add(thing);
    }
  }
  const renewed = made.intersection(removed);
  if (renewed.size === 0) return undefined;
  const touchers = [...group]
    .map(([call, uses]) => ({
      call,
      uses,
      role: chooseLooseRole(uses.map(({ role }) => role)),
      isEarly: call.turn === "early",
      counted: tellCounted(call.step),
      operation: call.step.operation.name,
      isReviving: doesRevive(call.step),
    }))
    .sort((a, b) => a.call.step.ordinal - b.call.step.ordinal);
  const isOld = (thing: string) => renewed.has(thing) && exists.has(thing);
  const isOlder = (thing: string) => exists.has(thing);
  const wasEnded = (thing: string) => exists.hasEnded?.(thing) === true;
  if (made.union(removed).size === 1)
    return tellLives(touchers, [...renewed].some(isOld), isOlder, [...renewed].some(wasEnded));
  // Things of several types that have one name have lives of their own.
  const told = new Map<Placed, number>();
  for (const thing of renewed) {
    const about = touchers.flatMap((one) => {
      const uses = one.uses.filter((use) => use.thing === thing);
      return uses.length === 0 ? [] : [{ ...one, uses, role: chooseLooseRole(uses.map(({ role }) => role)) }];
    });
    for (const [call, life] of tellLives(about, isOld(thing), isOlder, wasEnded(thing)))
      told.getOrInsert(call, life);
  }
  return new Map(
    touchers.map(({ call, uses }) => {
      const endsOld = uses.some((use) => use.role === "removes" && isOld(use.thing));
      return [call, told.get(call) ?? (endsOld ? OLD_LIFE : FIRST_LIFE)] as const;
    }),
  );
}

compileLightly(endLeft, listMembers, findLives, groupByThing);
