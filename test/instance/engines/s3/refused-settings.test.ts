// What S3 refuses to set on a bucket, in AWS's words.
import { expect, test } from "bun:test";
import type { Given } from "../support/client.ts";
import { TestClient } from "../support/client.ts";
import { makeBucket } from "./support.ts";

type Fields = { readonly [name: string]: Given };

/** What a bucket answers to the one rule of objects' lives. */
async function putRule(rule: Fields): Promise<readonly [code?: string, message?: string]> {
  const bucket = await makeBucket(new TestClient());
  const LifecycleConfiguration = { Rules: [{ Status: "Enabled", ...rule }] } as Given;
  const { Error: error } = await bucket.call("PutBucketLifecycleConfiguration", { LifecycleConfiguration });
  return error ? [error.Code, error.Message] : [];
}

const early = (filter: string) =>
  `'Days' in the Expiration action for filter '${filter}' must be greater than 'Days' in the Transition action`;

test.each(["STANDARD_IA", "ONEZONE_IA"])(
  "objects move to %s once they are 30 days old",
  async (StorageClass) => {
    const move = (Days: number) => putRule({ Filter: {}, Transitions: [{ Days, StorageClass }] });
    expect(await move(29)).toEqual([
      "InvalidArgument",
      `'Days' in Transition action must be greater than or equal to 30 for storageClass '${StorageClass}'`,
    ]);
    expect(await move(30)).toEqual([]);
  },
);

test("objects move to an archive at once", async () => {
  expect(await putRule({ Filter: {}, Transitions: [{ Days: 0, StorageClass: "GLACIER" }] })).toEqual([]);
});

test.each([
  [{ Filter: {} }, "(prefix=)"],
  [{ Prefix: "a/" }, "(prefix=a/)"],
  [{ Filter: { Prefix: "a/" } }, "(prefix=a/)"],
  [
    { Filter: { And: { Prefix: "a/", Tags: [{ Key: "b", Value: "c" }] } } },
    "(prefix=a/ and tag={key=b, value=c})",
  ],
])("objects expire after they have moved: %j", async (of, filter) => {
  const put = (Days: number) =>
    putRule({ ...of, Expiration: { Days }, Transitions: [{ Days: 40, StorageClass: "GLACIER" }] } as Fields);
  expect(await put(40)).toEqual(["InvalidArgument", early(filter)]);
  expect(await put(41)).toEqual([]);
});

/** What a bucket answers when it is to tell somebody of events. */
async function notify(
  list: string,
  configuration: Fields,
): Promise<readonly [code?: string, message?: string]> {
  const client = new TestClient();
  const bucket = await makeBucket(client);
  await client.call("sqs", "CreateQueue", { QueueName: "q.fifo", Attributes: { FifoQueue: "true" } });
  await client.call("sqs", "CreateQueue", { QueueName: "q" });
  await client.call("sns", "CreateTopic", { Name: "t.fifo", Attributes: { FifoTopic: "true" } });
  const NotificationConfiguration = { [list]: [configuration] } as Given;
  const { Error: error } = await bucket.call("PutBucketNotificationConfiguration", {
    NotificationConfiguration,
  });
  return error ? [error.Code, error.Message] : [];
}

const CREATED = ["s3:ObjectCreated:*"];
const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:111111111111:${name}`;

test("a bucket tells no queue and no topic that keeps an order", async () => {
  const queue = (name: string) =>
    notify("QueueConfigurations", { QueueArn: arn("sqs", name), Events: CREATED });
  expect(await queue("q")).toEqual([]);
  expect(await queue("q.fifo")).toEqual(["InvalidArgument", "FIFO SQS queues are not supported."]);
  const [code] = await notify("TopicConfigurations", { TopicArn: arn("sns", "t.fifo"), Events: CREATED });
  expect(code).toBe("InvalidArgument");
});

test("a bucket tells of no event that S3 does not know", async () => {
  const of = { QueueArn: arn("sqs", "q"), Events: ["s3:ObjectCreated:*", "notarealeventname"] };
  const message = "The event is not supported for notifications";
  expect(await notify("QueueConfigurations", of)).toEqual(["InvalidArgument", message]);
});
