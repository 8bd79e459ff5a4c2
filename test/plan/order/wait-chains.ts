/** Orders calls and tells who waits for whom. */
import { expect } from "bun:test";
import { type OrderedStep, orderSteps } from "../../../src/plan/order/order.ts";
import { type Call, makeSteps } from "../../dialect/support.ts";

export async function order(calls: readonly Call[]): Promise<OrderedStep[]> {
  return orderSteps(await makeSteps(calls));
}

/** The calls that each call waits for in the end, by their places. */
export function closeWaits(steps: readonly OrderedStep[]): ReadonlySet<number>[] {
  const closed: Set<number>[] = [];
  for (const { after } of steps)
    closed.push(new Set(after.flatMap((place) => [place, ...(closed[place] ?? [])])));
  return closed;
}

export async function expectChain(calls: readonly Call[]): Promise<void> {
  const steps = await order(calls);
  const waits = closeWaits(steps);
  expect(steps.map(({ id }) => id)).toEqual(calls.map(({ name }, place) => `${name}#${place}`));
  for (const place of steps.keys()) expect([...(waits[place] ?? [])].length).toBe(place);
}

/** How long the calls take in units of one, with as many lanes as it takes: the longest chain of waits. */
export function measureDepth(steps: readonly OrderedStep[]): number {
  const depths: number[] = [];
  for (const { after } of steps) depths.push(1 + Math.max(0, ...after.map((place) => depths[place] ?? 0)));
  return Math.max(...depths);
}

export const minutes = (
  source: string,
  calls: readonly (readonly [name: string, request: object, response?: object])[],
) =>
  calls.map(
    ([name, request, response], place): Call => ({ second: 60 * place, source, name, request, response }),
  );
