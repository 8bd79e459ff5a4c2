/** Scenarios of subscriptions, by the names of their recordings. */
import { ACCOUNT } from "../support/client.ts";
import type { PartialScenario, Scenario } from "../support/recorded.ts";
import { callSns, drain, makePair, makeTopic, queueArn, subscribe } from "./support.ts";

const NOWHERE = (name: string) =>
  `arn:aws:sns:us-east-1:${ACCOUNT}:${name}:2d0bb7c4-4b1b-4ea5-8a07-d0be2c1d6b6f`;

/** The token that was sent to an address, as the admin API tells it. */
const readToken = (client: Parameters<Scenario>[0]["client"]) => {
  const sent = [...client.instance.store.records.listAll()].filter(({ owner }) => owner === '["sns","sent"]');
  return String(JSON.parse(String(sent.at(-1)?.value ?? "{}")).token);
};

export const SUBSCRIPTION_SCENARIOS: Readonly<Record<string, Scenario | PartialScenario>> = {
  "subscribe with invalid protocol": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    const given = { TopicArn, Protocol: "test-protocol", Endpoint: "localstack@yopmail.com" };
    answer("exception", await callSns(client, "Subscribe", given));
  },
  "create subscriptions with attributes": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    const ask = (RawMessageDelivery: string) =>
      callSns(client, "Subscribe", {
        TopicArn,
        Protocol: "sqs",
        Endpoint: queueArn("queue"),
        Attributes: { RawMessageDelivery },
        ReturnSubscriptionArn: true,
      });
    answer("subscribe-wrong-attr", await ask("wrongvalue"));
    const made = await ask("true");
    answer("subscribe", made);
    const SubscriptionArn = String(made["SubscriptionArn"]);
    answer("get-attrs", await callSns(client, "GetSubscriptionAttributes", { SubscriptionArn }));
    answer(
      "get-attrs-nonexistent-sub",
      await callSns(client, "GetSubscriptionAttributes", { SubscriptionArn: NOWHERE("topic") }),
    );
  },
  "sqs topic subscription confirmation": async ({ client, answer }) => {
    const { SubscriptionArn } = await makePair(client);
    const shown = await callSns(client, "GetSubscriptionAttributes", { SubscriptionArn });
    answer("subscription-attrs", shown["Attributes"]);
  },
  "subscribe with invalid topic": async ({ client, answer }) => {
    const ask = (TopicArn: string) =>
      callSns(client, "Subscribe", { TopicArn, Protocol: "sqs", Endpoint: queueArn("queue") });
    answer("invalid-subscribe-arn-1", await ask("randomstring"));
    answer("invalid-subscribe-arn-2", await ask(`arn:aws:sns:us-east-1:${ACCOUNT}`));
    answer("non-existent-topic", await ask(`arn:aws:sns:us-east-1:${ACCOUNT}:none`));
  },
  "cross region delivery sqs": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    const elsewhere = { region: "eu-central-1" };
    const { QueueUrl } = await client.call("sqs", "CreateQueue", { QueueName: "queue" }, elsewhere);
    const given = { TopicArn, Protocol: "sqs", Endpoint: queueArn("queue", "eu-central-1") };
    answer("subscribe-cross-region", await client.call("sns", "Subscribe", given, elsewhere));
    answer("subscribe-same-region", await callSns(client, "Subscribe", given));
    const MessageAttributes = { attr1: { DataType: "Number", StringValue: "99.12" } };
    await callSns(client, "Publish", { TopicArn, Message: "This is a test message", MessageAttributes });
    const received = await client.call("sqs", "ReceiveMessage", { QueueUrl: String(QueueUrl) }, elsewhere);
    answer("messages", received);
  },
  "subscribe sqs queue url": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    const given = { TopicArn, Protocol: "sqs", Endpoint: "http://localhost:4566/000000000000/queue" };
    answer("subscribe-sqs-via-url-error", await callSns(client, "Subscribe", given));
  },
  "double subscription": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client, "double-sub-befdfdff");
    const given = { TopicArn, Protocol: "sqs", Endpoint: queueArn("queue") };
    answer("double-subscription-first", await callSns(client, "Subscribe", given));
    answer("double-subscription-second", await callSns(client, "Subscribe", given));
  },
  "unsubscribe from deleted topic": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    const given = { TopicArn, Protocol: "email", Endpoint: "a@example.com" };
    const { SubscriptionArn } = await callSns(client, "Subscribe", given);
    await callSns(client, "DeleteTopic", { TopicArn });
    const shown = await callSns(client, "Unsubscribe", { SubscriptionArn: String(SubscriptionArn) });
    answer("unsubscribe-deleted-topic", shown);
  },
  "subscribe attributes": async ({ client, answer }) => {
    const { SubscriptionArn } = await makePair(client);
    const shown = await callSns(client, "GetSubscriptionAttributes", { SubscriptionArn });
    answer("get-subscription-attributes", shown);
  },
  "creating subscription with attributes": async ({ client, answer }) => {
    const { SubscriptionArn } = await makePair(client, { attributes: { RawMessageDelivery: "true" } });
    const shown = await callSns(client, "GetSubscriptionAttributes", { SubscriptionArn });
    answer("subscription-with-attributes", shown);
  },
  "confirm subscription": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client, "confirm-sub-e46f689a");
    await subscribe(client, TopicArn, "a@example.com", {}, "email");
    const given = { TopicArn, Token: readToken(client) };
    answer("confirm-subscription", await callSns(client, "ConfirmSubscription", given));
  },
  "get subscription attributes error not exists": async ({ client, answer }) => {
    const shown = await callSns(client, "GetSubscriptionAttributes", { SubscriptionArn: NOWHERE("topic") });
    answer("get-sub-attrs-nonexistent", shown);
  },
  "list subscriptions by topic pagination": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    for (let at = 0; at < 101; at++) await subscribe(client, TopicArn, `+${1_230_000_000 + at}`, {}, "sms");
    const { NextToken } = await callSns(client, "ListSubscriptionsByTopic", { TopicArn });
    const given = { TopicArn, NextToken: String(NextToken) };
    answer("list-sub-per-topic-page-2", await callSns(client, "ListSubscriptionsByTopic", given));
  },
  "subscribe sms endpoint": async ({ client, answer }) => {
    const TopicArn = await makeTopic(client);
    const made = await callSns(client, "Subscribe", { TopicArn, Protocol: "sms", Endpoint: "+123123123" });
    answer("subscribe-sms-endpoint", made);
    const SubscriptionArn = String(made["SubscriptionArn"]);
    answer("subscribe-sms-attrs", await callSns(client, "GetSubscriptionAttributes", { SubscriptionArn }));
  },
  "attribute raw subscribe": async ({ client, answer }) => {
    const { TopicArn, QueueUrl, SubscriptionArn } = await makePair(client, {
      attributes: { RawMessageDelivery: "true" },
    });
    const shown = await callSns(client, "GetSubscriptionAttributes", { SubscriptionArn });
    answer("subscription-attributes", shown);
    const MessageAttributes = { store: { DataType: "Binary", BinaryValue: Uint8Array.of(2, 3, 4) } };
    await callSns(client, "Publish", { TopicArn, Message: "This is a test message", MessageAttributes });
    const received = await drain(client, QueueUrl, { MessageAttributeNames: ["All"] });
    // Bytes are recorded as Python shows them.
    const [message] = received["Messages"] as { MessageAttributes: { store: { BinaryValue: Uint8Array } } }[];
    const isSame = Buffer.from(message?.MessageAttributes.store.BinaryValue ?? []).equals(
      Buffer.from([2, 3, 4]),
    );
    const told = { store: { BinaryValue: isSame ? "b'\\x02\\x03\\x04'" : "", DataType: "Binary" } };
    answer("messages-response", { ...received, Messages: [{ ...message, MessageAttributes: told }] });
  },
};
