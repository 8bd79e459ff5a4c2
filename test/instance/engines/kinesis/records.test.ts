// Records: where they go, and how they are read by iterators of every kind.
import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { ACCOUNT, type Given, START, TestClient } from "../support/client.ts";

const StreamName = "orders";
const ShardId = "shardId-000000000000";

/** What tests read of answers. */
type Answer = ReturnType<typeof JSON.parse>;

async function makeStream(ShardCount = 1) {
  const client = new TestClient();
  const call = (name: string, input: Record<string, Given | undefined> = {}) =>
    client.call("kinesis", name, input) as Promise<Answer>;
  await call("CreateStream", { StreamName, ShardCount });
  const put = (text: string, PartitionKey = "k") =>
    call("PutRecord", { StreamName, Data: Buffer.from(text), PartitionKey });
  const read = async (more: Record<string, Given>, shard = ShardId, Limit?: number) => {
    const { ShardIterator } = await call("GetShardIterator", { StreamName, ShardId: shard, ...more });
    return call("GetRecords", { ShardIterator, ...(Limit !== undefined && { Limit }) });
  };
  return { client, call, put, read };
}

const tell = ({ Records }: Answer) =>
  Records.map(({ Data }: { Data: Uint8Array }) => Buffer.from(Data).toString());

test("a record goes to the shard of its key's hash, or of the one that is given", async () => {
  const { call } = await makeStream(4);
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1, maxLength: 256, unit: "grapheme-ascii" }),
      async (PartitionKey) => {
        const hash = BigInt(`0x${createHash("md5").update(PartitionKey).digest("hex")}`);
        const shard = `shardId-00000000000${hash / 2n ** 126n}`;
        const told = await call("PutRecord", { StreamName, Data: Buffer.from("x"), PartitionKey });
        expect(told["ShardId"]).toBe(shard);
      },
    ),
    { numRuns: 30 },
  );
  const ExplicitHashKey = (2n ** 128n - 1n).toString();
  const told = await call("PutRecords", {
    StreamName,
    Records: [
      { Data: Buffer.from("a"), PartitionKey: "k", ExplicitHashKey },
      { Data: Buffer.from("b"), PartitionKey: "k", ExplicitHashKey: "0" },
    ],
  });
  expect(told["FailedRecordCount"]).toBe(0);
  expect(told["Records"].map((one: Answer) => one["ShardId"])).toEqual([
    "shardId-000000000003",
    "shardId-000000000000",
  ]);
  const beyond = (2n ** 128n).toString();
  const refused = await call("PutRecord", {
    StreamName,
    Data: Buffer.from("a"),
    PartitionKey: "k",
    ExplicitHashKey: beyond,
  });
  expect(refused.Error).toMatchObject({
    Code: "InvalidArgumentException",
    Message: `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${beyond}`,
  });
});

test("iterators of every kind stand where they say", async () => {
  const { client, put, read } = await makeStream();
  const numbers: string[] = [];
  for (const text of ["a", "b", "c"]) {
    client.now += 1000;
    numbers.push((await put(text))["SequenceNumber"]);
  }
  expect(numbers).toEqual(numbers.toSorted());
  const at = (moment: number) => ({ ShardIteratorType: "AT_TIMESTAMP", Timestamp: new Date(START + moment) });
  const number = (type: string, index: number): Record<string, Given> => ({
    ShardIteratorType: `${type}_SEQUENCE_NUMBER`,
    StartingSequenceNumber: numbers[index] ?? "",
  });
  expect(tell(await read({ ShardIteratorType: "TRIM_HORIZON" }))).toEqual(["a", "b", "c"]);
  expect(tell(await read({ ShardIteratorType: "LATEST" }))).toEqual([]);
  expect(tell(await read(number("AT", 1)))).toEqual(["b", "c"]);
  expect(tell(await read(number("AFTER", 1)))).toEqual(["c"]);
  expect(tell(await read(at(2000)))).toEqual(["b", "c"]);
  expect(tell(await read(at(2001)))).toEqual(["c"]);
  client.now += 1000;
  expect(tell(await read(at(3500)))).toEqual([]);
});

test("the latest iterator reads what comes after it, and each next one goes on", async () => {
  const { call, put } = await makeStream();
  await put("before");
  let { ShardIterator } = await call("GetShardIterator", {
    StreamName,
    ShardId,
    ShardIteratorType: "LATEST",
  });
  for (const text of ["a", "b", "c"]) await put(text);
  const seen: string[] = [];
  for (let round = 0; round < 4; round++) {
    const told = await call("GetRecords", { ShardIterator, Limit: 1 });
    seen.push(...tell(told));
    ShardIterator = told["NextShardIterator"];
  }
  expect(seen).toEqual(["a", "b", "c"]);
});

test("an iterator may come in quotes", async () => {
  const { call, put } = await makeStream();
  await put("a");
  const { ShardIterator } = await call("GetShardIterator", {
    StreamName,
    ShardId,
    ShardIteratorType: "TRIM_HORIZON",
  });
  expect(tell(await call("GetRecords", { ShardIterator: `"${ShardIterator}"` }))).toEqual(["a"]);
});

test("how far behind a read is, is told", async () => {
  const { client, put, read } = await makeStream();
  await put("a");
  await put("b");
  client.now += 5000;
  expect((await read({ ShardIteratorType: "TRIM_HORIZON" }, ShardId, 1))["MillisBehindLatest"]).toBe(5000);
  expect((await read({ ShardIteratorType: "TRIM_HORIZON" }))["MillisBehindLatest"]).toBe(0);
});

test("an iterator holds for five minutes, and is nothing that somebody makes up", async () => {
  const { client, call } = await makeStream();
  const { ShardIterator } = await call("GetShardIterator", {
    StreamName,
    ShardId,
    ShardIteratorType: "LATEST",
  });
  client.now += 300_001;
  expect((await call("GetRecords", { ShardIterator })).Error).toMatchObject({
    Code: "ExpiredIteratorException",
    Message:
      "Iterator expired. The iterator was created at time Wed Apr 01 00:00:00 UTC 2026 while right now it is Wed Apr 01 00:05:00 UTC 2026 which is further in the future than the tolerated delay of 300000 milliseconds.",
  });
  for (const made of ["abc", `${ShardIterator.slice(0, -4)}AAAA`])
    expect((await call("GetRecords", { ShardIterator: made })).Error?.Message).toBe("Invalid ShardIterator.");
});

test("iterators are refused in AWS's words", async () => {
  const { call, put } = await makeStream(2);
  const { SequenceNumber } = await put("a", "k");
  const ask = async (more: Record<string, Given>) =>
    (await call("GetShardIterator", { StreamName, ShardId, ...more })).Error?.Message;
  const of = `in stream orders under account ${ACCOUNT}`;
  expect(await ask({ ShardId: "shardId-000000000009", ShardIteratorType: "LATEST" })).toBe(
    `Shard shardId-000000000009 ${of} does not exist`,
  );
  expect(await ask({ ShardId: "x", ShardIteratorType: "LATEST" })).toBe(`Could not find shard x ${of}.`);
  const choice =
    "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified";
  expect(await ask({ ShardIteratorType: "AT_SEQUENCE_NUMBER" })).toBe(
    `${choice} AT_SEQUENCE_NUMBER and no StartingSequenceNumber.`,
  );
  expect(await ask({ ShardIteratorType: "LATEST", StartingSequenceNumber: SequenceNumber })).toBe(
    `${choice} LATEST and also a StartingSequenceNumber.`,
  );
  expect(await ask({ ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: "5" })).toBe(
    `StartingSequenceNumber 5 used in GetShardIterator on shard ${ShardId} ${of} is invalid.`,
  );
  expect(await ask({ ShardIteratorType: "AT_TIMESTAMP" })).toContain("Must specify timestampInMillis");
});

test("a closed shard is read to its end, which tells its children", async () => {
  const { client, call, put, read } = await makeStream();
  await put("a");
  client.now += 1000;
  const NewStartingHashKey = (2n ** 127n).toString();
  await call("SplitShard", { StreamName, ShardToSplit: ShardId, NewStartingHashKey });
  const told = await read({ ShardIteratorType: "TRIM_HORIZON" });
  expect(tell(told)).toEqual(["a"]);
  expect(told).not.toContainKey("NextShardIterator");
  expect(told["ChildShards"].map((one: Answer) => [one["ShardId"], one["ParentShards"]])).toEqual([
    ["shardId-000000000001", [ShardId]],
    ["shardId-000000000002", [ShardId]],
  ]);
  const next = await put("b", "k");
  expect(next["ShardId"]).not.toBe(ShardId);
  expect(tell(await read({ ShardIteratorType: "TRIM_HORIZON" }, next["ShardId"]))).toEqual(["b"]);
});

test("records are forgotten once they are older than the stream keeps them", async () => {
  const { client, put, read } = await makeStream();
  for (const text of ["a", "b"]) await put(text);
  client.now += 23 * 3_600_000;
  await put("c");
  client.now += 2 * 3_600_000;
  expect(tell(await read({ ShardIteratorType: "TRIM_HORIZON" }))).toEqual(["c"]);
});

test("a record or a request that is too large is refused", async () => {
  const { call } = await makeStream();
  const large = Buffer.alloc(1_048_577);
  expect((await call("PutRecord", { StreamName, Data: large, PartitionKey: "k" })).Error?.Message).toContain(
    "Value at 'data' failed to satisfy constraint: Member must have length less than or equal to 1048576",
  );
  const Records = Array.from({ length: 11 }, () => ({ Data: Buffer.alloc(1_000_000), PartitionKey: "k" }));
  expect((await call("PutRecords", { StreamName, Records })).Error?.Code).toBe("InvalidArgumentException");
});

test("what is put is there after a reset to the mark, and what came later is not", async () => {
  const { client, put, read } = await makeStream();
  await put("a");
  client.instance.mark();
  await put("b");
  client.instance.reset();
  expect(tell(await read({ ShardIteratorType: "TRIM_HORIZON" }))).toEqual(["a"]);
});
