/** The filters, and what goes out of a trail under them. */
import { afterAll, describe, expect, test } from "bun:test";
import { runQuickDry } from "./support/replay.ts";
import { formatTrail, makeFolder, makeRecord } from "./support/trails.ts";

const call = (source: string, eventName: string, changes: Readonly<Record<string, unknown>> = {}) =>
  makeRecord({
    eventSource: `${source}.amazonaws.com`,
    eventName,
    requestParameters: { name: "n" },
    ...changes,
  });

const trail = formatTrail(
  call("monitoring", "PutMetricAlarm", { eventTime: "2026-04-01T09:00:00Z" }),
  call("states", "CreateStateMachine", { eventTime: "2026-04-01T09:00:01Z", awsRegion: "us-east-1" }),
  call("dynamodb", "CreateTable", { eventTime: "2026-04-01T09:00:02Z", recipientAccountId: "444455556666" }),
  call("lambda", "CreateFunction20150331", { eventTime: "2026-04-01T09:00:03Z" }),
  call("ec2", "CreateTags", { eventTime: "2026-04-01T09:00:04Z" }),
  call("sqs", "DeleteQueue", { eventTime: "2026-04-01T09:00:05Z", awsRegion: "us-east-1" }),
);

const ALL = [
  "PutMetricAlarm",
  "CreateStateMachine",
  "CreateTable",
  "CreateFunction",
  "CreateTags",
  "DeleteQueue",
];

const folder = makeFolder();
afterAll(() => folder[Symbol.dispose]());

async function listKept(args: readonly string[], log = trail) {
  const { exitCode, stderr, lines } = await runQuickDry(["--input", folder.write("log.json", log), ...args]);
  return { exitCode, stderr, operations: lines.map(({ operation }) => operation) };
}

function summarize(kept: number): string {
  const skips = kept === ALL.length ? "none skipped" : `skipped: filtered ${ALL.length - kept}`;
  return `dry run: ${kept} of ${ALL.length} events would be sent; ${skips}\n`;
}

test.each<[string[], string[]]>([
  [[], ALL],
  [["--services", "cloudwatch"], ["PutMetricAlarm"]],
  [["--services", "monitoring"], ["PutMetricAlarm"]],
  [
    ["--services", "stepfunctions,sqs"],
    ["CreateStateMachine", "DeleteQueue"],
  ],
  [
    ["--services", "states", "--services", "DynamoDB"],
    ["CreateStateMachine", "CreateTable"],
  ],
  [["--services", "states.amazonaws.com"], ["CreateStateMachine"]],
  [
    ["--events", "Create*,!CreateTags"],
    ["CreateStateMachine", "CreateTable", "CreateFunction"],
  ],
  [
    ["--events", "!Create*"],
    ["PutMetricAlarm", "DeleteQueue"],
  ],
  [["--events", "CreateFunction"], ["CreateFunction"]],
  [["--events", "CreateFunction20150331"], ["CreateFunction"]],
  [
    ["--events", "createt*"],
    ["CreateTable", "CreateTags"],
  ],
  [["--events", "Create"], []],
  [
    ["--regions", "us-east-1"],
    ["CreateStateMachine", "DeleteQueue"],
  ],
  [["--regions", "us-east-1,eu-west-1"], ALL],
  [["--accounts", "444455556666"], ["CreateTable"]],
  [
    ["--from", "2026-04-01T09:00:04Z"],
    ["CreateTags", "DeleteQueue"],
  ],
  [["--to", "2026-04-01T09:00:01Z"], ["PutMetricAlarm"]],
  [
    ["--from", "2026-04-01T11:00:01+02:00", "--to", "2026-04-01T09:00:03Z"],
    ["CreateStateMachine", "CreateTable"],
  ],
  [["--from", "2026-04-02"], []],
  [
    ["--services", "ec2,lambda", "--events", "Create*", "--regions", "eu-west-1"],
    ["CreateFunction", "CreateTags"],
  ],
])("%j keeps %j", async (args, operations) => {
  expect(await listKept(args)).toEqual({ exitCode: 0, stderr: summarize(operations.length), operations });
});

test("--from and --to count back from now", async () => {
  const ago = (hours: number, eventName: string) =>
    call("sqs", eventName, { eventTime: new Date(Date.now() - hours * 3_600_000).toISOString() });
  const recent = formatTrail(ago(72, "TagQueue"), ago(30, "CreateQueue"), ago(1, "DeleteQueue"));
  expect((await listKept(["--from", "-24h"], recent)).operations).toEqual(["DeleteQueue"]);
  expect((await listKept(["--from=-2d", "--to", "-90m"], recent)).operations).toEqual(["CreateQueue"]);
  expect((await listKept(["--to", "-1d"], recent)).operations).toEqual(["TagQueue", "CreateQueue"]);
});

describe("a service that no service is named as", () => {
  test("is a warning, and the run goes on", async () => {
    expect(await listKept(["--services", "dynamo,sqs"])).toEqual({
      exitCode: 0,
      stderr: `warning: --services: no service is named "dynamo"; did you mean dynamodb?\n${summarize(1)}`,
      operations: ["DeleteQueue"],
    });
  });

  test("is a warning although nothing is left", async () => {
    const { exitCode, stderr, operations } = await listKept(["--services", "qqqqqqqq"]);
    expect({ exitCode, operations }).toEqual({ exitCode: 0, operations: [] });
    expect(stderr).toStartWith('warning: --services: no service is named "qqqqqqqq"; ');
    expect(stderr).toEndWith(summarize(0));
  });
});

test.each([
  ["--accounts", "12345"],
  ["--from", "last week"],
  ["--to", "2026-13-01"],
  ["--events", "Create[A-Z]"],
  ["--services", ","],
])("%s %s is refused", async (flag, value) => {
  const { exitCode, stderr, operations } = await listKept([flag, value]);
  expect({ exitCode, operations }).toEqual({ exitCode: 2, operations: [] });
  expect(stderr).toStartWith(`error: ${flag}: `);
});
