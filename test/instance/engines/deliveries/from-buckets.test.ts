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

test("what is had back from an archive is told with its class and without a place in the order", async () => {
  const { client, configure, take } = await begin();
  await configure({ EventBridgeConfiguration: {} });
  await client.call("events", "PutRule", { Name: "r", EventPattern: '{"source": ["aws.s3"]}' });
  await client.call("events", "PutTargets", { Rule: "r", Targets: [{ Id: "1", Arn: arn("sqs", "queue") }] });
  await client.call("s3", "PutObject", { Bucket, Key: "k", Body: "hello", StorageClass: "GLACIER" });
  await take();
  await client.call("s3", "RestoreObject", { Bucket, Key: "k", RestoreRequest: { Days: 1 } });
  const told = await take();
  expect(told.map((event) => [event["detail-type"], event.detail["source-storage-class"]])).toEqual([
    ["Object Restore Initiated", "GLACIER"],
    ["Object Restore Completed", "GLACIER"],
  ]);
  for (const { detail } of told)
    expect(Object.keys(detail.object).toSorted()).toEqual(["etag", "key", "size"]);
  expect(told.map(({ detail }) => "restore-expiry-time" in detail)).toEqual([false, true]);
});

test("all that a bucket cannot tell of its objects are named at once, behind those that have no ARN", async () => {
  const { configure } = await begin();
  const to = (QueueArn: string, Id: string) => ({ QueueArn, Id, Events: [`s3:ObjectCreated:${Id}`] });
  const absent = [to(arn("sqs", "one"), "Put"), to(arn("sqs", "two"), "Copy")];
  const { Error: refused } = await configure({ QueueConfigurations: absent });
  const value = "The destination queue does not exist";
  expect(refused).toMatchObject({
    Message: "Unable to validate the following destination configurations",
    ArgumentName1: arn("sqs", "one"),
    ArgumentValue1: value,
    ArgumentName2: arn("sqs", "two"),
    ArgumentValue2: value,
  });
  const mixed = await configure({ QueueConfigurations: [...absent, to("queue", "Post")] });
  expect(mixed.Error).toMatchObject({ Message: "The ARN could not be parsed", ArgumentValue: "queue" });
});

test("a queue gets the trace of the request that changed the object", async () => {
  const { client, configure, take } = await begin();
  await configure({
    QueueConfigurations: [{ QueueArn: arn("sqs", "queue"), Events: ["s3:ObjectCreated:*"] }],
  });
  await take();
  const headers = {
    host: "localhost:4566",
    "x-amzn-trace-id": "Root=1-2",
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260401/${REGION}/s3/aws4_request`,
  };
  const { status } = await client.instance.answer({
    method: "PUT",
    path: `/${Bucket}/k`,
    query: [],
    headers,
    body: "hello",
  });
  expect(status).toBe(200);
  const { Messages } = await client.call("sqs", "ReceiveMessage", {
    QueueUrl: `http://localhost:4566/${ACCOUNT}/queue`,
    AttributeNames: ["AWSTraceHeader"],
  });
  expect(Messages).toMatchObject([{ Attributes: { AWSTraceHeader: "Root=1-2" } }]);
});
