import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import * as v from "valibot";
import type { Outcome } from "../../src/replay/outcome.ts";
import type { Run } from "../../src/replay/run.ts";
import { describeDivergence } from "../../src/report/divergence.ts";
import resultSchema from "../../src/report/result.schema.json";
import { buildResult, type FinishedReplay } from "../../src/report/result.ts";
import { RESULT_SCHEMA, type ReplayResult } from "../../src/report/result-schema.ts";
import { SKIP_REASONS, type SkipCounts } from "../../src/trail/record.ts";
import { expectAlways } from "../support/expect-always.ts";
import { makeCall } from "../support/make-call.ts";

const queue = makeCall({ id: "e1" });
const lambda = makeCall({ id: "e2", eventName: "CreateFunction20150331", service: "lambda" });
const topic = makeCall({ id: "e3", eventName: "CreateTopic", service: "sns" });
const key = makeCall({ id: "e4", eventName: "PutObject", service: "s3" });
const late = makeCall({ id: "e5" });

const RUN: Run = {
  outcomes: [
    { call: queue, ok: false, status: 400, code: "QueueAlreadyExists", message: "it is there" },
    { call: topic, ok: true, status: 200, note: "not XML" },
    { call: lambda, ok: false, status: 0, code: "Timeout", message: "" },
    { call: queue, ok: true, status: 200 },
  ],
  unsendable: [{ call: key, reason: "the key has a .. segment" }],
  unreached: [late],
  lag: { worstMs: 12.345678, p99Ms: 1.00049 },
  durationMs: 1234.5678901,
  interrupted: true,
};

const PLACEHOLDER = { path: "Message", filled: "a text", reason: "hidden" };

const REPLAYED: FinishedReplay = {
  run: RUN,
  skipped: { read_only: 5, unsendable: 1, filtered: 0 },
  files: { logs: 1, digests: 0, foreign: 2, found: { "Records[]": 7 } },
  steps: [
    { ...queue, unmatched: ["queueName.x", "other"] },
    { ...topic, unmatched: [], placeholders: [PLACEHOLDER] },
    { ...late, unmatched: ["never sent"], placeholders: [PLACEHOLDER] },
  ],
  endpoint: "http://localhost:4566",
  target: { name: "moto", default_account: "123456789012", pins: [] },
  modelsVersion: "1.44.5",
};

const RESULT: ReplayResult = {
  total_events: 12,
  replayed: 4,
  skipped: 8,
  succeeded: 2,
  failed: 2,
  errors: [
    {
      event_name: "CreateQueue",
      service: "sqs",
      error: "QueueAlreadyExists: it is there",
      status: 400,
      event_id: "e1",
      event_time: "2024-03-01T23:59:59Z",
      region: "eu-west-1",
      account: "111122223333",
      code: "QueueAlreadyExists",
      message: "it is there",
      expected: "success",
      category: "already_exists",
      cause: "what the call makes is there already",
    },
    {
      event_name: "CreateFunction20150331",
      service: "lambda",
      error: "Timeout",
      status: 0,
      event_id: "e2",
      event_time: "2024-03-01T23:59:59Z",
      region: "eu-west-1",
      account: "111122223333",
      code: "Timeout",
      message: "",
      expected: "success",
      category: "network",
      cause: "no answer came",
    },
  ],
  duration: 1_234_567_890,
  skipped_by_reason: { read_only: 5, unsendable: 2, interrupted: 1 },
  services: {
    lambda: { replayed: 1, succeeded: 0, failed: 1 },
    sns: { replayed: 1, succeeded: 1, failed: 0 },
    sqs: { replayed: 2, succeeded: 1, failed: 1 },
  },
  unmatched: [
    { event_id: "e1", event_name: "CreateQueue", service: "sqs", parameters: ["queueName.x", "other"] },
  ],
  placeholders: [
    {
      event_id: "e3",
      event_name: "CreateTopic",
      service: "sns",
      path: "Message",
      filled: "a text",
      reason: "hidden",
    },
  ],
  created: [],
  notes: [{ event_id: "e3", event_name: "CreateTopic", service: "sns", note: "not XML" }],
  lag: { worst_ms: 12.346, p99_ms: 1 },
  files: { logs: 1, digests: 0, foreign: 2, found: { "Records[]": 7 } },
  endpoint: "http://localhost:4566",
  target: { name: "moto", default_account: "123456789012", pins: [] },
  models_version: "1.44.5",
  interrupted: true,
};

describe("buildResult", () => {
  test("gives exactly these fields, in this order", () => {
    expect(JSON.stringify(buildResult(REPLAYED), null, 2)).toBe(JSON.stringify(RESULT, null, 2));
  });

  test("names the earlier failure that one follows from", () => {
    const outcome = RUN.outcomes[0];
    if (!outcome || outcome.ok) throw new Error("the first outcome is a failure");
    const divergence = { ...describeDivergence(outcome), causedBy: topic };
    const { errors } = buildResult({ ...REPLAYED, divergences: [divergence] });
    expect(errors.map(({ caused_by }) => caused_by)).toEqual(["e3", undefined]);
  });

  test("finds how each created call ended without looking at all others", () => {
    let looked = 0;
    const count = 1_000;
    const calls = Array.from({ length: count }, (_, at) => makeCall({ id: `made-${at}`, event: undefined }));
    const outcomes = calls.map((call) => ({
      get call() {
        looked++;
        return call;
      },
      ok: true as const,
      status: 200,
    }));
    const creation = {
      type: "vpc",
      recorded: "vpc-1",
      kind: "prerequisite",
      neededBy: "e",
      evidence: "",
    } as const;
    const steps = calls.map((call) => ({ ...call, creation }));
    const { created } = buildResult({ ...REPLAYED, steps, run: { ...REPLAYED.run, outcomes } });
    expect(created.filter(({ ok }) => ok)).toHaveLength(count);
    expect(looked).toBeLessThan(10 * count);
  });

  test("lists what was created apart; no count includes it", () => {
    const made = {
      kind: "prerequisite",
      type: "vpc",
      neededBy: "e1",
      evidence: "a subnet of 10.0.1.0/24",
    } as const;
    const calls = ["CreateVpc", "CreateSubnet", "CreateRoute", "CreateTags"].map((operation) =>
      makeCall({ id: operation, event: undefined, service: "ec2", operation }),
    );
    const [vpc = late, subnet = late, route = late, tags = late] = calls;
    const result = buildResult({
      ...REPLAYED,
      run: {
        ...RUN,
        outcomes: [
          { call: vpc, ok: true, status: 200, note: "odd" },
          ...RUN.outcomes,
          { call: subnet, ok: false, status: 400, code: "X", message: "y" },
        ],
        unsendable: [...RUN.unsendable, { call: route, reason: "no path" }],
        unreached: [...RUN.unreached, tags],
      },
      steps: [
        ...REPLAYED.steps,
        ...calls.map((call, index) => ({
          ...call,
          unmatched: ["a"],
          placeholders: [PLACEHOLDER],
          creation: { ...made, recorded: `vpc-${index}` },
        })),
      ],
      findLive: (recorded) => (recorded === "vpc-0" ? "vpc-9" : undefined),
    });
    const { created, ...rest } = result;
    const common = {
      type: "vpc",
      kind: made.kind,
      needed_by: "e1",
      service: "ec2",
      evidence: made.evidence,
    };
    expect(created).toEqual([
      { ...common, recorded: "vpc-0", live: "vpc-9", operation: "CreateVpc", ok: true },
      { ...common, recorded: "vpc-1", operation: "CreateSubnet", ok: false, code: "X", message: "y" },
      {
        ...common,
        recorded: "vpc-2",
        operation: "CreateRoute",
        ok: false,
        code: "Unsendable",
        message: "no path",
      },
      {
        ...common,
        recorded: "vpc-3",
        operation: "CreateTags",
        ok: false,
        code: "Interrupted",
        message: "the replay was interrupted before the call was sent",
      },
    ]);
    expect<ReplayResult>({ ...rest, created: [] }).toEqual(RESULT);
    expect(v.is(RESULT_SCHEMA, result)).toBe(true);
  });

  test("of nothing is all zeros", () => {
    const run = { ...RUN, outcomes: [], unsendable: [], unreached: [], interrupted: false, durationMs: 0 };
    const result = buildResult({ ...REPLAYED, run, skipped: {}, steps: [] });
    expect(result).toMatchObject({
      total_events: 0,
      replayed: 0,
      skipped: 0,
      succeeded: 0,
      failed: 0,
      errors: [],
    });
    expect(result.skipped_by_reason).toEqual({});
    expect(result.services).toEqual({});
  });

  const sentCall = fc.constantFrom("s3", "sqs", "iam").map((service) => makeCall({ service }));
  const success: fc.Arbitrary<Outcome> = sentCall.map((call) => ({ call, ok: true, status: 200 }));
  const failure: fc.Arbitrary<Outcome> = fc
    .record({ call: sentCall, status: fc.nat({ max: 599 }) })
    .map((drawn) => ({ ...drawn, ok: false, code: "X", message: "y" }));
  const drawnRun = fc.record({
    outcomes: fc.array(fc.oneof(success, failure), { maxLength: 30 }),
    unreached: fc.array(fc.constant(makeCall()), { maxLength: 3 }),
    unsendable: fc.array(fc.constant({ call: makeCall(), reason: "no" }), { maxLength: 3 }),
  });
  const drawnSkips: fc.Arbitrary<SkipCounts> = fc.dictionary(
    fc.constantFrom(...SKIP_REASONS),
    fc.nat({ max: 4 }),
  );

  test("the counts add up, whatever happened", () =>
    expectAlways(
      fc.property(drawnRun, drawnSkips, (drawn, skipped) => {
        const { outcomes } = drawn;
        const run: Run = { ...RUN, ...drawn };
        const result = buildResult({ ...REPLAYED, run, skipped });

        expect(v.is(RESULT_SCHEMA, result)).toBe(true);
        const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
        expect(result.total_events).toBe(result.replayed + result.skipped);
        expect(result.replayed).toBe(result.succeeded + result.failed);
        expect(result.replayed).toBe(outcomes.length);
        expect(result.errors).toHaveLength(result.failed);
        expect(sum(Object.values(result.skipped_by_reason))).toBe(result.skipped);
        for (const part of ["replayed", "succeeded", "failed"] as const) {
          expect(sum(Object.values(result.services).map((counts) => counts[part]))).toBe(result[part]);
        }
      }),
    ));
});

describe("the schema", () => {
  test("is of draft 2020-12 and describes every field", () => {
    expect(resultSchema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    for (const [name, field] of Object.entries(resultSchema.properties)) {
      expect({ name, description: field.description }).toEqual({ name, description: expect.any(String) });
    }
    expect(resultSchema.required).toEqual(Object.keys(RESULT));
  });

  test("accepts a result as written to a file", () => {
    expect(v.safeParse(RESULT_SCHEMA, JSON.parse(JSON.stringify(RESULT)))).toMatchObject({ success: true });
  });

  const { duration: _, ...withoutDuration } = RESULT;
  test.each<[string, unknown]>([
    ["a field too few", withoutDuration],
    ["a field too many", { ...RESULT, rate: 5 }],
    ["a duration that is not whole", { ...RESULT, duration: 1.5 }],
    ["a negative count", { ...RESULT, failed: -1 }],
    ["a reason that does not exist", { ...RESULT, skipped_by_reason: { tired: 1 } }],
    ["a reason that did not occur", { ...RESULT, skipped_by_reason: { filtered: 0 } }],
    ["an error without its code", { ...RESULT, errors: [{ ...RESULT.errors[0], code: undefined }] }],
    ["a count as text", { ...RESULT, total_events: "12" }],
  ])("refuses %s", (_name, result) => {
    expect(v.is(RESULT_SCHEMA, result)).toBe(false);
  });
});
