/**
 * Sorts the calls of one second, of which CloudTrail does not tell the order: producers go before users and children before
 * their parents' end.
 */
import { findMeaning } from "../../aws/resources/table.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { Step } from "../steps.ts";
import { findAlternating, linkAlternating, linkRounds } from "./alternating.ts";
import { groupCircles } from "./circles.ts";
import { groupConnected } from "./connected.ts";
import { byMintedId, byName, type ListThings, tellKinds } from "./kinds.ts";
import { type Links, linkGroups, listBefore, type Node, sortByLinks } from "./links.ts";
import { DEED_RANKS, groupBy, rankRole } from "./ranks.ts";
import type { Full, Rooms } from "./rooms.ts";
import { findSequencePlace, listPredecessors } from "./sequences.ts";
import { linkShown } from "./shown.ts";
import { type Existing, findShared, groupByThing, type Member, type Placed } from "./things-of-second.ts";
import { ROLES, type Role, type TouchingStep } from "./touches.ts";
import type { Turns } from "./turns.ts";
import { groupByVersion, hasVersions } from "./versions.ts";

/** Where nothing links two calls: makers first, changes in their sequence, removals last, else as in the file. */
function compareLoosely(a: Placed, b: Placed): number {
  return a.rank - b.rank || (a.sequence ?? 0) - (b.sequence ?? 0) || a.step.ordinal - b.step.ordinal;
}

function placeLoosely({ step, touch }: TouchingStep, turns: Turns, leaving: ReadonlySet<Step>): Placed {
  const rank = DEED_RANKS[touch.deed];
  const turn = turns.get(step);
  return { step, touch, rank, sequence: findSequencePlace(step), turn, leaves: leaving.has(step) };
}

/** Whether a call follows one that captures in the sequence of its service. */
function followsCapture({ step }: TouchingStep): boolean {
  const { service, operation } = step;
  return listPredecessors(service, operation.name).some(
    (name) => findMeaning(service, name).captures === true,
  );
}

/** Whether calls of the second begin or end a thing: what stands in one that is there all along has little order to the rest. */
function beginsOrEnds(members: readonly Member[]): boolean {
  return members.some(({ role }) => role === "makes" || role === "removes");
}

function keepsState({ call, role }: Member): boolean {
  return role === "captures" || (role === "uses" && followsCapture(call));
}

/** Links calls by their places in a sequence; those that answers placed have no order to each other by it. */
function linkSequence(calls: readonly Placed[], shown: ReadonlySet<Placed>, before: Links<Placed>): void {
  const open = calls.filter((call) => !shown.has(call));
  linkGroups(
    groupBy(open, ({ sequence }) => sequence),
    before,
  );
  if (open.length === calls.length || open.length === 0) return;
  const told = calls.filter((call) => shown.has(call));
  for (const group of groupBy(told, ({ sequence }) => sequence)) {
    const at = group[0]?.sequence ?? 0;
    linkGroups([open.filter(({ sequence = at }) => sequence < at), group], before);
    linkGroups([group, open.filter(({ sequence = at }) => sequence > at)], before);
  }
}

/** What takes a thing out of use has its place by its sequence, where it has one: it may be put in use again. */
function inSequence({ sequence }: Placed, role: Role): Role {
  return role === "detaches" && sequence !== undefined ? "uses" : role;
}

/** How the calls of a second are linked. */
interface Linking {
  readonly exists: Existing;
  /** The keys that several of the calls touch. */
  readonly shared: ReadonlySet<string>;
  readonly listThings: ListThings;
  /** Which things link calls; all where it is not given. */
  readonly doesCount?: ((members: readonly Member[]) => boolean) | undefined;
  /** The calls that answers placed. */
  readonly shown: ReadonlySet<Placed>;
}

const NONE: ReadonlySet<Placed> = new Set();

/**
 * Adds for each call of a second what goes before it: by every thing it touches, the calls of an earlier role in its life.
 * What answers show of the states of things says more than what such calls mostly do: so that these have no place by that.
 */
function linkCalls(
  calls: readonly Placed[],
  { exists, shared, listThings, doesCount = () => true, shown }: Linking,
  before: Links<Placed>,
): Links<Placed> {
  const callsOf = (members: readonly Member[]) => members.map(({ call }) => call);
  linkRounds(calls, before);
  const things = groupByThing(calls, shared, exists, listThings);
  const alternating = findAlternating(things);
  for (const all of things.filter(doesCount)) {
    const members = alternating.size === 0 ? all : linkAlternating(all, alternating, before);
    const told = linkVersions(members, before);
    const groups = groupBy(
      members,
      ({ role, life, call, revives }) =>
        life * ROLES.length + (revives ? ROLES.length - 0.5 : rankRole(inSequence(call, role), call.turn)),
    );
    linkGroups(groups.map(callsOf), before);
    for (const ranked of groups) {
      const group = ranked.filter(({ isImplied }) => !isImplied);
      // Of one call there is no order.
      if (group.length < 2) continue;
      linkSequence(callsOf(group), shown, before);
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

/** Links what leaves full rooms before what takes the places. */
function linkFull(full: readonly Full[], calls: readonly Placed[], before: Links<Placed>): void {
  if (full.length === 0) return;
  const placed = new Map(calls.map((call) => [call.step, call]));
  const find = (steps: readonly Step[]) => steps.flatMap((step) => placed.get(step) ?? []);
  for (const { leaving, late } of full) linkGroups([find(leaving), find(late)], before);
}

/**
 * Puts calls in order that go round in a circle, of a part of a second that hangs together. First what answers show is left out.
 * Things of one name and different kinds are told apart; then no text links calls, since the end of a path can be the name of
 * anything; then only what begins or ends in this second does, and no room; where there still is a circle, the link that closes it
 * is dropped, but for one that an id tells of. Calls in no circle keep their links to each other at each step.
 */
function untangle(
  part: readonly Placed[],
  before: Links<Placed>,
  exists: Existing,
  full: readonly Full[],
): readonly Placed[] {
  const shared = findShared(part);
  const minted = byMintedId(part);
  // Who has an id that an answer gave out comes after that, at every step.
  const withIds =
    (listThings: ListThings): ListThings =>
    (step, use) => [...new Set([...listThings(step, use), ...minted(step, use)])];
  const kinds = withIds(tellKinds(part));
  const link = (listThings: ListThings, rooms = full, doesCount?: Linking["doesCount"]) => {
    const links: Links<Placed> = new Map();
    linkFull(rooms, part, links);
    return linkCalls(part, { exists, shared, listThings, doesCount, shown: NONE }, links);
  };
  const steps: readonly (() => Links<Placed>)[] = [
    () => before,
    () => link(byName(part, shared)),
    () => link(kinds),
    () => link((step, use) => (use.isLinked ? minted(step, use) : kinds(step, use))),
    () => link(kinds, [], beginsOrEnds),
    () => link(minted, []),
  ];
  const known = new Map<number, Links<Placed>>();
  const sort = (calls: readonly Placed[], at: number): readonly Placed[] => {
    const links = known.getOrInsertComputed(at, () => steps[at]?.() ?? new Map());
    const { sorted, isCircular } = sortByLinks(calls, links, new Set(calls));
    if (!isCircular || at === steps.length - 1) return sorted;
    return groupCircles(sorted, links).flatMap((group) => (group.length < 2 ? group : sort(group, at + 1)));
  };
  return sort(part, 0);
}

/**
 * The calls of one second: loosely sorted, each right after what goes before it. Those that hang together in a circle are
 * untangled; to the others it is nothing.
 */
export function sortSecond(
  calls: readonly TouchingStep[],
  exists: Existing,
  turns: Turns = new Map(),
  rooms?: Rooms,
): readonly TouchingStep[] {
  if (calls.length < 2) return calls;
  const full = rooms?.listFull(calls) ?? [];
  const leavers = new Set(full.flatMap(({ leaving }) => leaving));
  const loosely = calls.map((call) => placeLoosely(call, turns, leavers)).sort(compareLoosely);
  const before: Links<Placed> = new Map();
  const shared = findShared(loosely);
  const shown = linkShown(loosely, shared, before);
  linkFull(full, loosely, before);
  const listThings = byName(loosely, shared);
  linkCalls(loosely, { exists, shared, listThings, shown }, before);
  if (before.size === 0) return loosely;
  const { sorted, isCircular } = sortByLinks(loosely, before);
  if (!isCircular) return sorted;
  const listLinks = (node: Node<Placed>) => listBefore(node, before);
  const untangled = new Map<Placed, readonly Placed[]>();
  for (const part of groupConnected<Node<Placed>, Placed>(loosely, listLinks)) {
    if (!sortByLinks(part, before).isCircular) continue;
    const [first, ...others] = part;
    for (const other of others) untangled.set(other, []);
    if (first) untangled.set(first, untangle(part, before, exists, full));
  }
  return sorted.flatMap((call) => untangled.get(call) ?? [call]);
}

compileLightly(linkCalls, linkSequence, placeLoosely, linkVersions, sortSecond, untangle);
