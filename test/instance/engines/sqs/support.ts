/** Calls of SQS, as tests write them. */
import type { Given, Shown, TestClient } from "../support/client.ts";

export type Input = { readonly [name: string]: Given | undefined };

export function callSqs(client: TestClient, operation: string, input: Input): Promise<Shown> {
  return client.call("sqs", operation, input);
}

/** Makes a queue and gives its URL. Throws where it is refused. */
export async function makeQueue(
  client: TestClient,
  QueueName: string,
  Attributes: Readonly<Record<string, string>> = {},
  tags: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { QueueUrl, Error: error } = await callSqs(client, "CreateQueue", { QueueName, Attributes, tags });
  if (typeof QueueUrl !== "string") throw new Error(JSON.stringify(error));
  return QueueUrl;
}

/** The messages of an answer. */
export function readMessages({ Messages }: Shown): readonly Readonly<Record<string, string>>[] {
  return (Messages ?? []) as readonly Readonly<Record<string, string>>[];
}

export const FIFO = { FifoQueue: "true" };
export const BY_CONTENT = { ...FIFO, ContentBasedDeduplication: "true" };

export function send(
  client: TestClient,
  QueueUrl: string,
  MessageBody: string,
  more: Record<string, Given> = {},
) {
  return callSqs(client, "SendMessage", { QueueUrl, MessageBody, ...more });
}

export function receive(
  client: TestClient,
  QueueUrl: string,
  more: Record<string, Given> = {},
): Promise<Shown> {
  return callSqs(client, "ReceiveMessage", { QueueUrl, ...more });
}
