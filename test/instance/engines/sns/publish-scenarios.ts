/** Scenarios of publishing, by the names of their recordings. */
import type { Given, TestClient } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { callSns, drain, type Input, makePair, makeTopic, onlyMessages } from "./support.ts";

const publish = (client: TestClient, TopicArn: string, Message: string, more: Input = {}) =>
  callSns(client, "Publish", { TopicArn, Message, ...more });

const json = (client: TestClient, TopicArn: string, Message: string) =>
  publish(client, TopicArn, Message, { MessageStructure: "json" });

const inBatch = (client: TestClient, TopicArn: string, PublishBatchRequestEntries: readonly Given[]) =>
  callSns(client, "PublishBatch", { TopicArn, PublishBatchRequestEntries });

const number = (StringValue: string) => ({ DataType: "Number", StringValue });

/** The event that a function was to get, as it is kept. */
function readEvent(client: TestClient): Readonly<Record<string, unknown>> {
  const kept = [...client.instance.store.records.listAll()].filter(({ owner }) => owner === '["sns","sent"]');
  const { message } = JSON.parse(String(kept.at(-1)?.value ?? "{}"));
  return JSON.parse(String(message)).Records[0].Sns;
}

/** Publishes to a function. */
function tellFunction(Subject: string, attributes: Record<string, string> = {}): Scenario {
  return async ({ client, answer }) => {
    const TopicArn = await makeTopic(client, "topic", attributes);
    const Endpoint = "arn:aws:lambda:us-east-1:111111111111:function:f";
    await callSns(client, "Subscribe", { TopicArn, Protocol: "lambda", Endpoint });
    await publish(client, TopicArn, "Hello world.", { Subject });
    answer("notification", readEvent(client));
  };
}

const BAD_ATTRIBUTES: Readonly<Record<string, Given>> = {
  missing_string_attr: { attr1: { DataType: "String", StringValue: "" } },
  fully_missing_string_attr: { attr1: { DataType: "String" } },
  fully_missing_data_type: { attr1: { StringValue: "value" } },
  missing_binary_attr: { attr1: { DataType: "Binary", BinaryValue: new Uint8Array() } },
  str_attr_binary_value: { attr1: { DataType: "String", BinaryValue: Uint8Array.of(1) } },
  int_attr_binary_value: { attr1: { DataType: "Number", BinaryValue: Uint8Array.of(1) } },
  binary_attr_string_value: { attr1: { DataType: "Binary", StringValue: "123" } },
  invalid_attr_string_value: { attr1: { DataType: "InvalidType", StringValue: "123" } },
  too_long_name: { ["a".repeat(257)]: { DataType: "String", StringValue: "123" } },
  invalid_name: { "a^*?": { DataType: "String", StringValue: "123" } },
  invalid_name_2: { ".abc": { DataType: "String", StringValue: "123" } },
  invalid_name_3: { "abc.": { DataType: "String", StringValue: "123" } },
  invalid_name_4: { "a..bc": { DataType: "String", StringValue: "123" } },
};

export const PUBLISH_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "publish message by target arn": async ({ client, answer }) => {
    const { TopicArn, QueueUrl } = await makePair(client);
    await publish(client, TopicArn, "test-msg-1");
    answer("receive-topic-arn", await drain(client, QueueUrl));
    await callSns(client, "Publish", { TargetArn: TopicArn, Message: "test-msg-2" });
    answer("receive-target-arn", await drain(client, QueueUrl));
  },
  "unknown topic publish": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    answer("success", await publish(client, TopicArn, "message"));
    answer("error", await publish(client, `${TopicArn}none`, "message"));
  },
  "empty sns message": async ({ client, answer }) => {
    const { TopicArn, QueueUrl } = await makePair(client);
    answer("empty-msg-error", await publish(client, TopicArn, ""));
    const AttributeNames = ["ApproximateNumberOfMessages"];
    answer("queue-attrs", await client.call("sqs", "GetQueueAttributes", { QueueUrl, AttributeNames }));
  },
  "message structure json exc": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    answer("missing-default-key", await json(client, TopicArn, '{"sqs": "this should fail"}'));
    answer("invalid-json", await json(client, TopicArn, '{"default": {"message": "invalid"'));
    answer("duplicate-json-keys", await json(client, TopicArn, '{"default": "a", "default": "b"}'));
    answer("key-is-not-string", await json(client, TopicArn, '{"default": {"message": "object"}}'));
  },
  "python lambda subscribe sns topic": tellFunction("[Subject] Test subject"),
  "publish_lambda_verify_signature[2]": tellFunction("[Subject] Test subject Signature v2", {
    SignatureVersion: "2",
  }),
  "publish unicode chars": async ({ client, answer }) => {
    const { TopicArn, QueueUrl } = await makePair(client);
    await publish(client, TopicArn, 'ö§a1"_!?,. £$-');
    answer("received-message", await drain(client, QueueUrl));
  },
  "publish sqs from sns": async ({ client, answer }) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await makePair(client, {
      attributes: { RawMessageDelivery: "true" },
    });
    const tell = () => callSns(client, "GetSubscriptionAttributes", { SubscriptionArn });
    answer("sub-attrs-raw-true", await tell());
    const all = { MessageAttributeNames: ["All"] };
    await publish(client, TopicArn, "Test msg", { MessageAttributes: { attr1: number("99.12") } });
    answer("message-raw-true", await drain(client, QueueUrl, all));
    const given = { SubscriptionArn, AttributeName: "RawMessageDelivery", AttributeValue: "false" };
    await callSns(client, "SetSubscriptionAttributes", given);
    answer("sub-attrs-raw-false", await tell());
    await publish(client, TopicArn, "Test msg", { MessageAttributes: { attr1: number("100.12") } });
    answer("message-raw-false", await drain(client, QueueUrl, all));
  },
  "publish batch messages from sns to sqs": async ({ client, answer }) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await makePair(client, {
      attributes: { RawMessageDelivery: "true" },
    });
    const shown = await callSns(client, "GetSubscriptionAttributes", { SubscriptionArn });
    answer("sub-attrs-raw-true", shown);
    const Subject = "Subject";
    const entries = [
      {
        Id: "1",
        Message: "Test Message with two attributes",
        Subject,
        MessageAttributes: { attr1: number("99.12"), attr2: number("109.12") },
      },
      {
        Id: "2",
        Message: "Test Message with one attribute",
        Subject,
        MessageAttributes: { attr1: number("19.12") },
      },
      { Id: "3", Message: "Test Message without attribute", Subject },
      { Id: "4", Message: "Test Message without subject" },
      { Id: "5", Message: '{"default": "test default", "sqs": "test sqs"}', MessageStructure: "json" },
    ];
    answer("publish-batch", await inBatch(client, TopicArn, entries));
    answer(
      "messages",
      onlyMessages(
        await drain(client, QueueUrl, { AttributeNames: ["All"], MessageAttributeNames: ["All"] }),
      ),
    );
  },
  "publish batch exceptions": async ({ client, answer }) => {
    const fifo = await makeTopic(client, "fifo.fifo", { FifoTopic: "true" });
    const plain = await makeTopic(client);
    answer("no-group-id", await inBatch(client, fifo, [{ Id: "1", Message: "m" }]));
    const many = Array.from({ length: 11 }, (_, at) => ({ Id: `${at}`, Message: "m" }));
    answer("too-many-msg", await inBatch(client, plain, many));
    const same = [0, 1].map(() => ({ Id: "1", Message: "m" }));
    answer("same-msg-id", await inBatch(client, plain, same));
    answer("no-dedup-id", await inBatch(client, fifo, [{ Id: "1", Message: "m", MessageGroupId: "g" }]));
    const bad = [{ Id: "1", Message: '{"sqs": "m"}', MessageStructure: "json" }];
    answer("no-default-key-json", await inBatch(client, plain, bad));
  },
  "publish batch invalid entry id": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    const ids: Readonly<Record<string, string>> = {
      "invalid-char-dot": "message.id",
      "invalid-char-special": "msg@123#test",
      "id-too-long-81": "a".repeat(81),
      "id-too-long-91": `my${"really".repeat(13)}longid`,
      "valid-id-80-chars": "a".repeat(80),
      "valid-id-with-hyphen-underscore": "valid-message_123",
    };
    for (const [label, Id] of Object.entries(ids))
      answer(label, await inBatch(client, TopicArn, [{ Id, Message: "m" }]));
  },
  "empty or wrong message attributes": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    for (const [label, MessageAttributes] of Object.entries(BAD_ATTRIBUTES)) {
      answer(label, await publish(client, TopicArn, "test message", { MessageAttributes }));
      const entries = [{ Id: "1", Message: "test message", MessageAttributes }];
      answer(`batch-${label}`, await inBatch(client, TopicArn, entries));
    }
  },
  "message structure json to sqs": async ({ client, answer }) => {
    const { TopicArn, QueueUrl } = await makePair(client);
    const sqs = '{"field": "value"}';
    await json(client, TopicArn, JSON.stringify({ default: "default field", sqs }));
    answer("get-msg-json-sqs", await drain(client, QueueUrl));
    await json(client, TopicArn, JSON.stringify({ default: "default field" }));
    answer("get-msg-json-default", await drain(client, QueueUrl));
  },
  "publish message group id": async ({ client, answer }) => {
    const { TopicArn, QueueUrl } = await makePair(client);
    const MessageAttributes = { attr1: number("1") };
    const more = { MessageAttributes, MessageGroupId: "my-group-id-1" };
    await publish(client, TopicArn, "test signature value with attributes", more);
    answer("messages", await drain(client, QueueUrl, { AttributeNames: ["All"] }));
  },
};
