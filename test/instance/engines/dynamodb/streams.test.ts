// Streams of tables: what changes of items leave in them, how they are read, and when they end.
import { expect, test } from "bun:test";
import { BY_ID, type Input, makeDynamo } from "./ask.ts";

const TableName = "orders";
const DAY_MS = 86_400_000;

async function makeStream(StreamViewType = "NEW_AND_OLD_IMAGES", more: Input = {}) {
  const dynamo = makeDynamo();
  const { client, call, streams } = dynamo;
  await call("CreateTable", {
    ...{ TableName, ...BY_ID, ...more },
    StreamSpecification: { StreamEnabled: true, StreamViewType },
  });
  const { Streams } = await streams("ListStreams", { TableName });
  const { StreamArn } = Streams[0];
  const { StreamDescription } = await streams("DescribeStream", { StreamArn });
  const { ShardId } = StreamDescription.Shards[0];
  const iterate = (ShardIteratorType: string, SequenceNumber?: string) =>
    streams("GetShardIterator", { StreamArn, ShardId, ShardIteratorType, SequenceNumber });
  const read = async (type = "TRIM_HORIZON", number?: string, Limit?: number) =>
    streams("GetRecords", { ShardIterator: (await iterate(type, number)).ShardIterator, Limit });
  const put = (id: string, more: Input = {}) =>
    call("PutItem", { TableName, Item: { id: { S: id }, ...more } });
  return { ...dynamo, client, StreamArn, ShardId, StreamDescription, iterate, read, put };
}

interface Told {
  readonly eventName: string;
  readonly dynamodb: Record<string, unknown> & { readonly SequenceNumber: string };
  readonly userIdentity?: unknown;
}

test("items that are made, changed and deleted; what changes nothing leaves nothing", async () => {
  const { call, put, read, StreamDescription } = await makeStream();
  expect(StreamDescription).toMatchObject({ StreamStatus: "ENABLED", TableName, KeySchema: BY_ID.KeySchema });
  await put("a");
  await put("a");
  await put("a", { n: { N: "1" } });
  await call("DeleteItem", { TableName, Key: { id: { S: "a" } } });
  await call("DeleteItem", { TableName, Key: { id: { S: "a" } } });
  const { Records }: { Records: Told[] } = await read();
  const told = Records.map(({ eventName, dynamodb }) => {
    const { SequenceNumber: _, ApproximateCreationDateTime: __, StreamViewType: ___, ...rest } = dynamodb;
    return [eventName, rest] as [string, object];
  });
  const [Keys, image] = [{ id: { S: "a" } }, { id: { S: "a" }, n: { N: "1" } }];
  expect(told).toEqual([
    ["INSERT", { Keys, NewImage: Keys, SizeBytes: 6 }],
    ["MODIFY", { Keys, OldImage: Keys, NewImage: image, SizeBytes: 12 }],
    ["REMOVE", { Keys, OldImage: image, SizeBytes: 9 }],
  ]);
  const numbers = Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  expect(numbers.toSorted()).toEqual(numbers);
  const of = ({ Records }: { Records: Told[] }) => Records.map(({ eventName }) => eventName);
  expect(of(await read("AT_SEQUENCE_NUMBER", numbers[1]))).toEqual(["MODIFY", "REMOVE"]);
  expect(of(await read("AFTER_SEQUENCE_NUMBER", numbers[1]))).toEqual(["REMOVE"]);
  expect(of(await read("LATEST"))).toEqual([]);
  expect(of(await read("TRIM_HORIZON", undefined, 2))).toEqual(["INSERT", "MODIFY"]);
});

test.each<[string, string[]]>([
  ["KEYS_ONLY", []],
  ["NEW_IMAGE", ["NewImage"]],
  ["OLD_IMAGE", ["OldImage"]],
])("a view of %s", async (view, images) => {
  const { put, read } = await makeStream(view);
  await put("a");
  await put("a", { n: { N: "1" } });
  const { Records } = await read();
  expect(Object.keys(Records[1].dynamodb).filter((name) => name.endsWith("Image"))).toEqual(images);
});

test("what follows an iterator is read by the next one", async () => {
  const { iterate, streams, put } = await makeStream();
  const { ShardIterator } = await iterate("LATEST");
  expect(ShardIterator).toMatch(/^arn:.+\|\d+\|.+$/);
  await put("a");
  const first = await streams("GetRecords", { ShardIterator });
  expect(first.Records).toHaveLength(1);
  await put("b");
  expect((await streams("GetRecords", { ShardIterator: first.NextShardIterator })).Records).toHaveLength(1);
});

test("what is not there, and what is no iterator", async () => {
  const { streams, StreamArn, ShardId, iterate, client } = await makeStream();
  const other = StreamArn.replace("orders", "others");
  expect(await streams("DescribeStream", { StreamArn: other })).toBe(
    `ResourceNotFoundException: Requested resource not found: Stream: ${other} not found`,
  );
  for (const none of ["others", `arn:aws:dynamodb:us-east-1:123456789012:table/${"t".repeat(20)}`])
    expect(await streams("DescribeStream", { StreamArn: none })).toBe(
      "ValidationException: Invalid StreamArn",
    );
  const latest = { StreamArn, ShardId: `${ShardId}0`, ShardIteratorType: "LATEST" };
  expect(await streams("GetShardIterator", latest)).toMatch(/^ResourceNotFoundException: /);
  expect(await streams("GetRecords", { ShardIterator: "x|1|y" })).toBe(
    "ValidationException: Invalid ShardIterator",
  );
  expect(await iterate("AT_SEQUENCE_NUMBER")).toBe(
    "ValidationException: One or more parameter values were invalid: Invalid SequenceNumber",
  );
  expect(await iterate("LATEST", "000000000000000000001")).toBe(
    "ValidationException: One or more parameter values were invalid: SequenceNumber should not be passed for this iterator type",
  );
  const { ShardIterator } = await iterate("LATEST");
  client.now += 16 * 60_000;
  expect(await streams("GetRecords", { ShardIterator })).toMatch(/^ExpiredIteratorException: /);
  const { StreamDescription } = await streams("DescribeStream", {
    StreamArn,
    ExclusiveStartShardId: ShardId,
  });
  expect(StreamDescription.Shards).toEqual([]);
});

test("records are kept for a day", async () => {
  const { client, put, read, iterate } = await makeStream();
  await put("a");
  const { Records } = await read();
  client.now += DAY_MS + 1000;
  await put("b");
  expect((await read()).Records.map(({ dynamodb }: Told) => dynamodb["Keys"])).toEqual([{ id: { S: "b" } }]);
  expect(await iterate("AT_SEQUENCE_NUMBER", Records[0].dynamodb.SequenceNumber)).toMatch(
    /^TrimmedDataAccessException: /,
  );
});

test("a stream that ended is read for a day, and a new one has another name", async () => {
  const { client, call, streams, put, read, StreamArn, iterate } = await makeStream();
  await put("a");
  client.now += 1000;
  await call("UpdateTable", { TableName, StreamSpecification: { StreamEnabled: false } });
  await put("b");
  const { StreamDescription } = await streams("DescribeStream", { StreamArn });
  expect(StreamDescription.StreamStatus).toBe("DISABLED");
  expect(StreamDescription.Shards[0].SequenceNumberRange.EndingSequenceNumber).toBeString();
  const last = await read();
  expect(last.Records).toHaveLength(1);
  expect(last.NextShardIterator).toBeUndefined();
  expect((await call("DescribeTable", { TableName })).Table.LatestStreamArn).toBe(StreamArn);
  client.now += 1000;
  const on = { StreamEnabled: true, StreamViewType: "KEYS_ONLY" };
  const { TableDescription } = await call("UpdateTable", { TableName, StreamSpecification: on });
  expect(TableDescription.LatestStreamArn).not.toBe(StreamArn);
  expect((await streams("ListStreams", { TableName })).Streams).toHaveLength(2);
  await call("DeleteTable", { TableName });
  expect((await iterate("TRIM_HORIZON")).ShardIterator).toBeString();
  client.now += DAY_MS;
  expect((await streams("ListStreams")).Streams).toEqual([]);
});

test("an item whose time is over is deleted by the service", async () => {
  const { client, call, put, read } = await makeStream();
  const end = { end: { N: String(client.now / 1000 + 60) } };
  await put("before", end);
  await call("UpdateTimeToLive", {
    TableName,
    TimeToLiveSpecification: { Enabled: true, AttributeName: "end" },
  });
  await put("after", end);
  await put("moved", end);
  await put("moved", { end: { N: String(client.now / 1000 + 3600) } });
  await put("stays", { end: { S: "never" } });
  client.now += 61_000;
  expect((await call("GetItem", { TableName, Key: { id: { S: "after" } } })).Item).toBeUndefined();
  const removed = ((await read()).Records as Told[]).filter(({ eventName }) => eventName === "REMOVE");
  expect(removed.map(({ dynamodb }) => dynamodb["Keys"])).toEqual([
    { id: { S: "after" } },
    { id: { S: "before" } },
  ]);
  for (const { userIdentity } of removed)
    expect(userIdentity).toEqual({ PrincipalId: "dynamodb.amazonaws.com", Type: "Service" });
  expect((await call("DescribeTable", { TableName })).Table.ItemCount).toBe(2);
});
