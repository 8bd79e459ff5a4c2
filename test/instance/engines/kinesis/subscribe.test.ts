// A consumer is sent the records of a shard: those that are there, and those that come.
import { expect, test } from "bun:test";
import { TestClient } from "../support/client.ts";
import { askForEvents } from "../support/read-events.ts";

const StreamName = "orders";
const ShardId = "shardId-000000000000";

/** What tests read of answers. */
type Answer = ReturnType<typeof JSON.parse>;

async function makeConsumer() {
  const client = new TestClient();
  await client.call("kinesis", "CreateStream", { StreamName, ShardCount: 1 });
  const { StreamDescriptionSummary }: Answer = await client.call("kinesis", "DescribeStreamSummary", {
    StreamName,
  });
  const { StreamARN } = StreamDescriptionSummary;
  const { Consumer }: Answer = await client.call("kinesis", "RegisterStreamConsumer", {
    StreamARN,
    ConsumerName: "web",
  });
  const put = (text: string) =>
    client.call("kinesis", "PutRecord", { StreamName, Data: Buffer.from(text), PartitionKey: "k" });
  const subscribe = (Type: string) =>
    askForEvents(client, "kinesis", "SubscribeToShard", {
      ConsumerARN: Consumer.ConsumerARN,
      ShardId,
      StartingPosition: { Type },
    });
  return { client, put, subscribe };
}

const tell = ({ Records }: Answer) =>
  Records.map(({ Data }: { Data: string }) => Buffer.from(Data, "base64").toString());

test("what is there comes first, then what is put, until the shard ends with its children", async () => {
  const { client, put, subscribe } = await makeConsumer();
  await put("a");
  const events = subscribe("TRIM_HORIZON");
  const next = async () => (await events.next()).value;
  expect(await next()).toEqual({ name: "initial-response", event: {} });
  const first = await next();
  expect([first?.name, tell(first?.event)]).toEqual(["SubscribeToShardEvent", ["a"]]);
  await put("b");
  expect(tell((await next())?.event)).toEqual(["b"]);
  await client.call("kinesis", "SplitShard", {
    StreamName,
    ShardToSplit: ShardId,
    NewStartingHashKey: (2n ** 127n).toString(),
  });
  const last = await next();
  expect(last?.event.ChildShards).toHaveLength(2);
  expect((await events.next()).done).toBe(true);
});

test("a subscription to what comes tells nothing that was there, and ends after five minutes", async () => {
  const { client, put, subscribe } = await makeConsumer();
  await put("a");
  const start = client.now;
  const told: string[] = [];
  for await (const { name, event } of subscribe("LATEST"))
    if (name === "SubscribeToShardEvent") told.push(...tell(event));
  expect(told).toEqual([]);
  expect(client.now - start).toBeGreaterThanOrEqual(300_000);
});

test("nobody subscribes who is not registered", async () => {
  const { client } = await makeConsumer();
  const ConsumerARN = `arn:aws:kinesis:us-east-1:111111111111:stream/${StreamName}/consumer/none:1775001600`;
  const input = { ConsumerARN, ShardId, StartingPosition: { Type: "LATEST" } };
  const { Error: error }: Answer = await client.call("kinesis", "SubscribeToShard", input);
  expect(error.Code).toBe("ResourceNotFoundException");
});
