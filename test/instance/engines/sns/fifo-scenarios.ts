/** Scenarios of topics that keep the order, by the names of their recordings. */
import type { TestClient } from "../support/client.ts";
import type { Scenario } from "../support/recorded.ts";
import { callSns, drain, makePair, makeTopic, onlyMessages, queueArn, subscribe } from "./support.ts";

const ALL = { AttributeNames: ["All"], MessageAttributeNames: ["All"] };
const FIFO = { topic: "topic.fifo", queue: "queue.fifo" };
const number = (StringValue: string) => ({ DataType: "Number", StringValue });

/** Three messages of a group, the first of this number. */
function listEntries(from: number) {
  const said = [
    ["two attributes", { attr1: number("99.12"), attr2: number("109.12") }],
    ["one attribute", { attr1: number("19.12") }],
    ["attribute", {}],
  ] as const;
  return said.map(([what, MessageAttributes], at) => ({
    Id: `${at + 1}`,
    Message: `Test Message with${at === 2 ? "out" : ""} ${what}`,
    Subject: "Subject",
    MessageGroupId: "complexMessageGroupId",
    MessageDeduplicationId: `MessageDeduplicationId-${at + from}`,
    ...(Object.keys(MessageAttributes).length > 0 && { MessageAttributes }),
  }));
}

const inBatch = (client: TestClient, TopicArn: string, from: number) =>
  callSns(client, "PublishBatch", { TopicArn, PublishBatchRequestEntries: listEntries(from) });

const tellTopic = (client: TestClient, TopicArn: string) =>
  callSns(client, "GetTopicAttributes", { TopicArn });

/** What cannot be delivered goes to another queue. */
function bury(RawMessageDelivery: string): Scenario {
  return async ({ client, answer }) => {
    const TopicArn = await makeTopic(client, "topic.fifo", { FifoTopic: "true" });
    answer("topic-attrs", await tellTopic(client, TopicArn));
    const Attributes = { FifoQueue: "true" };
    const { QueueUrl } = await client.call("sqs", "CreateQueue", { QueueName: "dead.fifo", Attributes });
    await subscribe(client, TopicArn, queueArn("gone.fifo"), {
      RawMessageDelivery,
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("dead.fifo") }),
    });
    answer("publish-batch-response-fifo", await inBatch(client, TopicArn, 1));
    answer("batch-messages-in-dlq", onlyMessages(await drain(client, String(QueueUrl), ALL)));
    const given = {
      MessageGroupId: "message-group-id-1",
      MessageDeduplicationId: "message-deduplication-id-1",
    };
    answer(
      "publish-response-fifo",
      await callSns(client, "Publish", { TopicArn, Message: "test-message", ...given }),
    );
    answer("messages-in-dlq", onlyMessages(await drain(client, String(QueueUrl), ALL)));
  };
}

export const FIFO_TOPIC_SCENARIOS: Readonly<Record<string, Scenario>> = {
  "publish_fifo_messages_to_dlq[True]": bury("true"),
  "publish_fifo_messages_to_dlq[False]": bury("false"),
  "publish_batch_messages_from_fifo_topic_to_fifo_queue[False]": async ({ client, answer }) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await makePair(client, {
      ...FIFO,
      attributes: { RawMessageDelivery: "true" },
    });
    const attributes = await tellTopic(client, TopicArn);
    // Recorded before the subscription was made.
    const told = attributes["Attributes"] as Record<string, string>;
    answer("topic-attrs", { ...attributes, Attributes: { ...told, SubscriptionsConfirmed: "0" } });
    const shown = await callSns(client, "GetSubscriptionAttributes", { SubscriptionArn });
    answer("sub-attrs-raw-true", shown);
    answer("publish-batch-response-fifo", await inBatch(client, TopicArn, 0));
    answer("messages", onlyMessages(await drain(client, QueueUrl, ALL)));
    answer("republish-batch-response-fifo", await inBatch(client, TopicArn, 0));
    answer("duplicate-messages", await drain(client, QueueUrl, ALL));
  },
  "publish to fifo topic deduplication on topic level": async ({ client, answer }) => {
    const { TopicArn, QueueUrl } = await makePair(client, {
      ...FIFO,
      topicAttributes: { ContentBasedDeduplication: "true" },
    });
    const given = { TopicArn, Message: "Test", MessageGroupId: "message-group-id-1" };
    await callSns(client, "Publish", given);
    answer("messages", await drain(client, QueueUrl, ALL));
    await callSns(client, "Publish", given);
    answer("dedup-messages", await drain(client, QueueUrl, ALL));
  },
  "fifo_topic_to_regular_sqs[True]": async ({ client, answer }) => {
    const { TopicArn, QueueUrl } = await makePair(client, {
      topic: "topic.fifo",
      topicAttributes: { ContentBasedDeduplication: "true" },
    });
    const given = { TopicArn, Message: "Test", MessageGroupId: "message-group-id-1" };
    await callSns(client, "Publish", given);
    answer("messages", await drain(client, QueueUrl, ALL));
    await callSns(client, "Publish", given);
    answer("dedup-messages", await drain(client, QueueUrl, ALL));
  },
};
