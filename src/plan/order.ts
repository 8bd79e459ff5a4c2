/**
 * The order of calls. CloudTrail has the second in which a call completed and nothing finer, so that within one second
 * producers go before users and children before their parents' end; and a call waits for the latest earlier one that
 * touches the same thing, which lets all others run at the same time.
 */
import type { Step } from "./steps.ts";
import { addOrigins, ROLES, readTouch, type Touch } from "./touches.ts";

/** A step in its place, with the places of the steps it waits for. */
export interface OrderedStep extends Step {
  readonly after: readonly number[];
}

interface Call {
  readonly step: Step;
  readonly touch: Touch;
}

const SECOND = 1000;

function rankRole(touch: Touch, key: string): number {
  return ROLES.indexOf(touch.roles.get(key) ?? "uses");
}

/** Whether the one call makes and the other removes things of one kind under one name. */
function replacesName(a: Touch, b: Touch, key: string): boolean {
  const isPair = a.noun === b.noun && a.own.has(key) && b.own.has(key);
  return isPair && [a.deed, b.deed].sort().join() === "create,delete";
}

/** Compares two calls of one second on one thing; `exists` says which things were there before. */
function compareOnKey(key: string, exists: ReadonlySet<string>, a: Call, b: Call): number {
  const ranks = rankRole(a.touch, key) - rankRole(b.touch, key);
  // Something of that name was there: it went before its successor came.
  if (replacesName(a.touch, b.touch, key) && exists.has(`${a.touch.noun} ${key}`)) return -ranks;
  return ranks !== 0 ? ranks : a.step.event.ordinal - b.step.event.ordinal;
}

/** For each call the calls of the same second that go right before it on some thing. */
function linkCalls(calls: readonly Call[], exists: ReadonlySet<string>): Map<Call, Set<Call>> {
  const byKey = new Map<string, Call[]>();
  for (const call of calls) {
    for (const key of call.touch.roles.keys()) {
      const sharing = byKey.get(key);
      if (sharing) sharing.push(call);
      else byKey.set(key, [call]);
    }
  }
  const before = new Map<Call, Set<Call>>(calls.map((call) => [call, new Set<Call>()]));
  for (const [key, sharing] of byKey) {
    const sorted = sharing.sort((a, b) => compareOnKey(key, exists, a, b));
    for (const [index, call] of sorted.entries()) {
      const previous = sorted[index - 1];
      if (previous) before.get(call)?.add(previous);
    }
  }
  return before;
}

/**
 * Sorts the calls of one second: in the order of the file, each right after the calls that go before it. Where these
 * form a circle, the link that closes it is dropped.
 */
function sortSecond(calls: readonly Call[], exists: ReadonlySet<string>): readonly Call[] {
  if (calls.length < 2) return calls;
  const before = linkCalls(calls, exists);
  const sorted = new Set<Call>();
  const opened = new Set<Call>();
  for (const first of calls.toSorted((a, b) => a.step.event.ordinal - b.step.event.ordinal)) {
    // A stack of our own: a chain of calls can be longer than the engine's stack is deep.
    const stack = [first];
    for (let call = stack.at(-1); call; call = stack.at(-1)) {
      opened.add(call);
      const next = [...(before.get(call) ?? [])].find((other) => !opened.has(other));
      if (next) stack.push(next);
      else sorted.add(stack.pop() ?? call);
    }
  }
  return [...sorted];
}

function noteExistence(exists: Set<string>, { deed, noun, own }: Touch): void {
  if (deed === "create") for (const key of own) exists.add(`${noun} ${key}`);
  if (deed === "delete") for (const key of own) exists.delete(`${noun} ${key}`);
}

/** The places that each call waits for: of every thing it touches, the latest call before it. */
function findWaits(calls: readonly Call[]): number[][] {
  const latest = new Map<string, number>();
  return calls.map(({ touch }, place) => {
    const keys = [...touch.roles.keys()];
    const after = new Set(keys.flatMap((key) => latest.get(key) ?? []));
    for (const key of keys) latest.set(key, place);
    return [...after].sort((a, b) => a - b);
  });
}

/** Puts steps (sorted by time) in the order in which they are sent, with what each has to wait for. */
export function orderSteps(steps: readonly Step[]): OrderedStep[] {
  const touches = addOrigins(steps.map(readTouch));
  const calls = steps.flatMap((step, index) => {
    const touch = touches[index];
    return touch ? [{ step, touch }] : [];
  });
  const exists = new Set<string>();
  const sorted: Call[] = [];
  for (const second of Map.groupBy(calls, ({ step }) => Math.floor(step.event.at / SECOND)).values()) {
    const ordered = sortSecond(second, exists);
    for (const { touch } of ordered) noteExistence(exists, touch);
    sorted.push(...ordered);
  }
  const waits = findWaits(sorted);
  return sorted.map(({ step }, place) => ({ ...step, after: waits[place] ?? [] }));
}
