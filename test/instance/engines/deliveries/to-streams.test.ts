// Events come to streams and log groups, and what no queue takes to the queue for that.
import { expect, test } from "bun:test";
import { ACCOUNT, type Given, REGION, TestClient } from "../support/client.ts";

const arn = (service: string, name: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;
const RoleArn = `arn:aws:iam::${ACCOUNT}:role/events`;

async function lead(target: { readonly [name: string]: Given | undefined }): Promise<TestClient> {
  const client = new TestClient();
  await client.call("kinesis", "CreateStream", { StreamName: "stream", ShardCount: 1 });
  await client.call("logs", "CreateLogGroup", { logGroupName: "/events" });
  await client.call("sqs", "CreateQueue", { QueueName: "dead" });
  await client.call("events", "PutRule", { Name: "rule", EventPattern: '{"source": ["shop"]}' });
  const put = await client.call("events", "PutTargets", { Rule: "rule", Targets: [{ Id: "1", ...target }] });
  expect(put.Error).toBeUndefined();
  const Entries = [{ Source: "shop", DetailType: "order", Detail: '{"id": "o1"}' }];
  const { FailedEntryCount } = await client.call("events", "PutEvents", { Entries });
  expect(FailedEntryCount).toBe(0);
  return client;
}

test("a stream has a record with the partition that the target says", async () => {
  const KinesisParameters = { PartitionKeyPath: "$.detail.id" };
  const client = await lead({ Arn: arn("kinesis", "stream/stream"), RoleArn, KinesisParameters });
  const shard = { StreamName: "stream", ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" };
  const { ShardIterator } = await client.call("kinesis", "GetShardIterator", shard);
  const { Records } = await client.call("kinesis", "GetRecords", { ShardIterator: String(ShardIterator) });
  const [record] = Records as readonly { readonly Data: Uint8Array; readonly PartitionKey: string }[];
  expect(record?.PartitionKey).toBe("o1");
  expect(JSON.parse(Buffer.from(record?.Data ?? []).toString())).toMatchObject({ detail: { id: "o1" } });
});

test("a log group has the event as the message of a stream of its own", async () => {
  const client = await lead({ Arn: arn("logs", "log-group:/events") });
  const { events } = await client.call("logs", "FilterLogEvents", { logGroupName: "/events" });
  const messages = (events as readonly { readonly message: string }[]).map(({ message }) =>
    JSON.parse(message),
  );
  expect(messages).toMatchObject([{ "detail-type": "order", detail: { id: "o1" } }]);
});

test("what comes to a queue that is gone is in the queue for dead letters, with why", async () => {
  const DeadLetterConfig = { Arn: arn("sqs", "dead") };
  const client = await lead({ Arn: arn("sqs", "gone"), DeadLetterConfig });
  const { QueueUrl } = await client.call("sqs", "GetQueueUrl", { QueueName: "dead" });
  const asked = { QueueUrl: String(QueueUrl), MessageAttributeNames: ["All"] };
  const { Messages } = await client.call("sqs", "ReceiveMessage", asked);
  expect(Messages).toMatchObject([
    {
      MessageAttributes: {
        ERROR_CODE: { StringValue: "NO_RESOURCE" },
        TARGET_ARN: { StringValue: arn("sqs", "gone") },
        RULE_ARN: { StringValue: arn("events", "rule/rule") },
      },
    },
  ]);
});
