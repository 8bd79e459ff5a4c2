/** SNS: a topic, who listens to it, and what is sent. */
import { type Draw, type Learnt, type Move, maybe, pick, seldom } from "../scenarios.ts";

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
      Name: seldom(draw, "topic", "bad name"),
      Tags: seldom(draw, [{ Key: "k", Value: "v" }], []),
    }),
    learns: { topic: "TopicArn" },
  },
  {
    operation: "Subscribe",
    input: (draw, learnt) => ({
      TopicArn: topic(draw, learnt),
      Protocol: seldom(draw, pick(draw, "email", "email", "sqs"), "nope"),
      Endpoint: pick(draw, "arn:aws:sqs:us-east-1:111122223333:q", "a@example.com", "a@example.com"),
      Attributes: maybe(draw, { FilterPolicy: seldom(draw, '{"a":["b"]}', "{") }),
      ReturnSubscriptionArn: true,
    }),
    learns: { subscription: "SubscriptionArn" },
  },
  {
    operation: "Publish",
    input: (draw, learnt) => ({
      TopicArn: topic(draw, learnt),
      Message: seldom(draw, pick(draw, "hello", '{"default":"x"}'), ""),
      MessageStructure: maybe(draw, "json"),
      Subject: maybe(draw, "subject"),
    }),
  },
  {
    operation: "GetTopicAttributes",
    reads: true,
    input: (draw, learnt) => ({ TopicArn: topic(draw, learnt) }),
  },
  {
    operation: "SetTopicAttributes",
    input: (draw, learnt) => ({
      TopicArn: topic(draw, learnt),
      AttributeName: seldom(draw, "DisplayName", "Nope"),
      AttributeValue: "a name",
    }),
  },
  {
    operation: "GetSubscriptionAttributes",
    reads: true,
    input: (_, learnt) => ({ SubscriptionArn: subscription(learnt) }),
  },
  {
    operation: "SetSubscriptionAttributes",
    input: (draw, learnt) => ({
      SubscriptionArn: subscription(learnt),
      AttributeName: seldom(draw, "RawMessageDelivery", "Nope"),
      AttributeValue: seldom(draw, "true", "maybe"),
    }),
  },
  {
    operation: "ListSubscriptionsByTopic",
    reads: true,
    input: (draw, learnt) => ({ TopicArn: topic(draw, learnt) }),
  },
  { operation: "ListTopics", reads: true, input: () => ({}) },
  {
    operation: "ListTagsForResource",
    reads: true,
    input: (draw, learnt) => ({ ResourceArn: topic(draw, learnt) }),
  },
  { operation: "Unsubscribe", input: (_, learnt) => ({ SubscriptionArn: subscription(learnt) }) },
];
