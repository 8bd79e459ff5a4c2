/**
 * Sorts the calls of one second, of which CloudTrail does not tell the order: producers go before users and children before
 * their parents' end.
 */
import { findMeaning } from "../../aws/resources/table.ts";
import { isHidden } from "../../dialect/hidden.ts";
import type { Step } from "../steps.ts";
import { groupConnected } from "./connected.ts";
import { isRemoval } from "./existence.ts";
import { byMintedId, byName, type ListThings, tellKinds } from "./kinds.ts";
import { type Links, linkGroups, listBefore, type Node, sortByLinks } from "./links.ts";
import { FIRST_LIFE, OLD_LIFE, tellLives } from "./lives.ts";
import { DEED_RANKS, groupBy, rankRole } from "./ranks.ts";
import { findSequencePlace, listPredecessors } from "./sequences.ts";
import { linkShown } from "./shown.ts";
import type { Turn, Turns } from "./standing.ts";
import { nameThing, ROLES, type Role, type Touch, type Use } from "./touches.ts";
import { groupByVersion, hasVersions, tellCounted } from "./versions.ts";

export interface TouchingStep {
  readonly step: Step;
  readonly touch: Touch;
}

/** A call with what places it in its second where nothing links it to others. */
interface Placed extends TouchingStep {
  readonly rank: number;
  readonly sequence: number | undefined;
  /** Where what stood before its second puts it. */
  readonly turn: Turn | undefined;
}

/** Where nothing links two calls: makers first, changes in their sequence, removals last, else as in the file. */
function compareLoosely(a: Placed, b: Placed): number {
  return a.rank - b.rank || (a.sequence ?? 0) - (b.sequence ?? 0) || a.step.ordinal - b.step.ordinal;
}

function placeLoosely({ step, touch }: TouchingStep, turns: Turns): Placed {
  // A Put that overwrites goes after the one that makes.
  const rank = DEED_RANKS[touch.deed] + (step.input["Overwrite"] === true ? 0.5 : 0);
  return { step, touch, rank, sequence: findSequencePlace(step), turn: turns.get(step) };
}

/** Whether a call follows one that captures in the sequence of its service. */
function followsCapture({ step }: TouchingStep): boolean {
  const { service, operation } = step;
  return listPredecessors(service, operation.name).some(
    (name) => findMeaning(service, name).captures === true,
  );
}

/** What is there at the start of a second: keys with their types. */
export type Existing = Pick<ReadonlySet<string>, "has">;

interface Member {
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

/**
 * The role that a call itself says. What it merely lets go of has no order to others that use that, where no turn tells: only
 * what begins and what ends it does.
 */
function chooseSaidRole(uses: readonly Use[]): Role {
  const said = uses.filter(({ isImplied }) => !isImplied);
  return said.length > 0 ? chooseLooseRole(said.map(({ role }) => role)) : "uses";
}

/** Whether a use puts a call before or after others. */
function isPlacing({ isLinked }: Use): boolean {
  // A word that may mean something else closes circles: it makes a call wait, and does not put it anywhere.
  return isLinked !== "perhaps";
}

/** The keys of the things that several calls touch: only these link calls. */
function findShared(calls: readonly Placed[]): Set<string> {
  const first = new Map<string, Placed>();
  const shared = new Set<string>();
  for (const call of calls) {
    for (const use of call.touch.uses)
      if (isPlacing(use) && first.getOrInsert(use.key, call) !== call) shared.add(use.key);
  }
  return shared;
}

/** Who touches what. */
function groupByThing(calls: readonly Placed[], exists: Existing, listThings: ListThings): Member[][] {
  const shared = findShared(calls);
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

function doesRevive({ service, operation }: Step): boolean {
  return findMeaning(service, operation.name).revives === true;
}

function listMembers(group: ReadonlyMap<Placed, readonly Use[]>, exists: Existing): Member[] {
  const lives = findLives(group, exists);
  const own = [...group.values()].flatMap((uses) => uses.filter(({ isOwn }) => isOwn));
  const isThere = own.some((use) => use.role === "makes" || exists.has(nameThing(use)));
  const isRemoved = isThere && own.some(isRemoval);
  return [...group].map(([call, uses]) => ({
    call,
    role: call.turn === undefined ? chooseSaidRole(uses) : chooseLooseRole(uses.map(({ role }) => role)),
    isImplied: call.turn === undefined && uses.every((use) => use.isImplied === true),
    isExclusive: uses.some((use) => use.isExclusive || use.isOwn),
    life: lives?.get(call) ?? FIRST_LIFE,
    revives: isRemoved && doesRevive(call.step),
  }));
}

/** The lives of a thing that calls of the second both make and remove; undefined of others. */
function findLives(
  group: ReadonlyMap<Placed, readonly Use[]>,
  exists: Existing,
): ReadonlyMap<Placed, number> | undefined {
  // What a hidden name stands for is not one thing with several lives, but perhaps several things.
  const isNamed = ({ isOwn, text }: Use) => isOwn && !isHidden(text);
  const owned = [...group.values()].flatMap((uses) => uses.filter(isNamed));
  const made = new Set(owned.filter(({ role }) => role === "makes").map(nameThing));
  const removed = new Set(owned.filter(({ role }) => role === "removes").map(nameThing));
  const renewed = made.intersection(removed);
  if (renewed.size === 0) return undefined;
  const touchers = [...group]
    .map(([call, uses]) => ({
      call,
      uses,
      role: chooseLooseRole(uses.map(({ role }) => role)),
      isEarly: call.turn === "early",
      counted: tellCounted(call.step),
    }))
    .sort((a, b) => a.call.step.ordinal - b.call.step.ordinal);
  const isOld = (thing: string) => renewed.has(thing) && exists.has(thing);
  const isOlder = (thing: string) => exists.has(thing);
  if (made.union(removed).size === 1) return tellLives(touchers, [...renewed].some(isOld), isOlder);
  // Things of several types that have one name have lives of their own, which the groups by type tell.
  return new Map(
    touchers.map(({ call, uses }) => {
      const endsOld = uses.some((use) => use.role === "removes" && isOld(nameThing(use)));
      return [call, endsOld ? OLD_LIFE : FIRST_LIFE] as const;
    }),
  );
}

/** Whether calls of the second begin or end a thing: what stands in one that is there all along has little order to the rest. */
function beginsOrEnds(members: readonly Member[]): boolean {
  return members.some(({ role }) => role === "makes" || role === "removes");
}

function keepsState({ call, role }: Member): boolean {
  return role === "captures" || (role === "uses" && followsCapture(call));
}

/** The calls of a sequence, grouped by their places; those that answers placed have no order to each other by it. */
function groupBySequence(calls: readonly Placed[], shown: ReadonlySet<Placed>): Placed[][] {
  let last = -1;
  for (const call of calls) if (shown.has(call)) last = Math.max(last, call.sequence ?? -1);
  return groupBy(calls, (call) => (shown.has(call) ? last : call.sequence));
}

const NONE: ReadonlySet<Placed> = new Set();

/**
 * Adds for each call of a second what goes before it: by every thing it touches, the calls of an earlier role in its life.
 * What answers show of the states of things says more than what such calls mostly do: `shown` are the calls that they placed.
 */
function linkCalls(
  calls: readonly Placed[],
  exists: Existing,
  listThings: ListThings,
  doesCount: (members: readonly Member[]) => boolean = () => true,
  shown = NONE,
  before: Links<Placed> = new Map(),
): Links<Placed> {
  const callsOf = (members: readonly Member[]) => members.map(({ call }) => call);
  for (const members of groupByThing(calls, exists, listThings).filter(doesCount)) {
    const told = linkVersions(members, before);
    const groups = groupBy(
      members,
      ({ role, life, call, revives }) =>
        life * ROLES.length + (revives ? ROLES.length - 0.5 : rankRole(role, call.turn)),
    );
    linkGroups(groups.map(callsOf), before);
    for (const ranked of groups) {
      const group = ranked.filter(({ isImplied }) => !isImplied);
      linkGroups(groupBySequence(callsOf(group), shown), before);
      // What keeps a thing's state goes after its changes; what merely needs the thing as well has no order to it.
      const follows = (member: Member) => keepsState(member) || told.has(member.call);
      const open = group.filter(({ call }) => !shown.has(call));
      const changes = open.filter((member) => isChange(member) && !follows(member));
      linkGroups([callsOf(changes), callsOf(open.filter(({ role }) => role === "captures"))], before);
      // What is put on a thing is no part of the state that a version keeps, and may be put on by that.
      const ofState = changes.filter(({ call }) => call.touch.deed !== "attach");
      const followers = open.filter((member) => member.role !== "captures" && follows(member));
      linkGroups([callsOf(ofState), callsOf(followers)], before);
    }
  }
  return before;
}

/**
 * Links calls on one thing by its versions: in the order in which answers counted them, and before those that ask for them.
 * Gives the calls that ask for what another one counted.
 */
function linkVersions(members: readonly Member[], before: Links<Placed>): Set<Placed> {
  const told = new Set<Placed>();
  if (!members.some(({ call: { step } }) => hasVersions(step))) return told;
  for (const life of Map.groupBy(members, (member) => member.life).values()) {
    const { counted, asked } = groupByVersion(life);
    for (const groups of counted) linkGroups(groups, before);
    for (const { counters, askers } of asked) {
      linkGroups([counters, askers], before);
      for (const asker of askers) told.add(asker);
    }
  }
  return told;
}

function isChange({ call: { touch }, isExclusive }: Member): boolean {
  return isExclusive && DEED_RANKS[touch.deed] === 1;
}

/**
 * Calls that go round in a circle. First what answers show is left out. Things of one name and different kinds are told apart;
 * then no text links calls, since the end of a path can be the name of anything; then only what begins or ends in this second does; where there still is a circle,
 * the link that closes it is dropped, but for one that an id tells of.
 */
function untangle(calls: readonly Placed[], exists: Existing): readonly Placed[] {
  const plain = sortByLinks(calls, linkCalls(calls, exists, byName));
  if (!plain.isCircular) return plain.sorted;
  const kinds = tellKinds(calls);
  const apart = sortByLinks(calls, linkCalls(calls, exists, kinds));
  if (!apart.isCircular) return apart.sorted;
  const listNamed: ListThings = (step, use) => (use.isLinked ? [] : kinds(step, use));
  const named = sortByLinks(apart.sorted, linkCalls(apart.sorted, exists, listNamed));
  if (!named.isCircular) return named.sorted;
  const firm = sortByLinks(apart.sorted, linkCalls(apart.sorted, exists, kinds, beginsOrEnds));
  if (!firm.isCircular) return firm.sorted;
  return sortByLinks(firm.sorted, linkCalls(firm.sorted, exists, byMintedId(calls))).sorted;
}

/**
 * The calls of one second: loosely sorted, each right after what goes before it. Those that hang together in a circle are
 * untangled; to the others it is nothing.
 */
export function sortSecond(
  calls: readonly TouchingStep[],
  exists: Existing,
  turns: Turns = new Map(),
): readonly TouchingStep[] {
  if (calls.length < 2) return calls;
  const loosely = calls.map((call) => placeLoosely(call, turns)).sort(compareLoosely);
  const before: Links<Placed> = new Map();
  const shown = linkShown(loosely, before);
  linkCalls(loosely, exists, byName, undefined, shown, before);
  if (before.size === 0) return loosely;
  const { sorted, isCircular } = sortByLinks(loosely, before);
  if (!isCircular) return sorted;
  const listLinks = (node: Node<Placed>) => listBefore(node, before);
  const untangled = new Map<Placed, readonly Placed[]>();
  for (const part of groupConnected<Node<Placed>, Placed>(loosely, listLinks)) {
    if (!sortByLinks(part, before).isCircular) continue;
    const [first, ...others] = part;
    for (const other of others) untangled.set(other, []);
    if (first) untangled.set(first, untangle(part, exists));
  }
  return sorted.flatMap((call) => untangled.get(call) ?? [call]);
}
