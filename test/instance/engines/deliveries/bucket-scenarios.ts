/** Scenarios of what buckets tell of their objects, by the names under which AWS's answers were recorded. */
import { ACCOUNT, type Given, REGION, type TestClient } from "../support/client.ts";
import type { Scenario } from "../support/recorded.ts";

const arn = (service: string, name: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;
const Bucket = "bucket";

type Input = { readonly [name: string]: Given | undefined };

/** A bucket, and a queue that gets what it tells, by way of EventBridge or itself. */
class Told {
  #url = "";

  constructor(readonly client: TestClient) {}

  async begin(NotificationConfiguration: Input): Promise<void> {
    const { QueueUrl } = await this.client.call("sqs", "CreateQueue", { QueueName: "queue" });
    this.#url = String(QueueUrl);
    await this.call("CreateBucket", {});
    const EventPattern = JSON.stringify({ source: ["aws.s3"] });
    await this.client.call("events", "PutRule", { Name: "rule", EventPattern });
    const Targets = [{ Id: "1", Arn: arn("sqs", "queue") }];
    await this.client.call("events", "PutTargets", { Rule: "rule", Targets });
    await this.call("PutBucketNotificationConfiguration", { NotificationConfiguration });
    await this.take();
  }

  call(name: string, input: Input) {
    return this.client.call("s3", name, { Bucket, ...input });
  }

  /** What the queue's messages say, which are gone then, with the words that the recording has. */
  async take(): Promise<unknown[]> {
    const given = { QueueUrl: this.#url, MaxNumberOfMessages: 10 };
    const { Messages = [] } = await this.client.call("sqs", "ReceiveMessage", given);
    await this.client.call("sqs", "PurgeQueue", { QueueUrl: this.#url });
    return (Messages as readonly { readonly Body: string }[]).map(({ Body }) => JSON.parse(name(Body)));
  }
}

const WORDS: readonly (readonly [member: string, word: string])[] = [
  ["x-amz-request-id", "amz-request-id"],
  ["x-amz-id-2", "amz-id"],
  ["request-id", "request-id"],
];

function name(body: string): string {
  const sequencer = body.includes('"detail"') ? "object-sequencer" : "sequencer";
  return [...WORDS, ["sequencer", sequencer] as const].reduce(
    (text, [member, word]) =>
      text.replaceAll(new RegExp(`"${member}":"[^"]*"`, "g"), () => `"${member}":"${word}"`),
    body,
  );
}

const toQueue = (Events: readonly string[]): Input => ({
  QueueConfigurations: [{ QueueArn: arn("sqs", "queue"), Events }],
});
const TO_BUS: Input = { EventBridgeConfiguration: {} };

/** The records of messages. */
const listRecords = (bodies: readonly unknown[]) =>
  bodies.flatMap((body) => (body as { readonly Records: readonly unknown[] }).Records);

function record(Events: readonly string[], act: (told: Told) => Promise<unknown>): Scenario {
  return async ({ client, answer }) => {
    const told = new Told(client);
    await told.begin(toQueue(Events));
    await act(told);
    answer("receive_messages", { messages: listRecords(await told.take()) });
  };
}

const put = (told: Told, Key: string, Body = "something", more: Input = {}) =>
  told.call("PutObject", { Key, Body, ...more });

export const BUCKET_EVENTS: Readonly<Record<string, Scenario>> = {
  async "object created put"({ client, answer }) {
    const told = new Told(client);
    await told.begin(TO_BUS);
    await put(told, "key", "data");
    answer("object_created", (await told.take())[0]);
    await told.call("DeleteObject", { Key: "key" });
    answer("object_deleted", (await told.take())[0]);
  },
  async "object created put in different region"({ client, answer }) {
    const told = new Told(client);
    await told.begin(TO_BUS);
    for (const _ of [1, 2]) await put(told, "key", "data");
    answer("object-created-different-regions", { messages: await told.take() });
  },
  async "object put acl"({ client, answer }) {
    const told = new Told(client);
    await told.begin(TO_BUS);
    await put(told, "key");
    for (const ACL of ["public-read", "private", "public-read"])
      await told.call("PutObjectAcl", { Key: "key", ACL });
    answer("messages", { messages: await told.take() });
  },
  "key encoding": record(["s3:ObjectCreated:*"], (told) => put(told, "a@b")),
  "object created copy": record(["s3:ObjectCreated:Copy"], async (told) => {
    await put(told, "source");
    await told.call("CopyObject", { Key: "copy", CopySource: `${Bucket}/source` });
  }),
  "object created complete multipart upload": record(["s3:ObjectCreated:*"], async (told) => {
    const Key = "test-key";
    const { UploadId } = await told.call("CreateMultipartUpload", { Key });
    const upload = { Key, UploadId: String(UploadId) };
    const { ETag } = await told.call("UploadPart", { ...upload, PartNumber: 1, Body: "1".repeat(6144) });
    const MultipartUpload = { Parts: [{ ETag: String(ETag), PartNumber: 1 }] };
    await told.call("CompleteMultipartUpload", { ...upload, MultipartUpload });
  }),
  "restore object": record(["s3:ObjectRestore:*"], async (told) => {
    await put(told, "my_key_restore", "something", { StorageClass: "GLACIER" });
    await told.call("RestoreObject", { Key: "my_key_restore", RestoreRequest: { Days: 1 } });
  }),
};
