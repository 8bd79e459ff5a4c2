/** What scenarios of deliveries share: queues, rules that lead to them, and how the recording shows what is in them. */
import { ACCOUNT, type Elsewhere, type Given, REGION, type TestClient } from "../support/client.ts";
import { PATTERN } from "./scenarios-rules.ts";

/** The input of a call, as one writes it. */
export type Input = { readonly [name: string]: Given | undefined };

/** A queue, and what it has. */
export interface Queue {
  readonly url: string;
  readonly arn: string;
}

export async function makeQueue(client: TestClient, name: string, at: Elsewhere = {}): Promise<Queue> {
  const { account = ACCOUNT, region = REGION } = at;
  const made = await client.call("sqs", "CreateQueue", { QueueName: name }, at);
  return { url: String(made["QueueUrl"]), arn: `arn:aws:sqs:${region}:${account}:${name}` };
}

/** All messages of a queue, in order. */
export async function receive(
  client: TestClient,
  { url }: Queue,
  at: Elsewhere = {},
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const given = { QueueUrl: url, MaxNumberOfMessages: 10 };
  const { Messages } = await client.call("sqs", "ReceiveMessage", given, at);
  return (Messages as readonly Readonly<Record<string, unknown>>[] | undefined) ?? [];
}

/** A topic's message in a queue, with the words that the recording has. */
export function tellNotification({ Body, ...message }: Readonly<Record<string, unknown>>): unknown {
  const told = JSON.parse(String(Body)) as Readonly<Record<string, unknown>>;
  return {
    ...message,
    Body: {
      ...told,
      TopicArn: "topic-arn",
      Message: String(told["Message"]).replace(/"id":"[^"]*"/, '"id":"message-id"'),
      Timestamp: "date",
      Signature: "signature",
      SigningCertURL: "signing-cert-u-r-l",
      UnsubscribeURL: "unsubscribe-u-r-l",
    },
  };
}

/** The recording has words in the places of what is another's each time. */
export function plain(
  messages: readonly Readonly<Record<string, unknown>>[],
): readonly Readonly<Record<string, unknown>>[] {
  return messages.map((message) => ({
    ...message,
    ReceiptHandle: "receipt-handle",
    MD5OfBody: "m-d5-of-body",
    Body: tellDate(String(message["Body"])),
  }));
}

export function tellDate(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "date");
}

/** The same with a word for moments alone. */
export const dated = (messages: readonly Readonly<Record<string, unknown>>[]): unknown =>
  messages.map((message) => ({ ...message, Body: tellDate(String(message["Body"])) }));

/** A rule on a bus that leads to a queue. */
export async function lead(
  client: TestClient,
  queue: Queue,
  {
    bus = "default",
    rule = "rule",
    pattern = PATTERN,
    ...target
  }: Input & {
    readonly bus?: string;
    readonly rule?: string;
    readonly pattern?: Given;
  } = {},
): Promise<void> {
  const call = (name: string, input: Input) => client.call("events", name, input);
  if (bus !== "default") await call("CreateEventBus", { Name: bus });
  await call("PutRule", { Name: rule, EventBusName: bus, EventPattern: JSON.stringify(pattern) });
  const Targets = [{ Id: "target", Arn: queue.arn, ...target }];
  const put = await call("PutTargets", { Rule: rule, EventBusName: bus, Targets });
  if (put.Error) throw new Error(put.Error.Message);
}

/** Puts events. */
export const put = (client: TestClient, ...Entries: readonly Input[]) =>
  client.call("events", "PutEvents", { Entries });

/** What the messages of a queue say. */
export const readBodies = (messages: readonly Readonly<Record<string, unknown>>[]): unknown[] =>
  messages.map(({ Body }) => JSON.parse(tellDate(String(Body))));
