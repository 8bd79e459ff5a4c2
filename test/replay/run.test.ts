import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { ReadyRequest, Sent } from "../../src/aws/wire.ts";
import type { Call } from "../../src/dialect/call.ts";
import { type Prepared, type Run, runSteps, type Stages } from "../../src/replay/run.ts";
import { expectAlways, makeDraw } from "../support/expect-always.ts";
import { makeCall } from "../support/make-call.ts";
import { FakeClock } from "./fake-clock.ts";

interface TestStep extends Call {
  readonly after?: readonly number[];
  readonly unsendable?: string;
}

const OK: Sent = { response: { status: 200, headers: {}, body: new Uint8Array() } };

function makeSteps(count: number): TestStep[] {
  return Array.from({ length: count }, (_, ordinal) => makeCall({ id: `e${ordinal}`, ordinal }));
}

function prepare(step: TestStep): Prepared {
  if (step.unsendable !== undefined) return { unsendable: step.unsendable };
  return { request: { method: "POST", url: `http://e/${step.id}`, headers: {}, body: undefined } };
}

function idOf(request: ReadyRequest): string {
  return request.url.slice("http://e/".length);
}

function makeStages(changes: Partial<Stages<TestStep>> = {}): Stages<TestStep> {
  return { prepare, send: async () => OK, read: () => ({ ok: true }), ...changes };
}

function ids(calls: readonly Call[]): string[] {
  return calls.map(({ id }) => id);
}

function outcomeIds(run: Run): string[] {
  return ids(run.outcomes.map(({ call }) => call));
}

const never = new AbortController().signal;

describe("outcomes", () => {
  test("are successes, failures with the answer's status, and failures without an answer", async () => {
    const steps = makeSteps(3);
    const failure = { code: "ConnectionReset", message: "closed" };
    const answers: Record<string, Sent> = {
      e1: { response: { status: 400, headers: {}, body: new Uint8Array() } },
      e2: { failure },
    };
    const told: string[] = [];
    const stages = makeStages({
      send: async (request) => answers[idOf(request)] ?? OK,
      read: (_, { status }) =>
        status === 200 ? { ok: true } : { ok: false, code: "QueueAlreadyExists", message: "it is there" },
      onOutcome: ({ call }) => told.push(call.id),
    });
    const run = await runSteps(steps, stages, {
      clock: new FakeClock(),
      dueTimes: undefined,
      concurrency: 1,
      signal: never,
    });
    const [first, second, third] = steps;
    expect(run).toEqual({
      outcomes: [
        { call: first as TestStep, ok: true, status: 200 },
        {
          call: second as TestStep,
          ok: false,
          status: 400,
          code: "QueueAlreadyExists",
          message: "it is there",
        },
        { call: third as TestStep, ok: false, status: 0, ...failure },
      ],
      unsendable: [],
      unreached: [],
      lag: { worstMs: 0, p99Ms: 0 },
      durationMs: 0,
      interrupted: false,
    });
    expect(told).toEqual(["e0", "e1", "e2"]);
  });

  test("join what sending and reading noted", async () => {
    const stages = makeStages({
      send: async () => ({ ...OK, note: "cut off" }),
      read: () => ({ ok: true, note: "not JSON" }),
    });
    const run = await runSteps(makeSteps(1), stages, {
      clock: new FakeClock(),
      dueTimes: undefined,
      concurrency: 1,
      signal: never,
    });
    expect(run.outcomes).toMatchObject([{ ok: true, note: "cut off; not JSON" }]);
  });

  test("leave out what cannot be sent, which waits for nothing", async () => {
    const clock = new FakeClock();
    const [first, second] = makeSteps(2);
    const steps = [
      { ...(first ?? makeCall()), unsendable: "the key has a .. segment" },
      ...(second ? [second] : []),
    ];
    const run = await runSteps(steps, makeStages(), {
      clock,
      dueTimes: [500, 700],
      concurrency: 1,
      signal: never,
    });
    expect(run.unsendable).toEqual([{ call: steps[0] as TestStep, reason: "the key has a .. segment" }]);
    expect(outcomeIds(run)).toEqual(["e1"]);
    expect(clock.sleeps).toEqual([700]);
  });

  test("do not hide a fault of this program", async () => {
    const stages = makeStages({
      read: () => {
        throw new RangeError("no shape X");
      },
    });
    const run = runSteps(makeSteps(1), stages, {
      clock: new FakeClock(),
      dueTimes: undefined,
      concurrency: 1,
      signal: never,
    });
    await expect(run).rejects.toThrow("no shape X");
  });
});

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

test("every step ends in exactly one place, in order, whatever happens", () =>
  expectAlways(
    fc.asyncProperty(fc.gen(), async (gen) => {
      const random = makeDraw(gen);
      const steps: TestStep[] = makeSteps(random(20)).map((step) =>
        random(5) === 0 ? { ...step, unsendable: "no" } : step,
      );
      const interrupt = new AbortController();
      const stages = makeStages({
        send: async () => {
          if (random(15) === 0) interrupt.abort();
          return random(3) === 0 ? { failure: { code: "Timeout", message: "" } } : OK;
        },
        read: () => (random(2) === 0 ? { ok: true } : { ok: false, code: "X", message: "" }),
      });
      const dueTimes = random(2) === 0 ? undefined : steps.map((_, index) => index * 10);
      const run = await runSteps(steps, stages, {
        clock: new FakeClock(),
        dueTimes,
        concurrency: 1,
        signal: interrupt.signal,
      });
      const places = [outcomeIds(run), ids(run.unsendable.map(({ call }) => call)), ids(run.unreached)];
      const byOrdinal = (a: string, b: string) => Number(a.slice(1)) - Number(b.slice(1));
      for (const place of places) expect(place).toEqual(place.toSorted(byOrdinal));
      expect(places.flat().sort(byOrdinal)).toEqual(ids(steps));
    }),
  ));

test("a step waits for those it comes after, at any speed, and others do not wait for it", async () => {
  const clock = new FakeClock();
  const [first, second, third] = makeSteps(3);
  if (!first || !second || !third) throw new RangeError();
  const slow = Promise.withResolvers<Sent>();
  const started: string[] = [];
  const stages = makeStages({
    send: (request) => {
      started.push(idOf(request));
      if (idOf(request) === "e2") slow.resolve(OK);
      return idOf(request) === "e0" ? slow.promise : Promise.resolve(OK);
    },
  });
  const run = await runSteps([first, { ...second, after: [0] }, third], stages, {
    clock,
    dueTimes: [0, 10, 20],
    concurrency: 2,
    signal: never,
  });
  // The third is free to go while the first has no answer; the second is not.
  expect(started).toEqual(["e0", "e2", "e1"]);
  expect(outcomeIds(run)).toEqual(["e0", "e1", "e2"]);
});
