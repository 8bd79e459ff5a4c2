/**
 * Sorts the calls of one second, of which CloudTrail does not tell the order: producers go before users and children before
 * their parents' end.
 */
import { findMeaning } from "../../aws/resources/table.ts";
import type { Deed } from "../../aws/resources/types.ts";
import type { Step } from "../steps.ts";
import { findSequencePlace, listPredecessors } from "./sequences.ts";
import { ROLES, type Role, type Touch, type Use } from "./touches.ts";

export interface TouchingStep {
  readonly step: Step;
  readonly touch: Touch;
}

/** A call with what places it in its second where nothing links it to others. */
interface Placed extends TouchingStep {
  readonly rank: number;
  readonly sequence: number | undefined;
}

/** Where nothing links two calls: makers first, changes in their sequence, removals last, else as in the file. */
function compareLoosely(a: Placed, b: Placed): number {
  return a.rank - b.rank || (a.sequence ?? 0) - (b.sequence ?? 0) || a.step.ordinal - b.step.ordinal;
}

const DEED_RANKS: Readonly<Record<Deed, number>> = {
  create: 0,
  put: 1,
  read: 1,
  list: 1,
  update: 1,
  tag: 1,
  attach: 1,
  act: 1,
  detach: 2,
  untag: 2,
  delete: 3,
};

function placeLoosely({ step, touch }: TouchingStep): Placed {
  // A Put that overwrites goes after the one that makes.
  const rank = DEED_RANKS[touch.deed] + (step.input["Overwrite"] === true ? 0.5 : 0);
  return { step, touch, rank, sequence: findSequencePlace(step) };
}

/** The place of a role in a thing's life; to keep its state is to use it. */
function rankRole(role: Role): number {
  return ROLES.indexOf(role === "captures" ? "uses" : role);
}

/** Whether a call follows one that captures in the sequence of its service. */
function followsCapture({ step }: TouchingStep): boolean {
  const { service, operation } = step;
  return listPredecessors(service, operation.name).some(
    (name) => findMeaning(service, name).captures === true,
  );
}

/** What is there at the start of a second: keys with their types. */
export type Existing = ReadonlySet<string>;

export function nameThing({ key, type }: Pick<Use, "key" | "type">): string {
  return `${key} ${type ?? ""}`;
}

interface Member {
  readonly call: Placed;
  readonly role: Role;
  /** The call removes what was there before, and another one of the second makes its successor. */
  readonly removesOld: boolean;
}

/** Stands between the calls of one rank on a thing and those of the next, so that each need not be linked to each. */
class Barrier {
  readonly before: Node[] = [];
}

type Node = Placed | Barrier;

/** What goes before each call; of most calls nothing does. */
type Links = Map<Placed, Node[]>;

/** Links each group of calls to the one before it, by way of barriers. */
function linkGroups(groups: readonly (readonly Placed[])[], before: Links): void {
  let barrier: Barrier | undefined;
  for (const group of groups) {
    const next = new Barrier();
    if (barrier) next.before.push(barrier);
    for (const call of group) {
      if (barrier) before.getOrInsertComputed(call, () => []).push(barrier);
      next.before.push(call);
    }
    barrier = next;
  }
}

/** The items with a place, grouped by it, lowest first. */
function groupBy<T>(items: readonly T[], place: (item: T) => number | undefined): T[][] {
  const placed = [...Map.groupBy(items, place)].flatMap(([at, group]) =>
    at === undefined ? [] : [{ at, group }],
  );
  return placed.sort((a, b) => a.at - b.at).map(({ group }) => group);
}

/** Of a call that makes a thing and uses another by the same name, the use decides where its type is not asked for. */
function chooseLooseRole(roles: readonly Role[]): Role {
  return roles.reduce((one, other) => (ROLES.indexOf(other) > ROLES.indexOf(one) ? other : one));
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

/** Who touches what: things by key and type, and by key alone, since the types of two members may differ in name only. */
function groupByThing(calls: readonly Placed[], exists: Existing): Member[][] {
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
      add(nameThing(use), call, use);
      add(use.key, call, use);
    }
  }
  const groups = [...byThing.values()].filter((group) => group.size > 1);
  return groups.map((group) => {
    const made = new Set(
      [...group.values()]
        .flat()
        .filter(({ role }) => role === "makes")
        .map(nameThing),
    );
    return [...group].map(([call, uses]) => ({
      call,
      role: chooseLooseRole(uses.map(({ role }) => role)),
      removesOld: uses.some(
        (use) => use.role === "removes" && exists.has(nameThing(use)) && made.has(nameThing(use)),
      ),
    }));
  });
}

function keepsState({ call, role }: Member): boolean {
  return role === "captures" || (role === "uses" && followsCapture(call));
}

/** For each call of a second what goes before it: by every thing it touches, the calls of an earlier role in its life. */
function linkCalls(calls: readonly Placed[], exists: Existing): Links {
  const before: Links = new Map();
  const callsOf = (members: readonly Member[]) => members.map(({ call }) => call);
  for (const members of groupByThing(calls, exists)) {
    const groups = groupBy(members, ({ role, removesOld }) => (removesOld ? -1 : rankRole(role)));
    linkGroups(groups.map(callsOf), before);
    for (const group of groups) {
      linkGroups(
        groupBy(callsOf(group), ({ sequence }) => sequence),
        before,
      );
      // What keeps a thing's state goes after its changes; what merely needs the thing as well has no order to it.
      const captures = group.filter(keepsState);
      const changes = group.filter((member) => isChange(member.call) && !keepsState(member));
      linkGroups([callsOf(changes), callsOf(captures)], before);
    }
  }
  return before;
}

function isChange({ touch }: TouchingStep): boolean {
  return DEED_RANKS[touch.deed] === 1;
}

/**
 * The calls of one second: loosely sorted, each right after what goes before it. Where that forms a circle, the link that
 * closes it is dropped.
 */
export function sortSecond(calls: readonly TouchingStep[], exists: Existing): readonly TouchingStep[] {
  if (calls.length < 2) return calls;
  const loosely = calls.map(placeLoosely).sort(compareLoosely);
  const before = linkCalls(loosely, exists);
  if (before.size === 0) return loosely;
  const sorted = new Set<Placed>();
  const opened = new Set<Node>();
  const next = new Map<Node, number>();
  for (const first of loosely) {
    if (opened.has(first)) continue;
    opened.add(first);
    // A stack of our own: a chain of calls can be longer than the engine's stack is deep.
    const stack: Node[] = [first];
    for (let node = stack.at(-1); node; node = stack.at(-1)) {
      const links = node instanceof Barrier ? node.before : (before.get(node) ?? []);
      const at = next.get(node) ?? 0;
      next.set(node, at + 1);
      const link = links[at];
      if (link === undefined) {
        stack.pop();
        if (!(node instanceof Barrier)) sorted.add(node);
      } else if (!opened.has(link)) {
        opened.add(link);
        stack.push(link);
      }
    }
  }
  return [...sorted];
}
