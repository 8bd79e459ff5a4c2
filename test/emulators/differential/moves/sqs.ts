/** SQS: a queue, and one that keeps an order. */
import { type Draw, type Learnt, type Move, maybe, pick } from "../scenarios.ts";

const queue = (draw: Draw, learnt: Learnt) =>
  pick(draw, learnt.get("plain"), learnt.get("plain"), learnt.get("fifo")) ??
  "http://localhost:4566/123456789012/none";
const receipt = (draw: Draw, learnt: Learnt) => learnt.get("receipt") ?? pick(draw, "wrong", "AQEB");

export const sqs: readonly Move[] = [
  {
    operation: "CreateQueue",
    input: (draw) => ({
      QueueName: "plain",
      Attributes: maybe(draw, { VisibilityTimeout: pick(draw, "30", "-1") }),
    }),
    learns: { plain: "QueueUrl" },
  },
  {
    operation: "CreateQueue",
    input: () => ({
      QueueName: "q.fifo",
      Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" },
    }),
    learns: { fifo: "QueueUrl" },
  },
  {
    operation: "SendMessage",
    input: (draw, learnt) => ({
      QueueUrl: queue(draw, learnt),
      MessageBody: pick(draw, "one", "two", "three"),
      MessageGroupId: maybe(draw, "g"),
      MessageAttributes: maybe(draw, {
        a: pick(draw, { DataType: "String", StringValue: "x" }, { DataType: "Nope" }),
      }),
    }),
  },
  {
    operation: "ReceiveMessage",
    input: (draw, learnt) => ({
      QueueUrl: queue(draw, learnt),
      MaxNumberOfMessages: pick(draw, 1, 10, 11),
      MessageAttributeNames: maybe(draw, ["All"]),
      WaitTimeSeconds: 0,
    }),
    learns: { receipt: "Messages.0.ReceiptHandle" },
  },
  {
    operation: "DeleteMessage",
    input: (draw, learnt) => ({ QueueUrl: queue(draw, learnt), ReceiptHandle: receipt(draw, learnt) }),
  },
  {
    operation: "ChangeMessageVisibility",
    input: (draw, learnt) => ({
      ...{ QueueUrl: queue(draw, learnt), ReceiptHandle: receipt(draw, learnt) },
      VisibilityTimeout: pick(draw, 0, 60, 50_000),
    }),
  },
  {
    operation: "SendMessageBatch",
    input: (draw, learnt) => ({
      QueueUrl: queue(draw, learnt),
      Entries: pick(
        draw,
        [
          { Id: "a", MessageBody: "x" },
          { Id: "b", MessageBody: "y" },
        ],
        [
          { Id: "a", MessageBody: "x" },
          { Id: "a", MessageBody: "y" },
        ],
        [],
      ),
    }),
  },
  {
    operation: "GetQueueAttributes",
    reads: true,
    input: (draw, learnt) => ({
      QueueUrl: queue(draw, learnt),
      AttributeNames: pick(draw, ["All"], ["VisibilityTimeout"], ["Nope"]),
    }),
  },
  {
    operation: "SetQueueAttributes",
    input: (draw, learnt) => ({
      QueueUrl: queue(draw, learnt),
      Attributes: pick(
        draw,
        { DelaySeconds: "0" },
        { VisibilityTimeout: "100000" },
        { MaximumMessageSize: "1024" },
      ),
    }),
  },
  { operation: "GetQueueUrl", reads: true, input: (draw) => ({ QueueName: pick(draw, "plain", "none") }) },
  { operation: "TagQueue", input: (draw, learnt) => ({ QueueUrl: queue(draw, learnt), Tags: { k: "v" } }) },
  { operation: "ListQueueTags", reads: true, input: (draw, learnt) => ({ QueueUrl: queue(draw, learnt) }) },
  { operation: "ListQueues", reads: true, input: (draw) => ({ QueueNamePrefix: maybe(draw, "p") }) },

  {
    operation: "DeleteMessageBatch",
    input: (draw, learnt) => ({
      QueueUrl: queue(draw, learnt),
      Entries: [{ Id: "a", ReceiptHandle: receipt(draw, learnt) }],
    }),
  },
  { operation: "PurgeQueue", input: (draw, learnt) => ({ QueueUrl: queue(draw, learnt) }) },
  { operation: "UntagQueue", input: (draw, learnt) => ({ QueueUrl: queue(draw, learnt), TagKeys: ["k"] }) },
];
