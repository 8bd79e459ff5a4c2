// Streams: how they are made and told, their shards, tags, settings and consumers.
import { expect, test } from "bun:test";
import { ACCOUNT, REGION, START, TestClient } from "../support/client.ts";

const ARN = `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/orders`;
const StreamName = "orders";

/** What tests read of answers. */
type Answer = ReturnType<typeof JSON.parse>;

async function makeStream(ShardCount = 1) {
  const client = new TestClient();
  const call = (name: string, input: Parameters<TestClient["call"]>[2] = {}) =>
    client.call("kinesis", name, input) as Promise<Answer>;
  await call("CreateStream", { StreamName, ShardCount });
  return { client, call };
}

test("a stream is active at once, with shards that have all keys between them", async () => {
  const { call } = await makeStream(3);
  const { StreamDescription } = await call("DescribeStream", { StreamName });
  expect(StreamDescription).toEqual({
    StreamName,
    StreamARN: ARN,
    StreamStatus: "ACTIVE",
    StreamModeDetails: { StreamMode: "PROVISIONED" },
    RetentionPeriodHours: 24,
    StreamCreationTimestamp: new Date(START),
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: "NONE",
    HasMoreShards: false,
    Shards: [
      ["0", "113427455640312821154458202477256070484"],
      ["113427455640312821154458202477256070485", "226854911280625642308916404954512140969"],
      ["226854911280625642308916404954512140970", "340282366920938463463374607431768211455"],
    ].map(([StartingHashKey, EndingHashKey], at) => ({
      ShardId: `shardId-00000000000${at}`,
      HashKeyRange: { StartingHashKey, EndingHashKey },
      SequenceNumberRange: { StartingSequenceNumber: expect.stringMatching(/^\d{56}$/) },
    })),
  });
  const paged = await call("DescribeStream", {
    StreamARN: ARN,
    Limit: 1,
    ExclusiveStartShardId: "shardId-000000000000",
  });
  expect(paged["StreamDescription"].Shards.map(({ ShardId }: { ShardId: string }) => ShardId)).toEqual([
    "shardId-000000000001",
  ]);
  expect(paged["StreamDescription"].HasMoreShards).toBe(true);
});

test("a name that is taken, one that nobody has, and too many shards are refused in AWS's words", async () => {
  const { call } = await makeStream();
  const refusals = [
    [await call("CreateStream", { StreamName, ShardCount: 1 }), "ResourceInUseException"],
    [await call("DescribeStream", { StreamName: "none" }), "ResourceNotFoundException"],
    [await call("CreateStream", { StreamName: "many", ShardCount: 6000 }), "LimitExceededException"],
  ] as const;
  expect(refusals.map(([{ Error: error }]) => error?.Code)).toEqual(refusals.map(([, code]) => code));
  expect(refusals[0][0].Error?.Message).toBe(`Stream orders under account ${ACCOUNT} already exists.`);
  expect(refusals[1][0].Error?.Message).toBe(`Stream none under account ${ACCOUNT} not found.`);
});

test("streams are listed by their names, in pages", async () => {
  const { call } = await makeStream();
  for (const name of ["b", "a", "z"]) await call("CreateStream", { StreamName: name, ShardCount: 1 });
  const first = await call("ListStreams", { Limit: 3 });
  expect([first["StreamNames"], first["HasMoreStreams"]]).toEqual([["a", "b", "orders"], true]);
  const rest = await call("ListStreams", { NextToken: first["NextToken"] });
  expect([rest["StreamNames"], rest["HasMoreStreams"]]).toEqual([["z"], false]);
  expect(rest["StreamSummaries"]).toEqual([
    {
      StreamName: "z",
      StreamARN: ARN.replace("orders", "z"),
      StreamStatus: "ACTIVE",
      StreamModeDetails: { StreamMode: "PROVISIONED" },
      StreamCreationTimestamp: new Date(START),
    },
  ]);
});

test("a shard is split and two are merged; the closed ones tell what became of them", async () => {
  const { call, client } = await makeStream();
  client.now += 10_000;
  const half = (2n ** 127n).toString();
  await call("SplitShard", { StreamName, ShardToSplit: "shardId-000000000000", NewStartingHashKey: half });
  client.now += 10_000;
  await call("MergeShards", {
    StreamName,
    ShardToMerge: "shardId-000000000001",
    AdjacentShardToMerge: "shardId-000000000002",
  });
  const { Shards } = await call("ListShards", { StreamName });
  expect(Shards.map((one: Answer) => [one["ParentShardId"], one["AdjacentParentShardId"]])).toEqual([
    [undefined, undefined],
    ["shardId-000000000000", undefined],
    ["shardId-000000000000", undefined],
    ["shardId-000000000001", "shardId-000000000002"],
  ]);
  expect(Shards.map((one: Answer) => one["SequenceNumberRange"].EndingSequenceNumber !== undefined)).toEqual([
    true,
    true,
    true,
    false,
  ]);
  const { StreamDescriptionSummary } = await call("DescribeStreamSummary", { StreamName });
  expect(StreamDescriptionSummary.OpenShardCount).toBe(1);
  const list = async (ShardFilter: { Type: string; Timestamp?: Date; ShardId?: string }) =>
    ((await call("ListShards", { StreamName, ShardFilter }))["Shards"] ?? []).map((one: Answer) =>
      Number(String(one["ShardId"]).slice(-1)),
    );
  expect(await list({ Type: "AT_LATEST" })).toEqual([3]);
  expect(await list({ Type: "AT_TRIM_HORIZON" })).toEqual([0]);
  expect(await list({ Type: "FROM_TRIM_HORIZON" })).toEqual([0, 1, 2, 3]);
  expect(await list({ Type: "AT_TIMESTAMP", Timestamp: new Date(START + 15_000) })).toEqual([1, 2]);
  expect(await list({ Type: "FROM_TIMESTAMP", Timestamp: new Date(START + 15_000) })).toEqual([1, 2, 3]);
  expect(await list({ Type: "AFTER_SHARD_ID", ShardId: "shardId-000000000001" })).toEqual([2, 3]);
  const again = await call("SplitShard", {
    StreamName,
    ShardToSplit: "shardId-000000000000",
    NewStartingHashKey: half,
  });
  expect(again.Error?.Message).toContain("has already been merged or split");
});

test("a stream is scaled as AWS was seen to do it: all are split, then pairs are merged", async () => {
  for (const [from, to, all] of [
    [2, 4, 6],
    [4, 5, 15],
    [10, 13, 37],
    [4, 2, 6],
    [5, 3, 7],
  ] as const) {
    const { call } = await makeStream(from);
    const input = { StreamName, TargetShardCount: to, ScalingType: "UNIFORM_SCALING" };
    const told = await call("UpdateShardCount", input);
    expect(told).toMatchObject({ CurrentShardCount: from, TargetShardCount: to, StreamName });
    const { StreamDescription } = await call("DescribeStream", { StreamName });
    expect(StreamDescription.Shards).toHaveLength(all);
    const { Shards } = await call("ListShards", { StreamName, ShardFilter: { Type: "AT_LATEST" } });
    expect(Shards).toHaveLength(to);
  }
  const { call } = await makeStream(2);
  const input = { StreamName, TargetShardCount: 5, ScalingType: "UNIFORM_SCALING" };
  expect((await call("UpdateShardCount", input)).Error).toMatchObject({
    Code: "LimitExceededException",
    Message:
      "UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: 2, Target shard count: 5",
  });
});

test("tags are put and taken by both APIs, and told in pages", async () => {
  const { call } = await makeStream();
  await call("AddTagsToStream", { StreamName, Tags: { b: "2", a: "1" } });
  await call("TagResource", { ResourceARN: ARN, Tags: { c: "3" } });
  expect(await call("ListTagsForStream", { StreamName, Limit: 2 })).toMatchObject({
    Tags: [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ],
    HasMoreTags: true,
  });
  await call("RemoveTagsFromStream", { StreamName, TagKeys: ["a"] });
  await call("UntagResource", { ResourceARN: ARN, TagKeys: ["c"] });
  expect((await call("ListTagsForResource", { ResourceARN: ARN }))["Tags"]).toEqual([
    { Key: "b", Value: "2" },
  ]);
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, "v"]));
  expect((await call("AddTagsToStream", { StreamName, Tags: many })).Error?.Code).toBe(
    "InvalidArgumentException",
  );
});

test("how long records are kept is changed within bounds", async () => {
  const { call } = await makeStream();
  const increase = (RetentionPeriodHours: number) =>
    call("IncreaseStreamRetentionPeriod", { StreamName, RetentionPeriodHours });
  await increase(48);
  const refusals = [await increase(24), await increase(9000), await increase(1)];
  expect(refusals.map(({ Error: error }) => error?.Message)).toEqual([
    "Requested retention period (24 hours) for stream orders can not be shorter than existing retention period (48 hours). Use DecreaseRetentionPeriod API.",
    "Maximum allowed retention period is 8760 hours. Requested retention period (9000 hours) is too long.",
    "Minimum allowed retention period is 24 hours. Requested retention period (1 hours) is too short.",
  ]);
  await call("DecreaseStreamRetentionPeriod", { StreamName, RetentionPeriodHours: 24 });
  const { StreamDescriptionSummary } = await call("DescribeStreamSummary", { StreamName });
  expect(StreamDescriptionSummary.RetentionPeriodHours).toBe(24);
});

test("what is measured of shards adds up, and all of it has a word", async () => {
  const { call } = await makeStream();
  await call("EnableEnhancedMonitoring", { StreamName, ShardLevelMetrics: ["OutgoingBytes"] });
  const told = await call("EnableEnhancedMonitoring", { StreamARN: ARN, ShardLevelMetrics: ["ALL"] });
  expect(told["CurrentShardLevelMetrics"]).toEqual(["OutgoingBytes"]);
  expect(told["DesiredShardLevelMetrics"]).toHaveLength(7);
  const less = await call("DisableEnhancedMonitoring", { StreamName, ShardLevelMetrics: ["OutgoingBytes"] });
  expect(less["DesiredShardLevelMetrics"]).toHaveLength(6);
});

test("consumers are registered, told by both of their names, and hold their stream", async () => {
  const { call } = await makeStream();
  const { Consumer } = await call("RegisterStreamConsumer", { StreamARN: ARN, ConsumerName: "web" });
  const { ConsumerARN } = Consumer;
  expect(Consumer).toEqual({
    ConsumerName: "web",
    ConsumerARN: expect.stringMatching(/:stream\/orders\/consumer\/web:\d{10}$/),
    ConsumerStatus: "ACTIVE",
    ConsumerCreationTimestamp: new Date(START),
  });
  const { ConsumerDescription } = await call("DescribeStreamConsumer", { ConsumerARN });
  expect(ConsumerDescription).toEqual({ ...Consumer, StreamARN: ARN });
  const again = await call("RegisterStreamConsumer", { StreamARN: ARN, ConsumerName: "web" });
  expect(again.Error?.Code).toBe("ResourceInUseException");
  expect((await call("DeleteStream", { StreamName })).Error?.Code).toBe("ResourceInUseException");
  await call("DeregisterStreamConsumer", { StreamARN: ARN, ConsumerName: "web" });
  expect((await call("ListStreamConsumers", { StreamARN: ARN }))["Consumers"]).toEqual([]);
  await call("DeleteStream", { StreamName });
  expect((await call("ListStreams"))["StreamNames"]).toEqual([]);
});

test("a policy is put on a stream, told and taken away", async () => {
  const { call } = await makeStream();
  const ResourceARN = ARN;
  expect((await call("GetResourcePolicy", { ResourceARN }))["Policy"]).toBe("{}");
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  await call("PutResourcePolicy", { ResourceARN, Policy });
  expect((await call("GetResourcePolicy", { ResourceARN }))["Policy"]).toBe(Policy);
  await call("DeleteResourcePolicy", { ResourceARN });
  expect((await call("GetResourcePolicy", { ResourceARN: `${ResourceARN}x` })).Error?.Message).toBe(
    `Stream ${ResourceARN}x under account 111111111111 not found.`,
  );
  expect((await call("DeleteResourcePolicy", { ResourceARN })).Error?.Message).toBe(
    `No resource policy found for resource ARN ${ARN}.`,
  );
});

test("a stream on demand has four shards, and their number is not for the caller to change", async () => {
  const { call } = await makeStream();
  await call("CreateStream", { StreamName: "wide", StreamModeDetails: { StreamMode: "ON_DEMAND" } });
  const { StreamDescriptionSummary } = await call("DescribeStreamSummary", { StreamName: "wide" });
  expect(StreamDescriptionSummary).toMatchObject({
    OpenShardCount: 4,
    StreamModeDetails: { StreamMode: "ON_DEMAND" },
  });
  const input = { StreamName: "wide", TargetShardCount: 2, ScalingType: "UNIFORM_SCALING" };
  expect((await call("UpdateShardCount", input)).Error?.Code).toBe("ValidationException");
  expect(await call("DescribeLimits")).toMatchObject({ OpenShardCount: 1, OnDemandStreamCount: 1 });
  const StreamARN = ARN.replace("orders", "wide");
  await call("UpdateStreamMode", { StreamARN, StreamModeDetails: { StreamMode: "PROVISIONED" } });
  expect((await call("UpdateShardCount", input))["CurrentShardCount"]).toBe(4);
});

test("what a stream is made with is told, with its tags", async () => {
  const { call } = await makeStream();
  const StreamName = "made";
  await call("CreateStream", {
    StreamName,
    StreamModeDetails: { StreamMode: "ON_DEMAND" },
    Tags: { a: "1" },
    MaxRecordSizeInKiB: 2048,
    WarmThroughputMiBps: 10,
  });
  expect((await call("ListTagsForStream", { StreamName }))["Tags"]).toEqual([{ Key: "a", Value: "1" }]);
  const { StreamDescriptionSummary } = await call("DescribeStreamSummary", { StreamName });
  expect(StreamDescriptionSummary).toMatchObject({
    MaxRecordSizeInKiB: 2048,
    WarmThroughput: { TargetMiBps: 10, CurrentMiBps: 10 },
  });
});

test("an account's commitment holds for a day, and ends by itself then", async () => {
  const { call, client } = await makeStream();
  const set = (Status: string) =>
    call("UpdateAccountSettings", { MinimumThroughputBillingCommitment: { Status } });
  const tell = async () =>
    (await call("DescribeAccountSettings"))["MinimumThroughputBillingCommitment"].Status;
  expect(await tell()).toBe("DISABLED");
  await set("ENABLED");
  expect(await tell()).toBe("ENABLED");
  await set("DISABLED");
  expect(await tell()).toBe("ENABLED_UNTIL_EARLIEST_ALLOWED_END");
  client.now += 25 * 3_600_000;
  expect(await tell()).toBe("DISABLED");
});

test("a stream of which nothing is said grows by itself", async () => {
  const { call } = await makeStream();
  await call("CreateStream", { StreamName: "free" });
  const { StreamDescription } = await call("DescribeStream", { StreamName: "free" });
  expect(StreamDescription).toMatchObject({ StreamModeDetails: { StreamMode: "ON_DEMAND" } });
  expect(StreamDescription.Shards).toHaveLength(4);
  const StreamModeDetails = { StreamMode: "PROVISIONED" };
  expect((await call("CreateStream", { StreamName: "none", StreamModeDetails })).Error?.Message).toBe(
    "ShardCount must be provided for a stream in PROVISIONED mode.",
  );
});
