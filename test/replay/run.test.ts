import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Sent } from "../../src/aws/wire.ts";
import { runSteps } from "../../src/replay/run.ts";
import { expectAlways, makeDraw } from "../support/expect-always.ts";
import { makeCall } from "../support/make-call.ts";
import { FakeClock } from "./fake-clock.ts";
import { idOf, ids, makeStages, makeSteps, never, OK, outcomeIds, type TestStep } from "./run-support.ts";

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

describe("an earlier run of the same steps", () => {
  test("is not repeated, and what waits for its steps goes on", async () => {
    const steps = makeSteps(4).map((step, place) => ({ ...step, after: place === 0 ? [] : [place - 1] }));
    const sent: string[] = [];
    const known = (place: number) => {
      const call = steps[place];
      return place < 2 && call ? ({ call, ok: true, status: 201 } as const) : undefined;
    };
    const told: number[] = [];
    const run = await runSteps(
      steps,
      makeStages({
        recall: known,
        send: async (_, __, { id }) => {
          sent.push(id);
          return OK;
        },
        onOutcome: (_, __, place) => told.push(place),
      }),
      { clock: new FakeClock(), dueTimes: undefined, concurrency: 2, signal: never },
    );
    expect({ sent, told }).toEqual({ sent: ["e2", "e3"], told: [2, 3] });
    expect(run.outcomes.map(({ status }) => status)).toEqual([201, 201, 200, 200]);
  });

  test("what cannot be noted is not sent, and not reached", async () => {
    const sent: string[] = [];
    const run = await runSteps(
      makeSteps(3),
      makeStages({
        intend: async (place) => place !== 1,
        send: async (_, __, { id }) => {
          sent.push(id);
          return OK;
        },
      }),
      { clock: new FakeClock(), dueTimes: undefined, concurrency: 1, signal: never },
    );
    expect({ sent, unreached: ids(run.unreached) }).toEqual({ sent: ["e0", "e2"], unreached: ["e1"] });
  });
});
