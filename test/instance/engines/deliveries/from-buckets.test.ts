// What happens to a bucket's objects comes to queues, topics and rules.
import { expect, test } from "bun:test";
import { ACCOUNT, REGION, TestClient } from "../support/client.ts";

const arn = (service: string, name: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;
const Bucket = "photos";

async function begin() {
  const client = new TestClient();
  const { QueueUrl } = await client.call("sqs", "CreateQueue", { QueueName: "queue" });
  await client.call("s3", "CreateBucket", { Bucket });
  const configure = (NotificationConfiguration: Parameters<typeof client.call>[2]) =>
    client.call("s3", "PutBucketNotificationConfiguration", { Bucket, NotificationConfiguration });
  /** The bodies of a queue's messages, which are gone then. */
  const take = async () => {
    const given = { QueueUrl: String(QueueUrl), MaxNumberOfMessages: 10 };
    const { Messages = [] } = await client.call("sqs", "ReceiveMessage", given);
    const messages = Messages as readonly { readonly Body: string; readonly ReceiptHandle: string }[];
    for (const { ReceiptHandle } of messages)
      await client.call("sqs", "DeleteMessage", { QueueUrl: String(QueueUrl), ReceiptHandle });
    return messages.map(({ Body }) => JSON.parse(Body));
  };
  const put = (Key: string) => client.call("s3", "PutObject", { Bucket, Key, Body: "hello" });
  return { client, configure, take, put };
}

test("a queue gets a test, then what it asked for", async () => {
  const { client, configure, take, put } = await begin();
  const Events = ["s3:ObjectCreated:*", "s3:ObjectRemoved:Delete"];
  const answer = await configure({ QueueConfigurations: [{ QueueArn: arn("sqs", "queue"), Events }] });
  expect(answer.Error).toBeUndefined();
  expect(await take()).toMatchObject([{ Event: "s3:TestEvent", Bucket }]);
  await put("a b");
  await client.call("s3", "CopyObject", { Bucket, Key: "copy", CopySource: `${Bucket}/a%20b` });
  await client.call("s3", "DeleteObject", { Bucket, Key: "copy" });
  const records = (await take()).map(({ Records: [{ eventName, s3 }] }) => [eventName, s3.object.key]);
  expect(records).toEqual([
    ["ObjectCreated:Put", "a+b"],
    ["ObjectCreated:Copy", "copy"],
    ["ObjectRemoved:Delete", "copy"],
  ]);
});

test("rules get events of buckets that tell EventBridge of them", async () => {
  const { client, configure, take, put } = await begin();
  await configure({ EventBridgeConfiguration: {} });
  await client.call("events", "PutRule", { Name: "r", EventPattern: '{"source": ["aws.s3"]}' });
  await client.call("events", "PutTargets", { Rule: "r", Targets: [{ Id: "1", Arn: arn("sqs", "queue") }] });
  await put("a b");
  await client.call("s3", "DeleteObject", { Bucket, Key: "a b" });
  expect(await take()).toMatchObject([
    {
      "detail-type": "Object Created",
      resources: [`arn:aws:s3:::${Bucket}`],
      detail: { bucket: { name: Bucket }, object: { key: "a b", size: 5 }, reason: "PutObject" },
    },
    { "detail-type": "Object Deleted", detail: { "deletion-type": "Permanently Deleted" } },
  ]);
});

test("a topic hands on what it gets of a bucket", async () => {
  const { client, configure, take, put } = await begin();
  const { TopicArn } = await client.call("sns", "CreateTopic", { Name: "topic" });
  const subscription = { TopicArn: String(TopicArn), Protocol: "sqs", Endpoint: arn("sqs", "queue") };
  await client.call("sns", "Subscribe", subscription);
  const Events = ["s3:ObjectCreated:Put"];
  await configure({ TopicConfigurations: [{ TopicArn: String(TopicArn), Events }] });
  await put("k");
  const [, told] = await take();
  expect(told).toMatchObject({ Type: "Notification", Subject: "Amazon S3 Notification" });
  expect(JSON.parse(told.Message).Records[0].s3.object.key).toBe("k");
});
