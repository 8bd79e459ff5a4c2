/**
 * Tells which calls each call waits for. One that has a thing for itself waits for all that came before it on the thing,
 * one that only uses it waits for the last that had it for itself: calls that share a thing run side by side.
 */
import { compileLightly, lightly } from "../../base/compiling.ts";
import { leaveCalls } from "../../base/garbage.ts";
import type { Touch } from "./touches.ts";

/** What has happened to a thing: the last call that had it for itself, and those since that only used it. */
interface History {
  last: number | undefined;
  users: number[];
}

/** What most calls wait for; all of them share it. */
const NOTHING: readonly number[] = [];

/** A call whose own thing is not known is one with all things of its service: this stands for them. */
export interface Waiting {
  readonly touch: Touch;
  /** The service, account and region that a call is in. */
  readonly scope: string;
}

/** The things a call touches, each once: true for those it has for itself. */
function listHolds({ touch, scope }: Waiting, guarded: ReadonlySet<string>): Map<string, boolean> {
  const holds = new Map<string, boolean>();
  for (const { key, isExclusive } of touch.uses) holds.set(key, isExclusive || holds.get(key) === true);
  if (guarded.has(scope)) holds.set(scope, touch.isBlind);
  return holds;
}

/** The places that each call waits for, in rising order. Takes time and memory that grow with the number of uses. */
export function findWaits(calls: readonly Waiting[]): (readonly number[])[] {
  const guarded = new Set<string>();
  for (const { touch, scope } of calls) if (touch.isBlind) guarded.add(scope);
  const histories = new Map<string, History>();
  const listWaits = lightly((call: Waiting, place: number): readonly number[] => {
    leaveCalls(1);
    const after = new Set<number>();
    for (const [key, isExclusive] of listHolds(call, guarded)) {
      let history = histories.get(key);
      if (!history) {
        history = { last: undefined, users: [] };
        histories.set(key, history);
      }
      if (!isExclusive || history.users.length === 0) {
        if (history.last !== undefined) after.add(history.last);
      } else for (const user of history.users) after.add(user);
      if (isExclusive) {
        history.last = place;
        history.users = [];
      } else history.users.push(place);
    }
    return after.size === 0 ? NOTHING : [...after].sort((a, b) => a - b);
  });
  return calls.map(listWaits);
}

compileLightly(listHolds);
