/** What is sent when a subscription is to be confirmed, or was ended by somebody unknown. */
import { MADE_UP_ADDRESS } from "../../addresses.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Thing } from "../../thing.ts";
import { merge } from "../engine.ts";
import { splitQueueArn } from "../sqs/queue.ts";
import { writeSubscribeUrl } from "./addresses.ts";
import { sign, writeSpaced } from "./notification.ts";
import { keepSent } from "./sent.ts";
import { makeToken } from "./tokens.ts";
import { readSubscription, readTopic, TOPIC } from "./topic.ts";
import { postMessage, type WebMessage } from "./web.ts";

const TEXT = "text/plain; charset=UTF-8";

/** As often as a notification that no policy says more of. */
const RETRIES = 3;

/** Sends to a queue of somebody else, who confirms by what it says. Nobody waits for it. */
function sendToQueue(context: Context, arn: string, id: string, MessageBody: string): void {
  const at = splitQueueArn(arn);
  if (!at) return;
  const { place, name } = at;
  const order = name.endsWith(".fifo") ? { MessageGroupId: id, MessageDeduplicationId: id } : {};
  const input = merge({ QueueUrl: `${MADE_UP_ADDRESS}/${place.account}/${name}`, MessageBody }, order);
  const asked = { service: "sqs", operation: "SendMessage", input, caller: place };
  context.ask(asked).catch(() => undefined);
}

function tell(context: Context, thing: Thing, type: WebMessage["type"], token: string, text: string): void {
  const { store, now } = context;
  const { arn, topic, protocol, endpoint } = readSubscription(thing);
  const outer = store.find(thing.place, TOPIC, [topic]);
  if (!outer) return;
  const id = makeUuid(context.mint(32));
  const said = {
    Type: type,
    MessageId: id,
    Token: token,
    TopicArn: topic,
    Message: text,
    SubscribeURL: writeSubscribeUrl(context, topic, token),
    Timestamp: new Date(now).toISOString(),
  };
  const body = writeSpaced({ ...said, ...sign(context, { ...readTopic(outer), isFifo: false }, said) });
  keepSent(store.records, {
    protocol,
    account: thing.place.account,
    region: thing.place.region,
    endpoint,
    message_id: id,
    at: said.Timestamp,
    type,
    message: text,
    topic_arn: topic,
    subscription_arn: arn,
    token,
  });
  if (protocol === "sqs") sendToQueue(context, endpoint, id, body);
  if (protocol !== "http" && protocol !== "https") return;
  const message = {
    type,
    id,
    topic,
    subscription: arn,
    body,
    contentType: TEXT,
    isRaw: false,
    retries: RETRIES,
  };
  // Nobody waits for it: who is asked may ask back before the call is answered.
  void postMessage(context, endpoint, message);
}

/** Asks whether a subscription is wanted. */
export function askConfirmation(context: Context, thing: Thing, token: string): void {
  const { topic } = readSubscription(thing);
  const text = `You have chosen to subscribe to the topic ${topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`;
  tell(context, thing, "SubscriptionConfirmation", token, text);
}

/** Tells a subscription over HTTP that it was ended, where nobody says who did that. */
export function tellEnd(context: Context, thing: Thing): void {
  const { arn, protocol, isPending } = readSubscription(thing);
  const isKnown = context.signer === undefined || context.signer().key !== undefined;
  if (isKnown || isPending || (protocol !== "http" && protocol !== "https")) return;
  const text = `You have chosen to deactivate subscription ${arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`;
  tell(context, thing, "UnsubscribeConfirmation", makeToken(context, thing.place.region, arn), text);
}
