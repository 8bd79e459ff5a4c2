/** Subscriptions: made, confirmed, told, listed, set and ended. */
import { isStructure, makeStructure, type Structure } from "../../../aws/values.ts";
import { remove, update } from "../../behaviour/changes/change.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { refusal } from "../refusal.ts";
import { splitQueueArn } from "../sqs/queue.ts";
import { askConfirmation, tellEnd } from "./confirmations.ts";
import { answerPage } from "./pages.ts";
import { isNumber } from "./phones.ts";
import { refuseAbsent, refuseParameter } from "./refuse.ts";
import { checkAttribute, tellAttributes } from "./subscription-attributes.ts";
import { findByToken, makeToken, readRegion } from "./tokens.ts";
import {
  findSubscription,
  findTopic,
  listSubscriptionsOf,
  readAttributes,
  readSubscription,
  readTopic,
  SUBSCRIPTION,
  splitArn,
  TOPIC,
} from "./topic.ts";
import { countEnded } from "./topics.ts";

const PROTOCOLS: ReadonlySet<string> = new Set([
  "http",
  "https",
  "email",
  "email-json",
  "sms",
  "sqs",
  "application",
  "lambda",
  "firehose",
]);
/** Those that somebody has to confirm. */
const ASKED: ReadonlySet<string> = new Set(["http", "https", "email", "email-json"]);
/** Those that keep no order: https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html */
const UNORDERED: ReadonlySet<string> = new Set([...ASKED, "sms", "application"]);
const PENDING = "pending confirmation";
const ON_SUBSCRIBE = "Attributes Reason: ";

function isArn(text: string): boolean {
  return text.startsWith("arn:") && text.split(":").length >= 6;
}

/** Throws a Refusal where nothing of the protocol is called so. */
function checkEndpoint({ store }: Context, protocol: string, endpoint: string, topic: Thing): void {
  if (!PROTOCOLS.has(protocol))
    throw refuseParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  if (readTopic(topic).isFifo && UNORDERED.has(protocol))
    throw refuseParameter(`Invalid protocol type: ${protocol}`);
  if (endpoint === "") throw refuseParameter("Endpoint");
  const isWeb = protocol === "http" || protocol === "https";
  if (isWeb && !endpoint.startsWith(`${protocol}://`))
    throw refuseParameter("Endpoint must match the specified protocol");
  if (protocol === "sms" && !isNumber(endpoint))
    throw refusal("InvalidParameter", `Invalid SMS endpoint: ${endpoint}`);
  if (protocol === "email" && !endpoint.includes("@")) throw refuseParameter("Email address");
  if (protocol === "sqs" && !isArn(endpoint)) throw refuseParameter("SQS endpoint ARN");
  if (protocol === "lambda" && !isArn(endpoint)) throw refuseParameter("Lambda endpoint ARN");
  if (protocol === "firehose" && !isArn(endpoint)) throw refuseParameter("Firehose endpoint ARN");
  if (protocol === "application") {
    if (!isArn(endpoint)) throw refuseParameter("ApplicationEndpoint ARN");
    const stands = store.find(topic.place, { service: "sns", type: "endpoint" }, [endpoint]);
    // SNS leaves out the space, too.
    if (!stands)
      throw refuseParameter(`Endpoint Reason: Endpoint does not exist for endpoint arn${endpoint}`);
  }
  if (protocol === "sqs" && endpoint.endsWith(".fifo") && !readTopic(topic).isFifo)
    throw refuseParameter(
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    );
}

function readGiven({ input }: Context): Structure {
  const { Attributes } = input;
  return isStructure(Attributes) ? Attributes : makeStructure();
}

/** The subscription that has the same protocol and endpoint. Throws a Refusal where its attributes are others. */
function findSame(context: Context, topic: Thing, given: Structure): Thing | undefined {
  const { input, store } = context;
  const [protocol, endpoint] = [readText(input, "Protocol"), readText(input, "Endpoint")];
  const same = listSubscriptionsOf(store, topic).find((thing) => {
    const one = readSubscription(thing);
    return one.protocol === protocol && one.endpoint === endpoint;
  });
  if (!same) return undefined;
  const told = tellAttributes(context, same);
  for (const [name, value] of Object.entries(given)) {
    const text = String(value ?? "");
    const isSame =
      (told[name] ?? "") === text || (name === "RawMessageDelivery" && told[name] === text.toLowerCase());
    if (!isSame)
      throw refuseParameter("Attributes Reason: Subscription already exists with different attributes");
  }
  return same;
}

/** Whether somebody has to confirm: who subscribes a queue that is another account's is not known to have a say in it. */
function isAsked({ caller }: Context, protocol: string, endpoint: string): boolean {
  if (protocol !== "sqs") return ASKED.has(protocol);
  const owner = splitQueueArn(endpoint)?.place.account;
  return owner !== undefined && owner !== caller.account;
}

/** Subscribe. */
export function subscribe(context: Context): Done {
  const { input, told, store } = context;
  if (told) return make(context, SUBSCRIPTION.type);
  const topic = findTopic(context, readText(input, "TopicArn"));
  const protocol = readText(input, "Protocol");
  const endpoint = readText(input, "Endpoint");
  checkEndpoint(context, protocol, endpoint, topic);
  const given = readGiven(context);
  const subscribed = { topic: readText(input, "TopicArn"), endpoint, attributes: given };
  for (const [name, value] of Object.entries(given))
    checkAttribute(name, String(value ?? ""), subscribed, ON_SUBSCRIBE);
  const showsArn = input["ReturnSubscriptionArn"] === true;
  const same = findSame(context, topic, given);
  if (same) {
    const { arn, isPending } = readSubscription(same);
    return { output: merge({ SubscriptionArn: isPending && !showsArn ? PENDING : arn }) };
  }
  // It stands with its topic, whoever's that is.
  const done = make({ ...context, caller: { ...context.caller, ...topic.place } }, SUBSCRIPTION.type);
  if ("error" in done || !isAsked(context, protocol, endpoint)) return done;
  const thing = store.find(topic.place, SUBSCRIPTION, [readText(done.output, "SubscriptionArn")]);
  if (!thing) return done;
  const pending = { ...thing, members: merge(thing.members, { PendingConfirmation: true }) };
  store.put(pending);
  askConfirmation(context, pending, makeToken(context, topic.place.region, thing.names.arn ?? ""));
  return showsArn ? done : { output: merge({ SubscriptionArn: PENDING }) };
}

/** ConfirmSubscription. Whoever has the token confirms, also again. */
export function confirmSubscription(context: Context): Done {
  const { input, told, store } = context;
  if (told) return { output: told.output };
  const arn = readText(input, "TopicArn");
  const token = readText(input, "Token");
  if (!isArn(arn)) throw refuseParameter("Topic");
  if (splitArn(arn, "TopicArn").place.region !== readRegion(token)) throw refuseParameter("Topic");
  const { place } = splitArn(findByToken(context, token), "SubscriptionArn");
  const thing = store.find(place, SUBSCRIPTION, [findByToken(context, token)]);
  if (!thing) throw refuseParameter("Token");
  const { PendingConfirmation: _, ...members } = thing.members;
  store.put({ ...thing, members });
  return { output: merge({ SubscriptionArn: thing.names.arn ?? "" }) };
}

/** Unsubscribe. What does not stand is ended already. */
export function unsubscribe(context: Context): Done {
  const { input, told, store } = context;
  const arn = readText(input, "SubscriptionArn");
  if (arn === "") throw refuseParameter("SubscriptionArn Reason: no value for required parameter");
  const { place } = splitArn(arn, "SubscriptionArn");
  const thing = store.find(place, SUBSCRIPTION, [arn]);
  if (told && !thing) return remove(context, SUBSCRIPTION.type);
  if (!thing && arn.split(":").length === 6) throw refuseParameter("SubscriptionId");
  if (!thing) return { output: makeStructure() };
  if (!told) tellEnd(context, thing);
  const topic = store.find(place, TOPIC, [readSubscription(thing).topic]);
  if (topic) countEnded(context, topic);
  store.remove(thing);
  return { output: makeStructure() };
}

/** GetSubscriptionAttributes. */
export function getSubscriptionAttributes(context: Context): Done {
  const thing = findSubscription(context, readText(context.input, "SubscriptionArn"));
  return { output: merge({ Attributes: merge(tellAttributes(context, thing)) }) };
}

/** SetSubscriptionAttributes. */
export function setSubscriptionAttributes(context: Context): Done {
  const { input, told, store, caller } = context;
  const arn = readText(input, "SubscriptionArn");
  const standing = told && store.find(caller, SUBSCRIPTION, [arn]);
  if (told && !standing) return update(context, SUBSCRIPTION.type);
  const thing = standing ?? findSubscription(context, arn);
  const name = readText(input, "AttributeName");
  const text = readText(input, "AttributeValue");
  const { topic, endpoint } = readSubscription(thing);
  const attributes = merge(readAttributes(thing), { [name]: text });
  if (!told) checkAttribute(name, text, { topic, endpoint, attributes }, "");
  store.put({ ...thing, members: merge(thing.members, { Attributes: attributes }) });
  return { output: makeStructure() };
}

function show(thing: Thing): Structure {
  const { arn, topic, protocol, endpoint, isPending } = readSubscription(thing);
  return merge({
    SubscriptionArn: isPending ? "PendingConfirmation" : arn,
    Owner: thing.place.account,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topic,
  });
}

/** ListSubscriptions. */
export function listSubscriptions(context: Context): Done {
  const all = context.store.list(placeOf(context, SUBSCRIPTION.type), SUBSCRIPTION);
  return answerPage(context, "Subscriptions", all, show);
}

/** ListSubscriptionsByTopic. */
export function listSubscriptionsByTopic(context: Context): Done {
  const topic = findTopic(context, readText(context.input, "TopicArn"));
  if (topic.type !== TOPIC.type) throw refuseAbsent("Topic");
  return answerPage(context, "Subscriptions", listSubscriptionsOf(context.store, topic), show);
}
