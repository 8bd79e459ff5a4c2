/**
 * The order of calls. CloudTrail has the second in which a call completed and nothing finer, so that within one second
 * producers go before users and children before their parents' end; and a call waits for the latest earlier one that
 * touches the same thing, which lets all others run at the same time.
 */
import { collect, leaveCalls } from "../../base/garbage.ts";
import type { Step } from "../steps.ts";
import { bareKey } from "./keys.ts";
import { findSequencePlace, findValuePlace, listPredecessors } from "./sequences.ts";
import { CAPTURING, ROLES, type Role, readTouches, type Touch } from "./touches.ts";

/** A step in its place, with the places of the steps it waits for. */
export interface OrderedStep extends Step {
  readonly after: readonly number[];
  readonly touch: Touch;
}

interface Call {
  readonly step: Step;
  readonly touch: Touch;
}

const SECOND = 1000;

/** Where nothing links two calls: makers first, changes in their sequence, removals last, else as in the file. */
function compareLoosely(a: Call, b: Call): number {
  return (
    rankCall(a) - rankCall(b) ||
    (placeInSequence(a) ?? 0) - (placeInSequence(b) ?? 0) ||
    a.step.event.ordinal - b.step.event.ordinal
  );
}

const DEED_RANKS: Readonly<Record<Touch["deed"], number>> = { create: 0, change: 1, detach: 2, delete: 3 };

/** A Put that overwrites goes after the one that makes. */
function rankCall({ step, touch }: Call): number {
  return DEED_RANKS[touch.deed] + (step.input["Overwrite"] === true ? 0.5 : 0);
}

function placeInSequence({ step }: Call): number | undefined {
  const { service } = step.event;
  return (
    findSequencePlace(service, step.operation.name) ??
    findValuePlace(service, step.operation.name, step.input)
  );
}

/** The place of a role in a thing's life; to keep its state is to use it. */
function rankRole(role: Role): number {
  return ROLES.indexOf(role === "captures" ? "uses" : role);
}

/** The role of a call on one thing; what follows a capture in its sequence goes after captures in any case. */
function findRole({ step, touch }: Call, key: string): Role {
  const role = touch.roles.get(key) ?? "uses";
  const before = role === "uses" ? listPredecessors(step.event.service, step.operation.name) : [];
  return before.some((name) => CAPTURING.test(name)) ? "captures" : role;
}

/** The keys of the things that are there, by their noun. */
type Existing = ReadonlyMap<string, ReadonlySet<string>>;

/** Whether a call removes a thing that was there before, and another call of the second makes its successor. */
function removesOld({ touch }: Call, key: string, sharing: readonly Call[], exists: Existing): boolean {
  if (touch.roles.get(key) !== "removes" || !exists.get(touch.noun)?.has(key)) return false;
  return sharing.some((other) => other.touch.roles.get(key) === "makes" && other.touch.noun === touch.noun);
}

/** Stands between the calls of one rank on a thing and those of the next, so that each need not be linked to each. */
class Barrier {
  readonly before: (Call | Barrier)[] = [];
}

type Node = Call | Barrier;

/** Links each group of calls to the one before it, by way of barriers. */
function linkGroups(groups: readonly (readonly Call[])[], before: Map<Call, Node[]>): void {
  let barrier: Barrier | undefined;
  for (const group of groups) {
    const next = new Barrier();
    if (barrier) next.before.push(barrier);
    for (const call of group) {
      if (barrier) before.get(call)?.push(barrier);
      next.before.push(call);
    }
    barrier = next;
  }
}

/** The calls with a place, grouped by it, lowest first. */
function groupBy(calls: readonly Call[], place: (call: Call) => number | undefined): Call[][] {
  const groups = Map.groupBy(calls, place);
  const placed = [...groups].flatMap(([at, group]) => (at === undefined ? [] : [{ at, group }]));
  return placed.sort((a, b) => a.at - b.at).map(({ group }) => group);
}

/** For each call of a second what goes before it: by every thing it touches, the calls of an earlier role in its life. */
function linkCalls(calls: readonly Call[], exists: Existing): Map<Call, Node[]> {
  const byKey = new Map<string, Call[]>();
  for (const call of calls) {
    for (const key of call.touch.roles.keys()) {
      const sharing = byKey.get(key);
      if (sharing) sharing.push(call);
      else byKey.set(key, [call]);
    }
  }
  const before = new Map<Call, Node[]>(calls.map((call) => [call, []]));
  for (const [key, sharing] of byKey) {
    if (sharing.length < 2) continue;
    const rank = (call: Call) =>
      removesOld(call, key, sharing, exists) ? -1 : rankRole(findRole(call, key));
    const groups = groupBy(sharing, rank);
    linkGroups(groups, before);
    for (const group of groups) {
      linkGroups(groupBy(group, placeInSequence), before);
      // What keeps a thing's state goes after its changes; what merely needs the thing as well has no order to it.
      const isCapture = (call: Call) => findRole(call, key) === "captures";
      const changes = group.filter((call) => call.touch.deed === "change" && !isCapture(call));
      linkGroups([changes, group.filter(isCapture)], before);
    }
  }
  return before;
}

/**
 * Sorts the calls of one second: loosely, each right after what goes before it. Where that forms a circle, the link that
 * closes it is dropped.
 */
function sortSecond(calls: readonly Call[], exists: Existing): readonly Call[] {
  if (calls.length < 2) return calls;
  const loosely = calls.toSorted(compareLoosely);
  const before = linkCalls(loosely, exists);
  const sorted = new Set<Call>();
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

function noteExistence(exists: Map<string, Set<string>>, { deed, noun, own }: Touch): void {
  const keys = exists.get(noun) ?? new Set();
  exists.set(noun, keys);
  if (deed === "create") for (const key of own) keys.add(key);
  if (deed === "delete") for (const key of own) keys.delete(key);
}

/** What most calls wait for; all of them share it. */
const NOTHING: readonly number[] = [];

/** The places that each call waits for: of every thing it touches, the latest call before it. */
function findWaits(calls: readonly Call[]): (readonly number[])[] {
  const latest = new Map<string, number>();
  return calls.map(({ touch }, place) => {
    leaveCalls(1);
    // By the bare name: that a thing of another service has it too costs some waiting, a missed wait a failure.
    const keys = new Set([...touch.roles.keys()].map(bareKey));
    for (const word of touch.words) if (latest.has(word)) keys.add(word);
    const after = new Set([...keys].flatMap((key) => latest.get(key) ?? []));
    for (const key of keys) latest.set(key, place);
    return after.size === 0 ? NOTHING : [...after].sort((a, b) => a - b);
  });
}

/** Puts steps (sorted by time) in the order in which they are sent, with what each has to wait for. */
export function orderSteps(steps: readonly Step[]): OrderedStep[] {
  const touches = readTouches(steps);
  collect(steps);
  const calls = steps.flatMap((step, index) => {
    const touch = touches[index];
    return touch ? [{ step, touch }] : [];
  });
  const exists = new Map<string, Set<string>>();
  const sorted: Call[] = [];
  for (const second of Map.groupBy(calls, ({ step }) => Math.floor(step.event.at / SECOND)).values()) {
    leaveCalls(second.length);
    const ordered = sortSecond(second, exists);
    for (const { touch } of ordered) noteExistence(exists, touch);
    sorted.push(...ordered);
  }
  const waits = findWaits(sorted);
  return sorted.map(({ step, touch }, place) => ({ ...step, touch, after: waits[place] ?? NOTHING }));
}
