/** Athena's SQL over a log finds what a replay of the log sends: the CSV gives the same requests and the same result. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ReplayResult } from "../../src/report/result-schema.ts";
import { type Athena, INSTALL_LIMIT_MS, startAthena } from "./support/athena.ts";
import { root } from "./support/binary.ts";
import { startRecordingServer } from "./support/recording-server.ts";
import { runQuickDry, runReplay } from "./support/replay.ts";
import { formatTrail, makeFolder, makeRecord, type TrailRecord } from "./support/trails.ts";

const invictus = join(root, "..", "shared", "trails", "invictus");
const folder = makeFolder();
let athena: Athena;
beforeAll(() => {
  athena = startAthena();
}, INSTALL_LIMIT_MS);
afterAll(async () => {
  await athena[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

/** A log as the query gives it, so that records of one second stand in one order in both. */
function writeSorted(name: string, records: readonly TrailRecord[]): string {
  const key = (record: TrailRecord) => `${record["eventTime"]} ${record["eventID"]}`;
  return folder.write(name, formatTrail(...records.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))));
}

function readRecords(path: string): TrailRecord[] {
  const bytes = readFileSync(path);
  return JSON.parse((path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString()).Records;
}

function findRecords(place: string): TrailRecord[] {
  const paths = [...new Bun.Glob("**/*.json*").scanSync({ cwd: place, absolute: true })].sort();
  return paths.flatMap(readRecords);
}

/** Dry runs of the log and of what the query finds in it, with the same filters. */
async function dryRunBoth(
  log: string,
  filters: readonly string[],
  query: readonly string[] = [],
  partition = "",
) {
  const csv = await athena.queryLog(folder, log, [...query, ...filters], partition);
  const [ofLog, ofCsv] = await Promise.all(
    [log, csv].map((input) => runQuickDry(["--input", input, ...filters])),
  );
  return { ofLog, ofCsv, csv };
}

async function expectSame(...given: Parameters<typeof dryRunBoth>): Promise<number> {
  const { ofLog, ofCsv } = await dryRunBoth(...given);
  expect(ofLog?.exitCode).toBe(0);
  // A query may find nothing: a table without a record.
  if (ofLog?.stdout !== "" || ofCsv?.exitCode !== 3) expect(ofCsv?.exitCode).toBe(0);
  expect(ofCsv?.stdout).toBe(ofLog?.stdout ?? "no log");
  return ofLog?.stdout.split("\n").length ?? 0;
}

const at = (second: number) => `2026-04-01T09:00:${String(second).padStart(2, "0")}Z`;
const call = (source: string, eventName: string, changes: TrailRecord = {}) =>
  makeRecord({
    eventSource: `${source}.amazonaws.com`,
    eventName,
    requestParameters: { name: "n" },
    ...changes,
  });
const owner = [{ accountId: "444455556666", ARN: "arn:aws:s3:::shared", type: "AWS::S3::Bucket" }];
const shared = {
  sharedEventID: "shared-1",
  resources: owner,
  requestParameters: { bucketName: "shared", policy: "" },
};

/** What a query could lose, or find that it must not. */
const special: readonly TrailRecord[] = [
  call("monitoring", "PutMetricAlarm", {
    eventTime: at(0),
    requestParameters: { alarmName: "it's 100%", threshold: 0.5 },
  }),
  call("states", "CreateStateMachine", { eventTime: at(1), awsRegion: "us-east-1" }),
  call("lambda", "CreateFunction20150331", { eventTime: at(2), requestParameters: { functionName: "f" } }),
  call("lambda", "UpdateFunctionCode20150331v2", {
    eventTime: at(3),
    requestParameters: { functionName: "f" },
  }),
  call("s3", "PutBucketLifecycle", {
    eventTime: at(4),
    requestParameters: { bucketName: "b", lifecycle: "" },
  }),
  call("s3", "PutAccountPublicAccessBlock", {
    eventTime: at(5),
    requestParameters: { accountId: "111122223333" },
  }),
  call("elasticloadbalancing", "CreateLoadBalancer", { eventTime: at(6), apiVersion: "2015-12-01" }),
  call("email", "CreateTemplate", { eventTime: at(7), requestParameters: {} }),
  call("ses", "CreateContactList", { eventTime: at(8), requestParameters: { contactListName: "n" } }),
  call("autoscaling", "PutScalingPolicy", { eventTime: at(9) }),
  call("ec2", "CreateTags", {
    eventTime: at(10),
    readOnly: undefined,
    requestParameters: { resourcesSet: {} },
  }),
  call("ec2", "DescribeTags", { eventTime: at(11), readOnly: undefined, requestParameters: {} }),
  call("license-manager", "CheckInLicense", { eventTime: at(12), readOnly: undefined }),
  call("logs", "ListenX", { eventTime: at(13), readOnly: undefined }),
  call("sqs", "DeleteQueue", { eventTime: at(14), readOnly: "false", awsRegion: "us-east-1" }),
  call("sqs", "GetQueueUrl", { eventTime: at(15), readOnly: "true", requestParameters: { queueName: "n" } }),
  call("sqs", "GetQueueUrl", { eventTime: at(16), readOnly: "false", requestParameters: { queueName: "n" } }),
  call("sqs", "CreateQueue", { eventTime: at(17), errorCode: "QueueAlreadyExists" }),
  call("sqs", "CreateQueue", { eventTime: at(18), eventType: "AwsServiceEvent" }),
  call("sqs", "CreateQueue", {
    eventTime: at(19),
    eventType: undefined,
    requestParameters: { queueName: 'a "b"\nc,d' },
  }),
  call("sqs", "CreateQueue", { eventTime: at(20), addendum: { reason: "UPDATED_DATA" } }),
  call("sqs", "CreateQueue", {
    eventTime: at(21),
    addendum: { reason: "DELIVERY_DELAY" },
    requestParameters: { queueName: "late" },
  }),
  call("sqs", "CreateQueue", {
    eventTime: at(22),
    recipientAccountId: undefined,
    requestParameters: { queueName: "own" },
  }),
  call("sqs", "CreateQueue", {
    eventTime: at(23),
    recipientAccountId: undefined,
    userIdentity: { type: "AWSService", invokedBy: "cloudformation.amazonaws.com" },
    requestParameters: { queueName: "none" },
  }),
  call("s3", "DeleteBucketPolicy", { ...shared, eventTime: at(24), eventID: "copy-a" }),
  call("s3", "DeleteBucketPolicy", {
    ...shared,
    eventTime: at(24),
    eventID: "copy-b",
    recipientAccountId: "444455556666",
  }),
  call("dynamodb", "CreateTable", {
    eventTime: at(25),
    recipientAccountId: "444455556666",
    requestParameters: { tableName: "t" },
    responseElements: { tableDescription: { tableId: "12345678901234567890" } },
  }),
  call("s3", "PutObject", {
    eventTime: at(26),
    requestParameters: { bucketName: "b", key: "k" },
    additionalEventData: { bytesTransferredIn: 12 },
  }),
  call("iam", "CreateRole", {
    eventTime: at(27),
    awsRegion: "us-east-1",
    requestParameters: { roleName: "r", assumeRolePolicyDocument: '{\n "Version": "2012-10-17" }' },
  }),
  call("cloudfront", "CreateDistribution2020_05_31", {
    eventTime: at(28),
    awsRegion: "us-east-1",
    requestParameters: {},
  }),
  call("nothing-like-it", "CreateThing", { eventTime: at(29) }),
  call("sqs", "CreateQueue", { eventTime: at(30), requestParameters: { queueName: "last" } }),
];

const FILTERS: readonly (readonly string[])[] = [
  [],
  ["--include-reads"],
  ["--services", "cloudwatch,states"],
  ["--services", "s3control"],
  ["--services", "elbv2,sesv2,application-autoscaling"],
  ["--services", "ses,elb"],
  ["--services", "dax"],
  ["--services", "SQS", "--include-reads"],
  ["--services", "monitoring.amazonaws.com,stepfunctions,lambda"],
  ["--events", "Create*,!CreateTags"],
  ["--events", "!Create*,!*Queue"],
  ["--events", "CreateFunction"],
  ["--events", "updatefunctioncode20150331v2,CreateDistribution"],
  ["--events", "PutBucketLifecycleConfiguration"],
  ["--events", "Put?ucket*,*Q?eue"],
  ["--events", "PutPublicAccessBlock", "--services", "s3control"],
  ["--regions", "us-east-1"],
  ["--regions", "EU-WEST-1,nowhere-1"],
  ["--accounts", "444455556666"],
  ["--accounts", "111122223333"],
  ["--accounts", "000000000000"],
  ["--from", "2026-04-01T09:00:10Z", "--to", "2026-04-01T09:00:20Z"],
  ["--from", "2026-04-01T11:00:10.5+02:00", "--to", "2026-04-01T09:00:20.5Z"],
  ["--to", "2026-04-01T09:00:30Z", "--services", "sqs", "--events", "Create*", "--regions", "eu-west-1"],
  ["--regions", "it's,\",%,_,\\,--,a;b"],
];

describe("what Athena finds is replayed as the log is", () => {
  const made = [
    ...readRecords(join(root, "fixtures", "demo", "trail.json")),
    ...findRecords(join(root, "fixtures", "guide", "trails")),
  ].map((record) => ({ ...record, eventID: `made-${record["eventID"]}` }));
  const log = writeSorted("log.json", [...special, ...made]);

  test.each(FILTERS.map((filters) => [filters] as const))(
    "%j",
    async (filters) => {
      await expectSame(log, filters);
    },
    INSTALL_LIMIT_MS,
  );

  test("without a filter it finds no record that is skipped for what the record itself says", async () => {
    const { ofCsv } = await dryRunBoth(log, []);
    const skipped = ofCsv?.stderr.trim().split("skipped: ")[1]?.split(", ") ?? [];
    // The owner's copy of a shared event, and an API that nothing has: only a replay can tell.
    expect(skipped.map((reason) => reason.split(" ")[0])).not.toContain("read_only");
    expect(skipped.map((reason) => reason.split(" ")[0])).not.toContain("failed_in_production");
    expect(skipped.map((reason) => reason.split(" ")[0])).not.toContain("not_an_api_call");
    expect(skipped.map((reason) => reason.split(" ")[0])).not.toContain("amended");
  });

  test("partitions by day are left out before and after the time that is asked for", async () => {
    const days = [3, 4, 5, 6, 7, 8, 9].map((day) =>
      makeRecord({ eventTime: `2026-03-0${day}T12:00:00Z`, requestParameters: { queueName: `day-${day}` } }),
    );
    const file = writeSorted("days.json", days);
    const filters = ["--from", "2026-03-05", "--to", "2026-03-06T06:00:00Z"];
    for (const partition of ["timestamp", "year/month/day"]) {
      const flags = ["--date-partition", partition];
      expect(await expectSame(file, filters, flags, partition)).toBe(2);
      const sql = readFileSync(join(folder.path, "query.sql"), "utf8");
      expect(sql).toContain(">= '2026/03/05'");
      // A late event comes in a file of a later day.
      expect(sql).toContain("<= '2026/03/08'");
    }
  });

  test("a real replay comes out the same", async () => {
    const csv = await athena.queryLog(folder, log, ["--services", "sqs,dynamodb,sns,s3"]);
    const replay = async (input: string) => {
      using server = startRecordingServer();
      const ended = await runReplay([
        ...["--input", input, "--services", "sqs,dynamodb,sns,s3", "--endpoint", server.endpoint],
        ...["--format", "json", "--concurrency", "1"],
      ]);
      const { replayed, succeeded, failed, services, errors } = JSON.parse(ended.stdout) as ReplayResult;
      const requests = server.requests.map(({ method, url, body }) => [
        method,
        url.replace(server.endpoint, ""),
        body,
      ]);
      return { replayed, succeeded, failed, services, errors, requests };
    };
    const [ofLog, ofCsv] = [await replay(log), await replay(csv)];
    expect(ofLog.replayed).toBeGreaterThan(10);
    expect(ofCsv).toEqual(ofLog);
  });
});

describe.skipIf(!existsSync(invictus))("of a real log (../shared/trails/invictus) too", () => {
  const log = existsSync(invictus) ? writeSorted("invictus.json", findRecords(invictus)) : "";

  test.each([
    [[], 400],
    [["--services", "iam,monitoring,elbv2"], 2],
    [["--events", "Create*,!CreateTags", "--services", "ec2"], 10],
    [["--from", "2023-07-10T12:00:00Z", "--to", "2023-07-10T12:10:00Z"], 2],
    [["--accounts", "123837392027", "--regions", "us-east-1", "--events", "!*Role*"], 100],
  ] as const)(
    "%j",
    async (filters, least) => {
      expect(await expectSame(log, filters)).toBeGreaterThanOrEqual(least);
    },
    INSTALL_LIMIT_MS,
  );
});
