/** A message that was published, and how it looks to each kind of subscription. */
import type { Context } from "../../behaviour/context.ts";
import type { Attributes } from "../sqs/digest.ts";
import { writeCertificateUrl, writeUnsubscribeUrl } from "./addresses.ts";
import { nameCertificate, signMessage } from "./signature.ts";
import type { Topic } from "./topic.ts";

/** What was published. */
export interface Notification {
  readonly id: string;
  /** What is said to those of no protocol of its own, and to those of others by their protocols or platforms. */
  readonly message: string;
  readonly messages: Readonly<Record<string, string>>;
  readonly subject: string | undefined;
  readonly attributes: Attributes | undefined;
  readonly group: string | undefined;
  readonly deduplication: string | undefined;
  /** Of topics that keep the order. */
  readonly sequence: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What is said to those of a protocol. */
export function contentFor({ message, messages }: Notification, protocol: string): string {
  return messages[protocol] ?? message;
}

/** Attributes as notifications have them. */
export function tellAttributes(
  attributes: Attributes | undefined,
): Record<string, { Type: string; Value: string }> {
  return Object.fromEntries(
    Object.entries(attributes ?? {}).map(([name, { type, value }]) => [
      name,
      { Type: type, Value: typeof value === "string" ? value : Buffer.from(value).toString("base64") },
    ]),
  );
}

/** JSON with the spaces that SNS writes. */
export function writeSpaced(members: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(members).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (typeof value !== "object" || value === null)
      return [`  ${JSON.stringify(name)} : ${JSON.stringify(value)}`];
    const inner = Object.entries(value).map(
      ([key, one]) => `    ${JSON.stringify(key)} : ${JSON.stringify(one)}`,
    );
    return [`  ${JSON.stringify(name)} : {\n${inner.join(",\n")}\n  }`];
  });
  return `{\n${lines.join(",\n")}\n}`;
}

/** The members by which a message is known to be of SNS; none of topics that keep the order. */
export function sign(context: Context, topic: Topic, members: Readonly<Record<string, unknown>>) {
  if (topic.isFifo) return {};
  return {
    SignatureVersion: topic.signatureVersion,
    Signature: signMessage(members, topic.signatureVersion),
    SigningCertURL: writeCertificateUrl(context, nameCertificate()),
  };
}

/** A notification as queues, addresses and streams get it. */
export function writeEnvelope(
  context: Context,
  topic: Topic,
  notification: Notification,
  { protocol, arn }: { readonly protocol: string; readonly arn: string },
): string {
  const { id, subject, sequence, at, attributes } = notification;
  const said = {
    Type: "Notification",
    MessageId: id,
    SequenceNumber: sequence,
    TopicArn: topic.arn,
    Subject: subject,
    Message: contentFor(notification, protocol),
    Timestamp: new Date(at).toISOString(),
  };
  return writeSpaced({
    ...said,
    ...sign(context, topic, said),
    UnsubscribeURL: writeUnsubscribeUrl(context, arn),
    MessageAttributes: attributes && tellAttributes(attributes),
  });
}

/** The event that a function gets. */
export function writeEvent(context: Context, topic: Topic, notification: Notification, arn: string): string {
  const { id, subject, at, attributes } = notification;
  const said = {
    Type: "Notification",
    MessageId: id,
    TopicArn: topic.arn,
    Subject: subject ?? null,
    Message: contentFor(notification, "lambda"),
    Timestamp: new Date(at).toISOString(),
  };
  const { SignatureVersion, Signature, SigningCertURL } = {
    ...emptySignature,
    ...sign(context, topic, said),
  };
  const Sns = {
    ...said,
    ...(SignatureVersion && { SignatureVersion: "1", Signature, SigningCertUrl: SigningCertURL }),
    UnsubscribeUrl: writeUnsubscribeUrl(context, arn),
    MessageAttributes: tellAttributes(attributes),
  };
  return JSON.stringify({
    Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: arn, Sns }],
  });
}

const emptySignature = { SignatureVersion: "", Signature: "", SigningCertURL: "" };
