/** Topics: made, told, listed, set and deleted. */
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { remove, tag, update } from "../../behaviour/changes/change.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import type { Done } from "../../gateway.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Thing } from "../../thing.ts";
import { merge, parseObject, readText } from "../engine.ts";
import { isPolicy } from "../policy-text.ts";
import { refusal } from "../refusal.ts";
import { writeFirstPolicy } from "../statements.ts";
import { checkDelivery, tellTopicEffect, tellTopicPolicy } from "./delivery-policy.ts";
import { answerPage } from "./pages.ts";
import { refuseParameter, refuseUndone } from "./refuse.ts";
import {
  findTopic,
  listSubscriptionsOf,
  readAttributes,
  readSubscription,
  readTopic,
  TOPIC,
} from "./topic.ts";

const NAME = /^[\w-]{1,256}$/;
const FIFO_NAME = /^[\w-]{1,251}\.fifo$/;
const MOST_TAGS = 50;
const LONGEST_DISPLAY = 100;
const SWITCHES: ReadonlySet<string> = new Set(["true", "false"]);

/** What somebody may set on a topic: https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
const SETTABLE =
  /^(?:DeliveryPolicy|DisplayName|Policy|TracingConfig|KmsMasterKeyId|SignatureVersion|ArchivePolicy|ContentBasedDeduplication|FifoThroughputScope|DataProtectionPolicy|(?:HTTP|Firehose|Lambda|Application|SQS)(?:Success|Failure)Feedback(?:RoleArn|SampleRate))$/;
const OF_FIFO: ReadonlySet<string> = new Set([
  "ContentBasedDeduplication",
  "FifoThroughputScope",
  "ArchivePolicy",
]);

function readGiven({ input }: Context): Structure {
  const { Attributes } = input;
  return isStructure(Attributes) ? Attributes : makeStructure();
}

/** Throws a Refusal where a topic takes not such a value. `prefix`: what comes before the reason. */
function checkValue(name: string, text: string, prefix: string): void {
  if (name === "ArchivePolicy" && text !== "" && text !== "{}")
    throw refuseUndone("archive the messages of topics");
  if (name === "Policy" && text !== "" && !isPolicy(parseObject(text)))
    throw refuseParameter(`${prefix}Policy Error: null`);
  if (name === "DeliveryPolicy") checkDelivery(text, ["http", "defaultHealthyRetryPolicy"], prefix);
  if (name === "DisplayName" && text.length > LONGEST_DISPLAY)
    throw refuseParameter(`${prefix}DisplayName: must be at most ${LONGEST_DISPLAY} characters long`);
  if (name === "SignatureVersion" && text !== "1" && text !== "2")
    throw refuseParameter(`${prefix}SignatureVersion: Invalid value [${text}]. Must be 1 or 2.`);
  if (name === "TracingConfig" && text !== "PassThrough" && text !== "Active")
    throw refuseParameter(`${prefix}TracingConfig: Invalid value [${text}]. Must be PassThrough or Active.`);
  if (name === "ContentBasedDeduplication" && !SWITCHES.has(text.toLowerCase()))
    throw refuseParameter(
      `${prefix}ContentBasedDeduplication: Invalid value [${text}]. Must be true or false.`,
    );
}

/** Tags by their keys, as an input has them. */
function readTags({ input }: Context): Map<string, string> {
  const { Tags } = input;
  const all = Array.isArray(Tags) ? (Tags as readonly Value[]).filter(isStructure) : [];
  const tags = new Map(all.map((one) => [readText(one, "Key"), readText(one, "Value")]));
  if (tags.size < all.length) throw refuseParameter("Duplicated keys are not allowed.");
  return tags;
}

/** CreateTopic. The same topic may be made again. */
export function createTopic(context: Context): Done {
  const { input, told, store } = context;
  if (told) return make(context, TOPIC.type);
  const name = readText(input, "Name");
  const given = readGiven(context);
  const isFifo = readText(given, "FifoTopic").toLowerCase() === "true";
  const tags = readTags(context);
  if (!(isFifo ? FIFO_NAME : NAME).test(name)) throw refuseParameter("Topic Name");
  for (const [attribute, value] of Object.entries(given)) {
    if (attribute !== "FifoTopic" && !SETTABLE.test(attribute))
      throw refuseParameter(`Attributes Reason: Unknown attribute ${attribute}`);
    checkValue(attribute, String(value ?? ""), "Attributes Reason: ");
  }
  const before = store.find(placeOf(context, TOPIC.type), TOPIC, [name]);
  if (!before) return make(context, TOPIC.type);
  const told_ = tellAll(context, before);
  for (const [attribute, value] of Object.entries(given))
    if (told_[attribute] !== value)
      throw refuseParameter("Attributes Reason: Topic already exists with different attributes");
  for (const [key, value] of tags)
    if (before.tags.get(key) !== value)
      throw refuseParameter("Tags Reason: Topic already exists with different tags");
  return { output: merge({ TopicArn: before.names.arn ?? "" }) };
}

/** How many subscriptions of a topic were ended. */
function openEnded({ store }: Context, topic: Thing) {
  return store.records.space(nameThing(topic), "ended");
}

/** Counts that a subscription of a topic was ended. */
export function countEnded(context: Context, topic: Thing): void {
  const space = openEnded(context, topic);
  space.put("count", String(Number(space.get("count") ?? 0) + 1));
}

/** All that is told of a topic. */
function tellAll(context: Context, thing: Thing): Record<string, string> {
  const { arn, isFifo } = readTopic(thing);
  const { account } = thing.place;
  const all = listSubscriptionsOf(context.store, thing).map(readSubscription);
  const pending = all.filter(({ isPending }) => isPending).length;
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(readAttributes(thing)))
    if (typeof value === "string" && value !== "") set[name] = value;
  if (set["FifoTopic"]?.toLowerCase() === "false") delete set["FifoTopic"];
  const delivery = set["DeliveryPolicy"] ?? "";
  return {
    TopicArn: arn,
    Owner: account,
    DisplayName: "",
    Policy: writeFirstPolicy(context, thing) ?? "",
    EffectiveDeliveryPolicy: tellTopicEffect(delivery),
    SubscriptionsConfirmed: String(all.length - pending),
    SubscriptionsPending: String(pending),
    SubscriptionsDeleted: String(openEnded(context, thing).get("count") ?? "0"),
    ...(isFifo && { FifoTopic: "true", ContentBasedDeduplication: "false" }),
    ...set,
    ...(delivery !== "" && { DeliveryPolicy: tellTopicPolicy(delivery) }),
  };
}

/** GetTopicAttributes. */
export function getTopicAttributes(context: Context): Done {
  const topic = findTopic(context, readText(context.input, "TopicArn"));
  return { output: merge({ Attributes: merge(tellAll(context, topic)) }) };
}

/** SetTopicAttributes. */
export function setTopicAttributes(context: Context): Done {
  const { input, told, store } = context;
  if (told) return update(context, TOPIC.type);
  const topic = findTopic(context, readText(input, "TopicArn"));
  const name = readText(input, "AttributeName");
  const text = readText(input, "AttributeValue");
  if (!SETTABLE.test(name) || (OF_FIFO.has(name) && !readTopic(topic).isFifo))
    throw refuseParameter("AttributeName");
  checkValue(name, text, "");
  const Attributes = merge(readAttributes(topic), { [name]: text });
  store.put({ ...topic, members: merge(topic.members, { Attributes }) });
  return { output: makeStructure() };
}

/** DeleteTopic. What does not stand is deleted already. */
export function deleteTopic(context: Context): Done {
  const { told, input, store } = context;
  if (told) return remove(context, TOPIC.type);
  const arn = readText(input, "TopicArn");
  try {
    findTopic(context, arn);
  } catch (error) {
    const isGone = store !== undefined && error instanceof Error && error.message === "Topic does not exist";
    if (isGone) return { output: makeStructure() };
    throw error;
  }
  return remove(context, TOPIC.type);
}

/** ListTopics. */
export function listTopics(context: Context): Done {
  const topics = context.store.list(placeOf(context, TOPIC.type), TOPIC);
  const show = ({ names }: Thing) => merge({ TopicArn: names.arn ?? "" });
  return answerPage(context, "Topics", topics, show);
}

function refuseUntagged(context: Context): void {
  const { input, store } = context;
  const arn = readText(input, "ResourceArn");
  const stands = store.find(context.caller, TOPIC, [arn]) !== undefined;
  if (!stands) throw refusal("ResourceNotFound", "Resource does not exist", 404);
}

/** TagResource. */
export function tagTopic(context: Context): Done {
  if (context.told) return tag(context);
  const tags = readTags(context);
  refuseUntagged(context);
  const topic = findTopic(context, readText(context.input, "ResourceArn"));
  if (new Set([...topic.tags.keys(), ...tags.keys()]).size > MOST_TAGS)
    throw refusal("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");
  return tag(context);
}

/** UntagResource. */
export function untagTopic(context: Context): Done {
  if (!context.told) refuseUntagged(context);
  return tag(context);
}

/** ListTagsForResource. */
export function listTopicTags(context: Context): Done {
  refuseUntagged(context);
  const { tags } = findTopic(context, readText(context.input, "ResourceArn"));
  return { output: merge({ Tags: [...tags].map(([Key, Value]) => merge({ Key, Value })) }) };
}
