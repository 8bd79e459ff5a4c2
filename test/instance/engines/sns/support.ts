/** Calls of SNS and of the queues that subscribe, as tests write them. */
import { ACCOUNT, type Given, type Shown, type TestClient } from "../support/client.ts";

export type Input = { readonly [name: string]: Given | undefined };

export function callSns(client: TestClient, operation: string, input: Input = {}): Promise<Shown> {
  return client.call("sns", operation, input);
}

/** Makes a topic and gives its ARN. Throws where it is refused. */
export async function makeTopic(
  client: TestClient,
  Name = "topic",
  Attributes: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { TopicArn, Error: error } = await callSns(client, "CreateTopic", { Name, Attributes });
  if (typeof TopicArn !== "string") throw new Error(JSON.stringify(error));
  return TopicArn;
}

export const queueArn = (name: string, region = "us-east-1") => `arn:aws:sqs:${region}:${ACCOUNT}:${name}`;

/** Subscribes and gives the subscription's ARN. Throws where it is refused. */
export async function subscribe(
  client: TestClient,
  TopicArn: string,
  Endpoint: string,
  Attributes: Readonly<Record<string, string>> = {},
  Protocol = "sqs",
): Promise<string> {
  const given = { TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true };
  const { SubscriptionArn, Error: error } = await callSns(client, "Subscribe", given);
  if (typeof SubscriptionArn !== "string") throw new Error(JSON.stringify(error));
  return SubscriptionArn;
}

/** A topic with a queue that subscribes to it. */
export interface Pair {
  readonly TopicArn: string;
  readonly QueueUrl: string;
  readonly SubscriptionArn: string;
}

/** Makes a topic and a queue, both in order where the names say so, and subscribes the queue. */
export async function makePair(
  client: TestClient,
  { attributes = {}, topic = "topic", queue = "queue", topicAttributes = {} } = {} as {
    readonly attributes?: Readonly<Record<string, string>>;
    readonly topic?: string;
    readonly queue?: string;
    readonly topicAttributes?: Readonly<Record<string, string>>;
  },
): Promise<Pair> {
  const inOrder = (name: string, member: string) => (name.endsWith(".fifo") ? { [member]: "true" } : {});
  const TopicArn = await makeTopic(client, topic, { ...inOrder(topic, "FifoTopic"), ...topicAttributes });
  const made = await client.call("sqs", "CreateQueue", {
    QueueName: queue,
    Attributes: inOrder(queue, "FifoQueue"),
  });
  const SubscriptionArn = await subscribe(client, TopicArn, queueArn(queue), attributes);
  return { TopicArn, QueueUrl: String(made["QueueUrl"]), SubscriptionArn };
}

/** Only the messages of what was received: many recordings are of several answers together. */
export function onlyMessages({ Messages }: Shown): Readonly<Record<string, unknown>> {
  return Messages === undefined ? {} : { Messages };
}

/** Receives all that a queue has to give, and deletes it. */
export async function drain(client: TestClient, QueueUrl: string, more: Input = {}): Promise<Shown> {
  const shown = await client.call("sqs", "ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10, ...more });
  for (const { ReceiptHandle } of (shown["Messages"] ?? []) as { ReceiptHandle: string }[])
    await client.call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle });
  return shown;
}
