import { expect, spyOn, test } from "bun:test";
import { realClock } from "../../src/base/clock.ts";

const never = new AbortController().signal;

test("now does not go back", () => {
  const first = realClock.now();
  expect(realClock.now()).toBeGreaterThanOrEqual(first);
});

test("a sleep of nothing, or with an aborted signal, is over at once", async () => {
  const timer = spyOn(globalThis, "setTimeout");
  await realClock.sleep(0, never);
  await realClock.sleep(-5, never);
  await realClock.sleep(1e12, AbortSignal.abort());
  expect(timer).not.toHaveBeenCalled();
  timer.mockRestore();
});

test("an abort ends a sleep of any length", async () => {
  const interrupt = new AbortController();
  const slept = realClock.sleep(Number.POSITIVE_INFINITY, interrupt.signal);
  interrupt.abort();
  await slept;
});

test("a sleep beyond the limit of a timer is cut into several", async () => {
  let now = 0;
  const clock = spyOn(performance, "now").mockImplementation(() => now);
  const waits: number[] = [];
  const timer = spyOn(globalThis, "setTimeout").mockImplementation(((done: () => void, ms: number) => {
    waits.push(ms);
    now += ms;
    queueMicrotask(done);
    return 0;
  }) as unknown as typeof setTimeout);
  await realClock.sleep(5e9, never);
  timer.mockRestore();
  clock.mockRestore();
  expect(waits).toEqual([2 ** 31 - 1, 2 ** 31 - 1, 5e9 - 2 * (2 ** 31 - 1)]);
});

test("a timer that fires early is waited for again", async () => {
  let now = 0;
  const clock = spyOn(performance, "now").mockImplementation(() => now);
  const timer = spyOn(globalThis, "setTimeout").mockImplementation(((done: () => void, ms: number) => {
    now += ms > 1 ? ms - 0.5 : ms;
    queueMicrotask(done);
    return 0;
  }) as unknown as typeof setTimeout);
  await realClock.sleep(10, never);
  expect(timer).toHaveBeenCalledTimes(2);
  expect(now).toBe(10);
  timer.mockRestore();
  clock.mockRestore();
});
