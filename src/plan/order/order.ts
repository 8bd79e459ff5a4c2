/**
 * The order of calls. CloudTrail has the second in which a call completed and nothing finer, so that within one second
 * producers go before users and children before their parents' end; and a call waits for those before it that it must not
 * run beside, which lets all others run at the same time.
 */
import { collect, leaveCalls } from "../../base/garbage.ts";
import { type Step, tellSecond } from "../steps.ts";
import { Afterwards } from "./afterwards.ts";
import { Existence, findEnds } from "./existence.ts";
import { findWaits } from "./find-waits.ts";
import { linkTexts } from "./link-texts.ts";
import { loadMeanings, readTouches } from "./read-touches.ts";
import { Rooms } from "./rooms.ts";
import { sortSecond } from "./sort-second.ts";
import { Standing } from "./standing.ts";
import { Switches } from "./switches.ts";
import type { Touch, TouchingStep } from "./touches.ts";
import { joinTurns } from "./turns.ts";

/** A step in its place, with the places of the steps it waits for. */
export interface OrderedStep extends Step {
  readonly after: readonly number[];
  readonly touch: Touch;
}

/** Puts steps (sorted by time) in the order in which they are sent, with what each has to wait for. */
export async function orderSteps(steps: readonly Step[]): Promise<OrderedStep[]> {
  await loadMeanings(steps);
  const touches = linkTexts(steps, readTouches(steps));
  collect(steps);
  const calls: TouchingStep[] = [];
  for (const [index, step] of steps.entries()) {
    const touch = touches[index];
    if (touch) calls.push({ step, touch });
  }
  const standing = await Standing.load(steps);
  const rooms = new Rooms(calls);
  const switches = new Switches();
  const sorted: TouchingStep[] = [];
  const seconds = Map.groupBy(calls, ({ step }) => tellSecond(step));
  const groups = [...seconds.values()].map((second) => second.map(({ touch }) => touch));
  const exists = new Existence(findEnds(groups));
  const afterwards = new Afterwards(seconds, exists.ends.renewed);
  for (const [at, second] of seconds) {
    leaveCalls(second.length);
    afterwards.settle(at, exists);
    const turns = joinTurns(standing.place(second.map(({ step }) => step)), switches.place(second));
    const ordered = sortSecond(second, exists, turns, rooms);
    standing.note(ordered.map(({ step }) => step));
    rooms.note(ordered);
    switches.note(ordered);
    for (const { touch } of ordered) exists.note(touch);
    sorted.push(...ordered);
  }
  const waits = findWaits(
    sorted.map((call) => {
      const { service, account, region } = call.step;
      return { touch: rooms.addRoom(call), scope: `${service} ${account}/${region}` };
    }),
  );
  return sorted.map(({ step, touch }, place) => ({ ...step, touch, after: waits[place] ?? [] }));
}
