/** Holds the order of the calls of one second, however the file has them. */
import { expect } from "bun:test";
import { orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, makeSteps } from "../../dialect/support.ts";

export type CallOfSecond = Omit<Call, "second">;

/**
 * Expects `calls`, all of one second, to go in their order after the `earlier` ones, each a second before the next, and before
 * the `later` ones. Makes each come first in the file. What is `free` has no order to the others.
 */
export async function expectSecond(
  earlier: readonly CallOfSecond[],
  calls: readonly CallOfSecond[],
  free: readonly CallOfSecond[] = [],
  later: readonly CallOfSecond[] = [],
): Promise<void> {
  const before = earlier.map((call, second) => ({ ...call, second }));
  const after = later.map((call, place) => ({ ...call, second: earlier.length + 1 + place }));
  const all = [...free, ...calls];
  for (const [turn] of all.entries()) {
    const turned = [...all.slice(turn), ...all.slice(0, turn)];
    for (const file of [turned, turned.toReversed()]) {
      const timed = file.map((call) => ({ ...call, second: before.length }));
      const steps = await orderSteps(await makeSteps([...before, ...timed, ...after]));
      const sent = steps.flatMap(({ ordinal }) => file[ordinal - before.length] ?? []);
      expect(sent.filter((call) => !free.includes(call))).toEqual([...calls]);
    }
  }
}
