// An inspection says of a log exactly what a replay does, and what it says of it fits its schema.
import { expect, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import * as v from "valibot";
import { root } from "../../scripts/lib/python.ts";
import { INSPECTION_SCHEMA, type Inspection } from "../../src/inspect/inspection-schema.ts";
import type { Flags } from "../../src/options/flags.ts";
import { parseInspectOptions } from "../../src/options/inspect-options.ts";
import { parseReplayOptions } from "../../src/options/options.ts";
import { performInspection } from "../../src/run/inspect.ts";
import { openSession } from "../../src/run/open-session.ts";
import type { ByteSource } from "../../src/trail/find-sources.ts";
import { makeRecord, makeSource, type TestRecord } from "../trail/records.ts";

const AROUND = { remarks: { warn: () => {}, info: () => {} }, signal: new AbortController().signal };
const NAMED = [
  "fixtures/demo/trail.json",
  "fixtures/guide",
  "fixtures/lake",
  "fixtures/verify",
  "fixtures/forms",
];

async function inspect(flags: Flags, sources?: readonly ByteSource[]): Promise<Inspection> {
  const options = parseInspectOptions({ input: ["-"], ...flags }, {}, 0);
  const inspection = await performInspection(options, AROUND, sources);
  return v.parse(INSPECTION_SCHEMA, JSON.parse(JSON.stringify(inspection)));
}

/** What a replay with these flags would send and leave out, by what its session says. */
async function plan(flags: Flags, sources?: readonly ByteSource[]) {
  const asked = flags["no-create-missing"] ? flags : { "create-missing": true, ...flags };
  const options = parseReplayOptions({ input: ["-"], "dry-run": true, ...asked }, {}, 0);
  const { steps, prepare, selection, plan: planned } = await openSession(options, AROUND, sources);
  const lost = steps.filter((step) => "unsendable" in prepare(step));
  const logged = lost.filter(({ creation }) => !creation).length;
  const skipped = { ...selection.skipped, ...planned.skipped, ...(logged > 0 && { unsendable: logged }) };
  const sent = steps.filter((step) => !lost.includes(step));
  return {
    total_events: selection.total,
    replayed: sent.filter(({ creation }) => !creation).length,
    skipped: Object.values(skipped).reduce((sum, count) => sum + count, 0),
    skipped_by_reason: skipped,
    added: sent.filter(({ creation }) => creation).length,
    placeholders: sent.flatMap((step) => step.placeholders ?? []).length,
  };
}

function summarise(inspection: Inspection): Awaited<ReturnType<typeof plan>> {
  const { total_events, replayed, skipped, skipped_by_reason, added, placeholders } = inspection;
  return {
    total_events,
    replayed,
    skipped,
    skipped_by_reason,
    added: added.length,
    placeholders: placeholders.reduce((sum, { calls }) => sum + calls, 0),
  };
}

const sum = (rows: readonly { calls: number; replayed?: number }[], of: "calls" | "replayed") =>
  rows.reduce((total, row) => total + (row[of] ?? 0), 0);

/** Every list tells of the same records. */
function expectWhole(inspection: Inspection): void {
  const { counted, replayed, accounts, regions, operations, principals, time, services } = inspection;
  for (const { list, others } of [accounts, regions, operations, principals])
    expect(sum(list, "calls") + others).toBe(counted);
  for (const rows of [accounts.list, regions.list, operations.list, services, time?.steps ?? []])
    expect(sum(rows, "replayed")).toBe(replayed);
  expect(sum(time?.steps ?? [], "calls")).toBe(counted);
  expect(sum(services, "calls") + operations.others).toBe(counted);
  for (const row of operations.list) {
    const left = Object.values(row.skipped_by_reason).reduce((total, count) => total + count, 0);
    expect(row.calls).toBeGreaterThanOrEqual(left + row.replayed);
  }
}

const FLAGS: readonly Flags[] = [
  {},
  { "no-create-missing": true },
  { "final-state": true },
  { "include-reads": true },
  { "from-reads": true },
  { services: ["s3,iam,states"] },
  { events: ["Create*"], regions: ["eu-west-1"] },
  { accounts: ["111122223333"] },
  { shard: ["0/2"] },
];

for (const [place, path] of NAMED.entries()) {
  test(`${path}: as a replay has it, with filters`, async () => {
    // Each log with two, which are all of them.
    for (const flags of FLAGS.filter(
      (_, at) => at % NAMED.length === place || at % (NAMED.length - 1) === place,
    )) {
      const asked = { ...flags, input: [join(root, path)] };
      const inspection = await inspect(asked);
      expect([flags, summarise(inspection)]).toEqual([flags, await plan(asked)]);
      expectWhole(inspection);
      const isAll =
        inspection.counted +
        (inspection.skipped_by_reason.malformed ?? 0) +
        (inspection.skipped_by_reason.duplicate ?? 0);
      if (Object.keys(flags).every((flag) => !["services", "events", "regions", "accounts"].includes(flag)))
        expect(isAll).toBe(inspection.total_events);
    }
  });
}

function wrap(records: readonly TestRecord[]): ByteSource[] {
  return [makeSource(JSON.stringify({ Records: records }))];
}

const BUCKET = (n: number) => ({
  eventSource: "s3.amazonaws.com",
  eventName: "CreateBucket",
  requestParameters: { bucketName: `bucket-${n}` },
});

const changes = fc.record(
  {
    sharedEventID: fc.constantFrom("s1", "s2", "s3"),
    recipientAccountId: fc.constantFrom("111122223333", "444455556666"),
    resources: fc.constantFrom([{ accountId: "111122223333" }], [{ accountId: "444455556666" }]),
    errorCode: fc.constantFrom("AccessDenied"),
    readOnly: fc.boolean(),
    eventType: fc.constantFrom("AwsServiceEvent", "AwsApiCall"),
    eventName: fc.constantFrom("CreateBucket", "DeleteBucket", "NoSuchCall", "GetObject", "PutBucketTagging"),
    eventSource: fc.constantFrom("s3.amazonaws.com", "none.amazonaws.com", "secretsmanager.amazonaws.com"),
    eventID: fc.constantFrom("same"),
    awsRegion: fc.constantFrom("eu-west-1", "us-east-1"),
    sourceIPAddress: fc.constantFrom("cloudformation.amazonaws.com", "192.0.2.7"),
    addendum: fc.constant({ reason: "UPDATED_DATA" }),
    requestParameters: fc.constantFrom({ omitted: true, reason: "too large" }, {}, null),
  },
  { requiredKeys: [] },
);

/** A record with the changes; of one of several copies of an event, only whose copy it is. */
function makeChanged(change: TestRecord, n: number): TestRecord {
  const { sharedEventID, recipientAccountId, resources } = change;
  if (typeof sharedEventID !== "string") return makeRecord(n, { ...BUCKET(n), ...change });
  const copy = {
    sharedEventID,
    ...(recipientAccountId === undefined ? {} : { recipientAccountId }),
    ...(resources === undefined ? {} : { resources }),
  };
  return makeRecord(n, { ...BUCKET(0), ...copy, eventTime: "2026-01-02T00:00:00Z" });
}

test("logs with copies, failures, and calls of no API: each record in one place, as in a replay", async () => {
  const logs = fc.array(changes, { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(logs, fc.constantFrom(...FLAGS), async (log, flags) => {
      const records = log.map(makeChanged);
      const inspection = await inspect(flags, wrap(records));
      expect(summarise(inspection)).toEqual(await plan(flags, wrap(records)));
      expectWhole(inspection);
    }),
    { numRuns: 15 },
  );
});

test("where only the first calls are planned, the others are counted in the same places", async () => {
  const logs = fc.array(changes, { minLength: 1, maxLength: 25 });
  const most = fc.integer({ min: 1, max: 12 });
  await fc.assert(
    fc.asyncProperty(logs, most, async (log, planCalls) => {
      const records = log.map(makeChanged);
      const inspection = await inspect({ "plan-calls": [`${planCalls}`] }, wrap(records));
      const { total_events, replayed, skipped, skipped_by_reason, unplanned } = inspection;
      expectWhole(inspection);
      const reasons = Object.values(skipped_by_reason).reduce((total, count) => total + count, 0);
      expect([replayed + skipped, reasons]).toEqual([total_events, skipped]);
      // Of these calls none is left out by planning, but for those of which no request can be made.
      const all = await inspect({ "plan-calls": ["0"] }, wrap(records));
      expect(all.unplanned).toBe(0);
      const whole = all.replayed + (all.skipped_by_reason.unsendable ?? 0);
      expect(replayed + (skipped_by_reason.unsendable ?? 0)).toBe(whole);
      expect(unplanned).toBe(Math.max(0, whole - planCalls));
      expect(inspection.needs.recorded_seconds).toBe(all.needs.recorded_seconds);
    }),
    { numRuns: 15 },
  );
});

test("what stands, and what is made first, is told of the calls that are planned", async () => {
  const records = [0, 1, 2, 3, 4].map((n) => makeRecord(n * 60, BUCKET(n)));
  // In whatever order they come.
  const inspection = await inspect(
    { "plan-calls": ["2"], speed: ["2"], "include-reads": true },
    wrap(records.toReversed()),
  );
  expect(inspection).toMatchObject({ replayed: 5, unplanned: 3 });
  expect(inspection.standing).toMatchObject([{ type: "bucket", count: 2 }]);
  expect(inspection.needs).toMatchObject({ calls: 5, recorded_seconds: 240, seconds: 120 });
  expect(inspection.only_read).toBeUndefined();
});

test("who called: roles and not their sessions, services, agents; errors; times", async () => {
  const session = (name: string) => ({
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::111122223333:assumed-role/deploy/${name}`,
      accountId: "111122223333",
      sessionContext: { sessionIssuer: { arn: "arn:aws:iam::111122223333:role/deploy" } },
    },
  });
  const inspection = await inspect(
    {},
    wrap([
      makeRecord(1, { ...BUCKET(1), ...session("a"), userAgent: "aws-cli/2 Python/3 Linux/5 x/1" }),
      makeRecord(2, { ...BUCKET(2), ...session("b"), userAgent: "aws-cli/2 Python/3 Linux/5 x/2" }),
      makeRecord(3, { ...BUCKET(3), sourceIPAddress: "cloudformation.amazonaws.com" }),
      makeRecord(4, {
        ...BUCKET(4),
        errorCode: "AccessDenied",
        userIdentity: { type: "AWSService", invokedBy: "ec2.amazonaws.com" },
      }),
      makeRecord(65, { ...BUCKET(5), userIdentity: null }),
    ]),
  );
  expect(inspection.principals.list).toEqual([
    { kind: "AssumedRole", principal: "arn:aws:iam::111122223333:role/deploy", calls: 2 },
    { kind: "IAMUser", principal: "ann", calls: 1 },
    { kind: "AWSService", principal: "ec2.amazonaws.com", calls: 1 },
    { kind: "", principal: "nobody named", calls: 1 },
  ]);
  expect(inspection.user_agents.list).toEqual([{ user_agent: "aws-cli/2 Python/3 Linux/5", calls: 2 }]);
  expect(inspection.on_behalf.list.map(({ service }) => service)).toEqual([
    "cloudformation.amazonaws.com",
    "ec2.amazonaws.com",
  ]);
  expect(inspection.errors.list).toEqual([{ code: "AccessDenied", calls: 1 }]);
  expect(inspection.time).toMatchObject({
    first: "2026-01-01T00:00:01Z",
    last: "2026-01-01T00:01:05Z",
    step_seconds: 5,
  });
});

test("time at a speed, with gaps cut; and what stands, with what is made first", async () => {
  const records = [
    makeRecord(0, BUCKET(0)),
    makeRecord(600, {
      eventSource: "s3.amazonaws.com",
      eventName: "PutBucketVersioning",
      requestParameters: { bucketName: "older", VersioningConfiguration: { Status: "Enabled" } },
    }),
  ];
  // What is made first goes a second before what uses it.
  const fast = await inspect({}, wrap(records));
  expect(fast.needs).toMatchObject({ calls: 3, recorded_seconds: 600, speed: 0, seconds: null });
  expect((await inspect({ speed: ["2"] }, wrap(records))).needs.seconds).toBe(300);
  expect((await inspect({ speed: ["2"], "max-gap": ["30s"] }, wrap(records))).needs.seconds).toBe(30.5);
  expect(fast.standing).toContainEqual({
    service: "s3",
    type: "bucket",
    part: false,
    count: 2,
    beforehand: 1,
  });
  expect(fast.added).toMatchObject([
    { type: "bucket", recorded: "older", kind: "prerequisite", operation: "CreateBucket" },
  ]);
});

test("an interrupt ends it with what was read", async () => {
  const interruption = new AbortController();
  const options = parseInspectOptions({ input: ["-"] }, {}, 0);
  interruption.abort();
  const ended = await performInspection(
    options,
    { ...AROUND, signal: interruption.signal },
    wrap([makeRecord(1)]),
  );
  expect(v.parse(INSPECTION_SCHEMA, ended)).toMatchObject({ interrupted: true, replayed: 0 });
});
