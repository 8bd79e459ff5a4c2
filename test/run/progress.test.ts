import { expect, test } from "bun:test";
import { ProgressCounter } from "../../src/run/progress.ts";
import { makeCall } from "../support/make-call.ts";

const success = { call: makeCall(), ok: true, status: 200 } as const;
const failure = { call: makeCall(), ok: false, status: 400, code: "Bad", message: "" } as const;

function start() {
  let time = 1_000;
  const counter = new ProgressCounter(() => time);
  const wait = (ms: number) => {
    time += ms;
  };
  return { counter, wait };
}

test("it reads until the plan is made, and knows no rate before the first call has ended", () => {
  const { counter, wait } = start();
  const nothing = {
    planned: 0,
    sent: 0,
    succeeded: 0,
    failed: 0,
    rate: 0,
    lagMs: undefined,
    leftMs: undefined,
  };
  expect(counter.measure()).toEqual({ phase: "reading", read: 0, ...nothing });
  counter.onRead(50);
  wait(100);
  expect(counter.measure()).toEqual({ phase: "reading", read: 50, ...nothing });
  counter.onPlanned(80, 20);
  wait(100);
  expect(counter.measure()).toEqual({ phase: "sending", read: 80, ...nothing, planned: 20 });
});

test("the time left follows from the rate since sending began", () => {
  const { counter, wait } = start();
  wait(60_000);
  counter.onPlanned(80, 20);
  wait(500);
  for (const outcome of [success, failure, success, success]) counter.onOutcome(outcome, undefined);
  expect(counter.measure()).toMatchObject({ sent: 4, succeeded: 3, failed: 1, rate: 8, leftMs: 2_000 });
});

test("where calls are due at times there is a lag and no time left", () => {
  const { counter, wait } = start();
  counter.onPlanned(80, 20);
  wait(500);
  counter.onOutcome(success, 12);
  expect(counter.measure()).toMatchObject({ lagMs: 12, leftMs: undefined });
});
