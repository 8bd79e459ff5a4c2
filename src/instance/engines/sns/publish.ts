/** Publishing: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import { nameThing } from "../../state/thing-text.ts";
import { merge, readText } from "../engine.ts";
import { refusal } from "../refusal.ts";
import { SentBefore } from "../sqs/deduplicate.ts";
import { writeSequence } from "../sqs/sequence.ts";
import { checkSize, checkText, isTooLarge, readMessageAttributes, readMessages } from "./check-publish.ts";
import { deliverToAll } from "./deliver.ts";
import { sendToEndpoint } from "./endpoints.ts";
import type { Notification } from "./notification.ts";
import { isPlainNumber, openOptedOut } from "./phones.ts";
import { refuseParameter } from "./refuse.ts";
import { keepSent } from "./sent.ts";
import { findTopic, readTopic, type Topic } from "./topic.ts";

const MOST_ENTRIES = 10;
const LONGEST_ID = 80;
const GROUP = /^[!-~]{1,128}$/;

/** Throws a Refusal where a message has not what a topic that keeps the order demands, or has what no other one takes. */
function checkOrder(given: Structure, { isFifo, deduplicates }: Topic): void {
  const group = given["MessageGroupId"];
  const deduplication = given["MessageDeduplicationId"];
  if (!isFifo && deduplication !== undefined)
    throw refuseParameter(
      "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    );
  if (isFifo && (typeof group !== "string" || group === ""))
    throw refuseParameter("The MessageGroupId parameter is required for FIFO topics");
  if (isFifo && deduplicates === "by id" && (typeof deduplication !== "string" || deduplication === ""))
    throw refuseParameter(
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  for (const [name, value] of [
    ["MessageGroupId", group],
    ["MessageDeduplicationId", deduplication],
  ] as const)
    if (typeof value === "string" && !GROUP.test(value))
      throw refuseParameter(
        `${name} Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
      );
}

/** What a message or an entry says. Throws a Refusal where SNS takes it not. */
function readNotification(context: Context, given: Structure, isWhole: boolean): Notification {
  const attributes = readMessageAttributes(given);
  const { message, messages } = readMessages(given, isWhole);
  const { Subject, MessageGroupId, MessageDeduplicationId } = given;
  const told = context.told?.output["MessageId"];
  return {
    id: typeof told === "string" ? told : makeUuid(context.mint(32)),
    message,
    messages,
    subject: typeof Subject === "string" ? Subject : undefined,
    attributes,
    group: typeof MessageGroupId === "string" ? MessageGroupId : undefined,
    deduplication: typeof MessageDeduplicationId === "string" ? MessageDeduplicationId : undefined,
    sequence: undefined,
    at: context.now,
  };
}

/** Publishes to a topic; one that was published lately is not published again. Resolves with what is told of it. */
async function publishTo(context: Context, topic: Topic, notification: Notification): Promise<Structure> {
  if (!topic.isFifo) {
    await deliverToAll(context, topic, notification);
    return merge({ MessageId: notification.id });
  }
  const { records } = context.store;
  const owner = nameThing(topic.thing);
  const deduplication =
    notification.deduplication ?? Bun.CryptoHasher.hash("sha256", notification.message, "hex");
  const name = topic.isApart ? `${notification.group}\0${deduplication}` : deduplication;
  const before = new SentBefore(records, owner);
  const sent = before.find(name, context.now);
  if (sent) return merge({ MessageId: sent.id, SequenceNumber: sent.sequence });
  const counter = records.space(owner, "sequence");
  const number = Number(counter.get("next") ?? 1);
  counter.put("next", String(number + 1));
  const sequence = writeSequence(number);
  before.put(name, { id: notification.id, sequence }, context.now);
  await deliverToAll(context, topic, { ...notification, deduplication, sequence });
  return merge({ MessageId: notification.id, SequenceNumber: sequence });
}

function publishToPhone(context: Context, number: string): Structure {
  const { input, caller, store } = context;
  if (!isPlainNumber(number))
    throw refuseParameter(`PhoneNumber Reason: ${number} is not valid to publish to`);
  const { id, message, messages, subject, at } = readNotification(context, input, true);
  if (openOptedOut(context).get(number) === undefined)
    keepSent(store.records, {
      protocol: "sms",
      ...caller,
      endpoint: number,
      message_id: id,
      at: new Date(at).toISOString(),
      type: "Notification",
      message: messages["sms"] ?? message,
      ...(subject !== undefined && { subject }),
    });
  return merge({ MessageId: id });
}

/** Publish. */
export async function publish(context: Context): Promise<Structure> {
  const { input } = context;
  checkText(input);
  const number = readText(input, "PhoneNumber");
  if (number !== "") return publishToPhone(context, number);
  const target = readText(input, "TargetArn");
  const arn = readText(input, "TopicArn") || target;
  if (arn === "" && input["TopicArn"] === undefined)
    throw refuseParameter("TopicArn or TargetArn Reason: no value for required parameter");
  readMessageAttributes(input);
  checkSize(input);
  if (arn.includes(":endpoint/"))
    return sendToEndpoint(context, arn, () => readNotification(context, input, false));
  const member = target === arn && arn !== "" ? "TargetArn" : "TopicArn";
  const isFifo = arn.endsWith(".fifo");
  if (isFifo && readText(input, "MessageGroupId") === "")
    throw refuseParameter("The MessageGroupId parameter is required for FIFO topics");
  if (!isFifo && input["MessageDeduplicationId"] !== undefined)
    throw refuseParameter(
      "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    );
  const topic = readTopic(findTopic(context, arn, member));
  checkOrder(input, topic);
  return publishTo(context, topic, readNotification(context, input, true));
}

function checkIds(entries: readonly Structure[]): void {
  const ids = entries.map((entry) => readText(entry, "Id"));
  if (new Set(ids).size < ids.length)
    throw refusal("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
  for (const id of ids) {
    if (id.length > LONGEST_ID)
      throw refusal("InvalidBatchEntryId", `The Id of a batch entry in the batch request is too long: ${id}`);
    if (!/^[\w-]+$/.test(id))
      throw refusal(
        "InvalidBatchEntryId",
        `The Id of a batch entry in the batch request contains an impermissible character: ${id}`,
      );
  }
}

/** PublishBatch. It is refused as a whole. */
export async function publishBatch(context: Context): Promise<Structure> {
  const { input } = context;
  const { PublishBatchRequestEntries } = input;
  const list = Array.isArray(PublishBatchRequestEntries)
    ? (PublishBatchRequestEntries as readonly Value[])
    : [];
  const entries = list.filter(isStructure);
  if (entries.length === 0)
    throw refusal("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  if (entries.length > MOST_ENTRIES)
    throw refusal(
      "TooManyEntriesInBatchRequest",
      "The batch request contains more entries than permissible.",
    );
  const topic = readTopic(findTopic(context, readText(input, "TopicArn")));
  checkIds(entries);
  const notifications = entries.map((entry) => {
    checkText(entry);
    const notification = readNotification(context, entry, true);
    checkOrder(entry, topic);
    return notification;
  });
  if (isTooLarge(entries))
    throw refusal(
      "BatchRequestTooLong",
      "The length of all the messages put together is more than the limit.",
    );
  const Successful: Structure[] = [];
  for (const [at, notification] of notifications.entries()) {
    const told = await publishTo(context, topic, notification);
    Successful.push(merge({ Id: readText(entries[at] ?? {}, "Id") }, told));
  }
  return merge({ Successful, Failed: [] });
}
