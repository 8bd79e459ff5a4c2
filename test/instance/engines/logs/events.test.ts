// Log events: put with AWS's checks, read forward and backward, searched, sent on.
import { expect, test } from "bun:test";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { ACCOUNT, type Given, REGION, START, TestClient } from "../support/client.ts";

const logGroupName = "group";
const logStreamName = "stream";
const HOUR = 3_600_000;

/** What tests read of answers. */
type Answer = ReturnType<typeof JSON.parse>;

async function makeStream(...more: readonly string[]) {
  const client = new TestClient();
  const call = (name: string, input: Record<string, Given | undefined> = {}): Promise<Answer> =>
    client.call("logs", name, input);
  await call("CreateLogGroup", { logGroupName });
  for (const name of [logStreamName, ...more])
    await call("CreateLogStream", { logGroupName, logStreamName: name });
  const put = (events: readonly (readonly [number, string])[], stream = logStreamName): Promise<Answer> =>
    call("PutLogEvents", {
      logGroupName,
      logStreamName: stream,
      logEvents: events.map(([offset, message]) => ({ timestamp: START + offset, message })),
    });
  return { client, call, put };
}

const tell = ({ events }: Answer): string[] => events.map(({ message }: { message: string }) => message);

test("events are told by their times, and a token goes on where a page ended, either way", async () => {
  const { call, put } = await makeStream();
  await put([3, 4, 5].map((at) => [at, `m${at}`]));
  await put([0, 1, 2].map((at) => [at, `m${at}`]));
  const get = (more: Record<string, Given>) => call("GetLogEvents", { logGroupName, logStreamName, ...more });
  const last = await get({ limit: 2 });
  expect(tell(last)).toEqual(["m4", "m5"]);
  const before = await get({ limit: 3, nextToken: last.nextBackwardToken });
  expect(tell(before)).toEqual(["m1", "m2", "m3"]);
  const first = await get({ limit: 4, startFromHead: true });
  expect(tell(first)).toEqual(["m0", "m1", "m2", "m3"]);
  const rest = await get({ limit: 4, nextToken: first.nextForwardToken });
  expect(tell(rest)).toEqual(["m4", "m5"]);
  const none = await get({ nextToken: rest.nextForwardToken });
  expect([tell(none), none.nextForwardToken]).toEqual([[], rest.nextForwardToken]);
  await put([[6, "m6"]]);
  expect(tell(await get({ nextToken: none.nextForwardToken }))).toEqual(["m6"]);
  // From a time on, up to another one, which is out of it.
  expect(tell(await get({ startTime: START + 1, endTime: START + 3 }))).toEqual(["m1", "m2"]);
  expect((await get({ nextToken: "f/1" })).Error.Message).toBe("The specified nextToken is invalid.");
});

test("all events are told once, by pages of any size, in the order of their times", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.constantFrom("a", "b", "c")), { maxLength: 30 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      async (given, limit, startFromHead) => {
        const { call, put } = await makeStream("a", "b", "c");
        for (const [index, [at, stream]] of given.entries()) await put([[at, `${index}`]], stream);
        const seen: Answer[] = [];
        for (let nextToken: string | undefined; ; ) {
          const page = await call("FilterLogEvents", {
            logGroupName,
            limit,
            startFromHead,
            ...(nextToken && { nextToken }),
          });
          seen.push(...page.events);
          nextToken = page.nextToken;
          if (nextToken === undefined) break;
        }
        expect(seen.map(({ message }) => Number(message)).sort((a, b) => a - b)).toEqual([...given.keys()]);
        const times = seen.map(({ timestamp }) => timestamp);
        expect(times).toEqual(times.toSorted((a, b) => (startFromHead ? a - b : b - a)));
        expect(new Set(seen.map(({ eventId }) => eventId)).size).toBe(given.length);
      },
    ),
    { numRuns: 15 },
  );
});

test("a search is over the streams that are named or begin so, and the times, whose end is in it", async () => {
  const { call, put } = await makeStream("other", "another");
  await put([
    [0, "ERROR one"],
    [1, "two"],
  ]);
  await put([[2, "ERROR three"]], "other");
  await put([[3, "ERROR four"]], "another");
  const find = async (more: Record<string, Given>) =>
    tell(await call("FilterLogEvents", { logGroupName, filterPattern: "ERROR", ...more }));
  expect(await find({})).toEqual(["ERROR one", "ERROR three", "ERROR four"]);
  expect(await find({ logStreamNames: ["other"] })).toEqual(["ERROR three"]);
  expect(await find({ logStreamNamePrefix: "ano" })).toEqual(["ERROR four"]);
  expect(await find({ startTime: START + 1, endTime: START + 2 })).toEqual(["ERROR three"]);
  const refused = await call("FilterLogEvents", { logGroupName, logStreamNames: ["none"] });
  expect(refused.Error.Message).toBe("The specified log stream does not exist.");
  const bad = await call("FilterLogEvents", { logGroupName, filterPattern: "{ $.a" });
  expect(bad.Error).toMatchObject({ Code: "InvalidParameterException", Message: "Invalid filter pattern" });
});

test("what AWS refuses of events is refused in its words", async () => {
  const { put } = await makeStream();
  const message = async (events: readonly (readonly [number, string])[]) =>
    (await put(events)).Error?.Message;
  expect(
    await message([
      [1, "a"],
      [0, "b"],
    ]),
  ).toBe("Log events in a single PutLogEvents request must be in chronological order.");
  expect(
    await message([
      [-25 * HOUR, "a"],
      [0, "b"],
    ]),
  ).toBe("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
  expect(await message([[0, "a".repeat(1_048_576)]])).toBe(
    "Log event too large: 1048602 bytes exceeds limit of 1048576",
  );
  expect(
    await message([
      [0, "a".repeat(600_000)],
      [0, "b".repeat(600_000)],
    ]),
  ).toBe("Upload too large: 1200052 bytes exceeds limit of 1048576");
});

test("events that are too old, expired or too new are rejected, and told by where they are", async () => {
  const { call, put } = await makeStream();
  const days = 24 * HOUR;
  expect((await put([[-15 * days, "a"]])).rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
  // Only those that are kept are near each other.
  expect(
    (
      await put([
        [-15 * days, "a"],
        [0, "z"],
      ])
    ).rejectedLogEventsInfo,
  ).toEqual({ tooOldLogEventEndIndex: 1 });
  await call("PutRetentionPolicy", { logGroupName, retentionInDays: 3 });
  const told = await put([
    [-3 * days - 1, "a"],
    [-3 * days, "b"],
  ]);
  expect(told.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 });
  const late = await put([
    [0, "c"],
    [3 * HOUR, "d"],
  ]);
  expect(late.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
  expect(late.nextSequenceToken).toMatch(/^49\d{54}$/);
  expect(tell(await call("FilterLogEvents", { logGroupName }))).toEqual(["b", "z", "c"]);
});

test("events end with how long their group keeps them", async () => {
  const { client, call, put } = await makeStream();
  await call("PutRetentionPolicy", { logGroupName, retentionInDays: 1 });
  await put([[0, "a"]]);
  client.now += 25 * HOUR;
  expect(tell(await call("GetLogEvents", { logGroupName, logStreamName }))).toEqual([]);
  await call("DeleteRetentionPolicy", { logGroupName });
  expect(tell(await call("GetLogEvents", { logGroupName, logStreamName }))).toEqual(["a"]);
});

test("a stream tells when its events begin and end, and streams are told by that", async () => {
  const { call, put } = await makeStream("empty", "last");
  await put([
    [1, "a"],
    [5, "b"],
  ]);
  await put([[9, "c"]], "last");
  const list = (more: Record<string, Given>) => call("DescribeLogStreams", { logGroupName, ...more });
  const { logStreams } = await list({ orderBy: "LastEventTime", descending: true });
  expect(logStreams.map((one: Answer) => one.logStreamName)).toEqual(["last", logStreamName, "empty"]);
  expect(logStreams[1]).toEqual({
    logStreamName,
    creationTime: START,
    firstEventTimestamp: START + 1,
    lastEventTimestamp: START + 5,
    lastIngestionTime: START,
    uploadSequenceToken: expect.stringMatching(/^49\d{54}$/),
    arn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:group:log-stream:stream`,
    storedBytes: 0,
  });
  const first = await list({ limit: 2 });
  expect(first.logStreams.map((one: Answer) => one.logStreamName)).toEqual(["empty", "last"]);
  expect(first.nextToken).toBe(`${logGroupName}@last`);
  const rest = await list({ limit: 2, nextToken: first.nextToken });
  expect(rest.logStreams.map((one: Answer) => one.logStreamName)).toEqual([logStreamName]);
  expect((await list({ orderBy: "LastEventTime", logStreamNamePrefix: "a" })).Error.Message).toBe(
    "Cannot order by LastEventTime with a logStreamNamePrefix.",
  );
  const { logGroups } = await call("DescribeLogGroups", { logGroupNamePrefix: "gr" });
  expect(logGroups[0].storedBytes).toBe(3);
});

test("a stream that ends takes its events along, and one of its name has none", async () => {
  const { call, put } = await makeStream();
  await put([[0, "a"]]);
  await call("DeleteLogStream", { logGroupName, logStreamName });
  await call("CreateLogStream", { logGroupName, logStreamName });
  expect(tell(await call("GetLogEvents", { logGroupName, logStreamName }))).toEqual([]);
  const { logStreams } = await call("DescribeLogStreams", { logGroupName });
  expect(logStreams[0]).not.toContainKey("firstEventTimestamp");
});

test("a subscription filter sends what its pattern fits to a stream, in AWS's format", async () => {
  const { client, call, put } = await makeStream();
  await client.call("kinesis", "CreateStream", { StreamName: "s", ShardCount: 1 });
  const destinationArn = `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/s`;
  const filter = { logGroupName, filterName: "f", filterPattern: "ERROR", destinationArn };
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/r`;
  expect((await call("PutSubscriptionFilter", { ...filter, roleArn })).Error).toBeUndefined();
  await put([
    [0, "fine"],
    [1, "ERROR one"],
  ]);
  const ShardId = "shardId-000000000000";
  const { ShardIterator }: Answer = await client.call("kinesis", "GetShardIterator", {
    StreamName: "s",
    ShardId,
    ShardIteratorType: "TRIM_HORIZON",
  });
  const { Records }: Answer = await client.call("kinesis", "GetRecords", { ShardIterator });
  expect(Records.map(({ Data }: { Data: Uint8Array }) => JSON.parse(gunzipSync(Data).toString()))).toEqual([
    {
      messageType: "DATA_MESSAGE",
      owner: ACCOUNT,
      logGroup: logGroupName,
      logStream: logStreamName,
      subscriptionFilters: ["f"],
      logEvents: [{ id: expect.stringMatching(/^\d{56}$/), timestamp: START + 1, message: "ERROR one" }],
    },
  ]);
});

test("a subscription filter needs a place to send to, and a group has two", async () => {
  const { client, call } = await makeStream();
  await client.call("kinesis", "CreateStream", { StreamName: "s", ShardCount: 1 });
  const arn = (service: string, name: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;
  const put = (filterName: string, destinationArn: string, more: Record<string, Given> = {}) =>
    call("PutSubscriptionFilter", { logGroupName, filterName, filterPattern: "", destinationArn, ...more });
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/r`;
  const messages = [
    (await put("f", arn("kinesis", "stream/none"), { roleArn })).Error.Message,
    (await put("f", arn("firehose", "deliverystream/none"), { roleArn })).Error.Message,
    (await put("f", arn("lambda", "function:none"))).Error.Message,
    (await put("f", arn("lambda", "function:none"), { roleArn })).Error.Message,
  ];
  expect(messages).toEqual([
    "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state.",
    "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.",
    "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
    "destinationArn for vendor lambda cannot be used with roleArn",
  ]);
  for (const name of ["a", "b", "a"])
    expect((await put(name, arn("kinesis", "stream/s"), { roleArn })).Error).toBeUndefined();
  expect((await put("c", arn("kinesis", "stream/s"), { roleArn })).Error.Code).toBe("LimitExceededException");
});

test("events are exported to a bucket, one object a stream", async () => {
  const { client, call, put } = await makeStream();
  await client.call("s3", "CreateBucket", { Bucket: "exported" });
  await put([
    [0, "a"],
    [1, "b"],
  ]);
  const input = { logGroupName, from: START, to: START + 10, destination: "exported" };
  const { taskId } = await call("CreateExportTask", input);
  const { exportTasks } = await call("DescribeExportTasks", { taskId });
  expect(exportTasks).toEqual([
    {
      ...input,
      taskId,
      destinationPrefix: "exportedlogs",
      status: { code: "COMPLETED", message: "Completed successfully" },
      executionInfo: { creationTime: START, completionTime: START },
    },
  ]);
  const tried: Answer = await client.call("s3", "GetObject", {
    Bucket: "exported",
    Key: "aws-logs-write-test",
  });
  expect(String(tried.Body)).toBe("Permission Check Successful");
  const Key = `exportedlogs/${taskId}/stream/000000.gz`;
  const { Body }: Answer = await client.call("s3", "GetObject", { Bucket: "exported", Key });
  expect(gunzipSync(Body).toString()).toBe("2026-04-01T00:00:00.000Z a\n2026-04-01T00:00:00.001Z b\n");
  expect((await call("CancelExportTask", { taskId })).Error.Code).toBe("InvalidOperationException");
});
