/** SNS: a topic, who listens to it, and what is sent. */
import { type Draw, type Learnt, type Move, maybe, pick } from "../scenarios.ts";

const topic = (draw: Draw, learnt: Learnt) =>
  pick(draw, learnt.get("topic"), learnt.get("topic"), undefined) ??
  "arn:aws:sns:us-east-1:111122223333:none";
const subscription = (learnt: Learnt) =>
  learnt.get("subscription") ??
  "arn:aws:sns:us-east-1:111122223333:none:11111111-2222-4333-8444-555555555555";

export const sns: readonly Move[] = [
  {
    operation: "CreateTopic",
    input: (draw) => ({
      Name: pick(draw, "topic", "topic", "bad name"),
      Tags: maybe(draw, [{ Key: "k", Value: "v" }]),
    }),
    learns: { topic: "TopicArn" },
  },
  {
    operation: "Subscribe",
    input: (draw, learnt) => ({
      TopicArn: topic(draw, learnt),
      Protocol: pick(draw, "sqs", "email", "nope"),
      Endpoint: pick(draw, "arn:aws:sqs:us-east-1:111122223333:q", "a@example.com"),
      Attributes: maybe(draw, { FilterPolicy: pick(draw, '{"a":["b"]}', "{") }),
      ReturnSubscriptionArn: true,
    }),
    learns: { subscription: "SubscriptionArn" },
  },
  {
    operation: "Publish",
    input: (draw, learnt) => ({
      TopicArn: topic(draw, learnt),
      Message: pick(draw, "hello", '{"default":"x"}', ""),
      MessageStructure: maybe(draw, "json"),
      Subject: maybe(draw, "subject"),
    }),
  },
  { operation: "GetTopicAttributes", input: (draw, learnt) => ({ TopicArn: topic(draw, learnt) }) },
  {
    operation: "SetTopicAttributes",
    input: (draw, learnt) => ({
      TopicArn: topic(draw, learnt),
      AttributeName: pick(draw, "DisplayName", "Nope"),
      AttributeValue: "a name",
    }),
  },
  {
    operation: "GetSubscriptionAttributes",
    input: (_, learnt) => ({ SubscriptionArn: subscription(learnt) }),
  },
  {
    operation: "SetSubscriptionAttributes",
    input: (draw, learnt) => ({
      SubscriptionArn: subscription(learnt),
      AttributeName: pick(draw, "RawMessageDelivery", "Nope"),
      AttributeValue: pick(draw, "true", "maybe"),
    }),
  },
  { operation: "ListSubscriptionsByTopic", input: (draw, learnt) => ({ TopicArn: topic(draw, learnt) }) },
  { operation: "ListTopics", input: () => ({}) },
  { operation: "ListTagsForResource", input: (draw, learnt) => ({ ResourceArn: topic(draw, learnt) }) },
  { operation: "Unsubscribe", input: (_, learnt) => ({ SubscriptionArn: subscription(learnt) }) },
];
