// When requests go out, and what an interrupt does.
import { describe, expect, test } from "bun:test";
import { runSteps } from "../../src/replay/run.ts";
import { FakeClock } from "./fake-clock.ts";
import { idOf, ids, makeStages, makeSteps, never, OK } from "./run-support.ts";

describe("pace", () => {
  test("without due times nothing is waited for, and the duration is what sending took", async () => {
    const clock = new FakeClock();
    const stages = makeStages({
      send: async () => {
        clock.advance(2.5);
        return OK;
      },
    });
    const run = await runSteps(makeSteps(4), stages, {
      clock,
      dueTimes: undefined,
      concurrency: 1,
      signal: never,
    });
    expect(clock.sleeps).toEqual([]);
    expect(run).toMatchObject({ durationMs: 10, lag: { worstMs: 0, p99Ms: 0 } });
  });

  test("requests go out when due, and a slow answer delays only those due in the meantime", async () => {
    const clock = new FakeClock();
    const start = clock.now();
    const sentAt: number[] = [];
    const stages = makeStages({
      send: async (request) => {
        sentAt.push(clock.now() - start);
        clock.advance(idOf(request) === "e1" ? 2500 : 10);
        return OK;
      },
    });
    const run = await runSteps(makeSteps(5), stages, {
      clock,
      dueTimes: [0, 1000, 2000, 3000, 4000],
      concurrency: 1,
      signal: never,
    });
    expect(sentAt).toEqual([0, 1000, 3500, 3510, 4000]);
    expect(run.lag).toEqual({ worstMs: 1500, p99Ms: 1500 });
    expect(run.durationMs).toBe(4010);
  });

  test("one request at a time, in order", async () => {
    let inFlight = 0;
    const order: string[] = [];
    const stages = makeStages({
      send: async (request) => {
        inFlight += 1;
        expect(inFlight).toBe(1);
        await Promise.resolve();
        inFlight -= 1;
        order.push(idOf(request));
        return OK;
      },
    });
    await runSteps(makeSteps(3), stages, {
      clock: new FakeClock(),
      dueTimes: undefined,
      concurrency: 1,
      signal: never,
    });
    expect(order).toEqual(["e0", "e1", "e2"]);
  });
});

describe("an interrupt", () => {
  test("before the start sends nothing", async () => {
    const sent: string[] = [];
    const stages = makeStages({
      send: async (request) => {
        sent.push(idOf(request));
        return OK;
      },
    });
    const schedule = {
      clock: new FakeClock(),
      dueTimes: undefined,
      concurrency: 1,
      signal: AbortSignal.abort(),
    };
    const run = await runSteps(makeSteps(2), stages, schedule);
    expect(sent).toEqual([]);
    expect(run).toMatchObject({ outcomes: [], interrupted: true });
    expect(ids(run.unreached)).toEqual(["e0", "e1"]);
  });

  test("while waiting ends the wait, and is no lag", async () => {
    const interrupt = new AbortController();
    const clock = new FakeClock();
    clock.sleep = async () => interrupt.abort();
    const run = await runSteps(makeSteps(2), makeStages(), {
      clock,
      dueTimes: [1000, 2000],
      concurrency: 1,
      signal: interrupt.signal,
    });
    expect(ids(run.unreached)).toEqual(["e0", "e1"]);
    expect(run.lag).toEqual({ worstMs: 0, p99Ms: 0 });
  });

  test("in flight gives the request two seconds, then gives it up", async () => {
    const interrupt = new AbortController();
    const clock = new FakeClock();
    const failure = { code: "Interrupted", message: "given up" };
    const stages = makeStages({
      send: (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve({ failure }));
          interrupt.abort();
        }),
    });
    const run = await runSteps(makeSteps(3), stages, {
      clock,
      dueTimes: undefined,
      concurrency: 1,
      signal: interrupt.signal,
    });
    expect(clock.sleeps).toEqual([2000]);
    expect(run.outcomes).toMatchObject([{ ok: false, status: 0, ...failure }]);
    expect(ids(run.unreached)).toEqual(["e1", "e2"]);
    expect(run.interrupted).toBe(true);
  });

  test("in flight, answered within the grace time, keeps the answer and lets go of the timer", async () => {
    const interrupt = new AbortController();
    let grace: AbortSignal | undefined;
    const clock = new FakeClock();
    clock.sleep = (_, signal) => {
      grace = signal;
      return new Promise(() => {});
    };
    const stages = makeStages({
      send: async () => {
        interrupt.abort();
        return OK;
      },
    });
    const run = await runSteps(makeSteps(2), stages, {
      clock,
      dueTimes: undefined,
      concurrency: 1,
      signal: interrupt.signal,
    });
    expect(run.outcomes).toMatchObject([{ ok: true, status: 200 }]);
    expect(ids(run.unreached)).toEqual(["e1"]);
    expect(grace?.aborted).toBe(true);
  });
});
