/** Brings notifications to subscriptions. What fails goes to the queue that a subscription has for that, and fails no call. */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import { MADE_UP_ADDRESS } from "../../addresses.ts";
import type { Context } from "../../behaviour/context.ts";
import { merge, readText } from "../engine.ts";
import type { Attributes } from "../sqs/digest.ts";
import { splitQueueArn } from "../sqs/queue.ts";
import { readContentType, readRetries } from "./delivery-policy.ts";
import { type Fields, fitsPolicy, listAttributeFields, listBodyFields } from "./filter-match.ts";
import { contentFor, type Notification, tellAttributes, writeEnvelope, writeEvent } from "./notification.ts";
import { keepSent } from "./sent.ts";
import {
  listSubscriptionsOf,
  readAttributes,
  readSubscription,
  type Subscription,
  type Topic,
} from "./topic.ts";
import { postMessage } from "./web.ts";

function writeAttributes(attributes: Attributes): Structure {
  const written = makeStructure();
  for (const [name, { type, value }] of Object.entries(attributes))
    written[name] = merge({
      DataType: type,
      [typeof value === "string" ? "StringValue" : "BinaryValue"]: value,
    });
  return written;
}

/** Sends to the queue of an ARN; resolves with whether it took it. */
async function sendToQueue(
  context: Context,
  arn: string,
  topic: Topic,
  notification: Notification,
  { body, isRaw }: { readonly body: string; readonly isRaw: boolean },
): Promise<boolean> {
  const at = splitQueueArn(arn);
  if (!at) return false;
  const isFifo = at.name.endsWith(".fifo");
  const { attributes, group, deduplication } = notification;
  const input = merge({
    QueueUrl: `${MADE_UP_ADDRESS}/${at.place.account}/${at.name}`,
    MessageBody: body,
    ...(isRaw && attributes && { MessageAttributes: writeAttributes(attributes) }),
    // What keeps no order takes the group of a message only from topics that keep none either.
    ...(group !== undefined && (isFifo || !topic.isFifo) && { MessageGroupId: group }),
    ...(deduplication !== undefined && isFifo && { MessageDeduplicationId: deduplication }),
  });
  const done = await context.ask({ service: "sqs", operation: "SendMessage", input, caller: at.place });
  return "output" in done;
}

function keep(
  context: Context,
  topic: Topic,
  subscription: Subscription,
  notification: Notification,
  message: string,
) {
  const { protocol, endpoint, arn } = subscription;
  const { id, at, subject, attributes } = notification;
  const told = Object.entries(tellAttributes(attributes)).map(
    ([name, { Type, Value }]) => [name, { type: Type, value: Value }] as const,
  );
  keepSent(context.store.records, {
    protocol,
    account: topic.thing.place.account,
    region: topic.thing.place.region,
    endpoint,
    message_id: id,
    at: new Date(at).toISOString(),
    type: "Notification",
    message,
    ...(subject !== undefined && { subject }),
    topic_arn: topic.arn,
    subscription_arn: arn,
    ...(told.length > 0 && { attributes: Object.fromEntries(told) }),
  });
}

/** The platform of an endpoint, by which messages for it may be told from others. */
export function readPlatform(endpoint: string): string {
  return /:endpoint\/([^/]+)\//.exec(endpoint)?.[1] ?? "application";
}

/** Brings a notification to where a subscription leads; resolves with whether it was taken. */
async function bring(
  context: Context,
  topic: Topic,
  subscription: Subscription,
  notification: Notification,
): Promise<boolean> {
  const { protocol, endpoint, isRaw, arn, thing } = subscription;
  const write = () =>
    isRaw ? contentFor(notification, protocol) : writeEnvelope(context, topic, notification, subscription);
  switch (protocol) {
    case "sqs":
      return sendToQueue(context, endpoint, topic, notification, { body: write(), isRaw });
    case "http":
    case "https": {
      const body = write();
      const policies = [thing, topic.thing].map((one) => readText(readAttributes(one), "DeliveryPolicy"));
      const [own = "", outer = ""] = policies;
      const message = {
        type: "Notification",
        id: notification.id,
        topic: topic.arn,
        subscription: arn,
        body,
        contentType: readContentType(own, outer),
        isRaw,
        retries: readRetries(own, outer),
      } as const;
      keep(context, topic, subscription, notification, body);
      return postMessage(context, endpoint, message);
    }
    case "lambda":
      keep(context, topic, subscription, notification, writeEvent(context, topic, notification, arn));
      return true;
    case "application":
      keep(context, topic, subscription, notification, contentFor(notification, readPlatform(endpoint)));
      return true;
    case "firehose":
    case "email-json":
      keep(context, topic, subscription, notification, write());
      return true;
    default:
      keep(context, topic, subscription, notification, contentFor(notification, protocol));
      return true;
  }
}

async function deliver(
  context: Context,
  topic: Topic,
  subscription: Subscription,
  notification: Notification,
): Promise<void> {
  const isTaken = await bring(context, topic, subscription, notification);
  const { deadLetters, isRaw, protocol } = subscription;
  if (isTaken || deadLetters === undefined) return;
  const body = isRaw
    ? contentFor(notification, protocol)
    : writeEnvelope(context, topic, notification, subscription);
  await sendToQueue(context, deadLetters, topic, notification, { body, isRaw });
}

/** Brings a notification to all subscriptions of its topic that want it. */
export async function deliverToAll(
  context: Context,
  topic: Topic,
  notification: Notification,
): Promise<void> {
  let attributes: Fields | undefined;
  let body: { readonly fields: Fields | undefined } | undefined;
  for (const thing of listSubscriptionsOf(context.store, topic.thing)) {
    const subscription = readSubscription(thing);
    const { policy, scope, protocol } = subscription;
    if (subscription.isPending) continue;
    if (policy && scope === "MessageAttributes") {
      attributes ??= listAttributeFields(notification.attributes);
      if (!fitsPolicy(policy, attributes)) continue;
    }
    if (policy && scope === "MessageBody") {
      body ??= { fields: listBodyFields(contentFor(notification, protocol)) };
      if (!fitsPolicy(policy, body.fields)) continue;
    }
    await deliver(context, topic, subscription, notification);
  }
}
