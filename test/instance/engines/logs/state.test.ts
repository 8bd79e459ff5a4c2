// What log groups and streams hold goes into a state and comes out of it, with what filters send on.
import { expect, test } from "bun:test";
import { ACCOUNT, type Given, REGION, TestClient } from "../support/client.ts";

/** What tests read of answers. */
type Answer = ReturnType<typeof JSON.parse>;

const logGroupName = "g";
const logStreamName = "s";

function makeCall(client: TestClient) {
  return (service: string, name: string, input: Record<string, Given | undefined> = {}): Promise<Answer> =>
    client.call(service, name, input);
}

async function readShard(call: ReturnType<typeof makeCall>): Promise<number> {
  const { ShardIterator } = await call("kinesis", "GetShardIterator", {
    StreamName: "k",
    ShardId: "shardId-000000000000",
    ShardIteratorType: "TRIM_HORIZON",
  });
  return (await call("kinesis", "GetRecords", { ShardIterator })).Records.length;
}

test("events and records are there in an instance that begins with the state of another, and filters send on", async () => {
  const [before, after] = [new TestClient(), new TestClient()];
  const [first, second] = [makeCall(before), makeCall(after)];
  await first("logs", "CreateLogGroup", { logGroupName });
  await first("logs", "CreateLogStream", { logGroupName, logStreamName });
  await first("kinesis", "CreateStream", { StreamName: "k", ShardCount: 1 });
  await first("logs", "PutSubscriptionFilter", {
    logGroupName,
    filterName: "f",
    filterPattern: "",
    destinationArn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/k`,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/r`,
  });
  const put = (call: typeof first, message: string) =>
    call("logs", "PutLogEvents", {
      logGroupName,
      logStreamName,
      logEvents: [{ timestamp: before.now, message }],
    });
  await put(first, "a");
  after.instance.load(before.instance.state);
  await put(second, "b");
  const { events } = await second("logs", "GetLogEvents", { logGroupName, logStreamName });
  expect(events.map(({ message }: { message: string }) => message)).toEqual(["a", "b"]);
  expect([await readShard(first), await readShard(second)]).toEqual([1, 2]);
  const { logStreams } = await second("logs", "DescribeLogStreams", { logGroupName });
  expect(logStreams[0].lastEventTimestamp).toBe(before.now);
});
