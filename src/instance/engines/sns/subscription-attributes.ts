/** A subscription's attributes: what each takes, and what is told of them. */

import { findPartition } from "../../../aws/model/partitions.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { readText } from "../engine.ts";
import { checkDelivery, tellEffect, tellPolicy } from "./delivery-policy.ts";
import { readFilterPolicy } from "./filter-policy.ts";
import { readObject } from "./json-texts.ts";
import { refuseParameter, refuseUndone } from "./refuse.ts";
import { readAttributes, readSubscription, TOPIC } from "./topic.ts";

const SETTABLE: ReadonlySet<string> = new Set([
  "DeliveryPolicy",
  "FilterPolicy",
  "FilterPolicyScope",
  "RawMessageDelivery",
  "RedrivePolicy",
  "SubscriptionRoleArn",
  "ReplayPolicy",
]);
const SCOPES: ReadonlySet<string> = new Set(["MessageAttributes", "MessageBody"]);

/** What a subscription is to be, of which an attribute is set. */
export interface Subscribed {
  readonly topic: string;
  readonly endpoint: string;
  /** All attributes, those that are given among them. */
  readonly attributes: Structure;
}

function checkRedrive(text: string, { topic, endpoint }: Subscribed, prefix: string): void {
  if (text === "") return;
  const { deadLetterTargetArn: target, ...others } = readObject(text, (reason) =>
    refuseParameter(`${prefix}RedrivePolicy: ${reason}`),
  );
  for (const name of Object.keys(others))
    throw refuseParameter(`${prefix}RedrivePolicy: invalid JSON. Attribute ${name} is unknown.`);
  if (typeof target !== "string" || target.split(":").length < 6)
    throw refuseParameter(`${prefix}RedrivePolicy: deadLetterTargetArn is an invalid arn`);
  const isFifo = topic.endsWith(".fifo") && endpoint.endsWith(".fifo");
  if (isFifo && (!target.endsWith(".fifo") || !target.includes(":sqs:")))
    throw refuseParameter(
      `${prefix}RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.`,
    );
}

/** Throws a Refusal where a subscription takes not such a value. `prefix`: what comes before the reason. */
export function checkAttribute(name: string, text: string, subscribed: Subscribed, prefix: string): void {
  if (!SETTABLE.has(name)) throw refuseParameter(`${prefix}AttributeName`);
  switch (name) {
    case "RawMessageDelivery":
      if (!["true", "false"].includes(text.toLowerCase()))
        throw refuseParameter(`${prefix}RawMessageDelivery: Invalid value [${text}]. Must be true or false.`);
      return;
    case "FilterPolicyScope":
      if (!SCOPES.has(text))
        throw refuseParameter(
          `${prefix}FilterPolicyScope: Invalid value [${text}]. Please use either MessageBody or MessageAttributes`,
        );
      return;
    case "FilterPolicy": {
      const scope = readText(subscribed.attributes, "FilterPolicyScope");
      const isBody = scope === "MessageBody";
      readFilterPolicy(text, isBody ? "MessageBody" : "MessageAttributes", `Invalid parameter: ${prefix}`);
      return;
    }
    case "RedrivePolicy":
      checkRedrive(text, subscribed, prefix);
      return;
    case "DeliveryPolicy":
      checkDelivery(text, ["healthyRetryPolicy"], prefix);
      return;
    case "ReplayPolicy":
      if (text !== "" && text !== "{}") throw refuseUndone("replay the messages of topics");
      return;
    default:
  }
}

/** Who subscribed, where nobody is known to have. */
function tellPrincipal({ place }: Thing): string {
  return `arn:${findPartition(place.region).name}:iam::${place.account}:user/cloudmock`;
}

/** All that is told of a subscription. */
export function tellAttributes({ store }: Context, thing: Thing): Record<string, string> {
  const { arn, topic, protocol, endpoint, isPending, isRaw, policy } = readSubscription(thing);
  const set = readAttributes(thing);
  const told: Record<string, string> = {
    SubscriptionArn: arn,
    Owner: thing.place.account,
    TopicArn: topic,
    Protocol: protocol,
    Endpoint: endpoint,
    PendingConfirmation: String(isPending),
    ConfirmationWasAuthenticated: String(!isPending),
    SubscriptionPrincipal: tellPrincipal(thing),
  };
  for (const [name, value] of Object.entries(set))
    if (typeof value === "string" && value !== "") told[name] = value;
  told["RawMessageDelivery"] = String(isRaw);
  if (policy === undefined) {
    delete told["FilterPolicy"];
    delete told["FilterPolicyScope"];
  } else told["FilterPolicyScope"] ??= "MessageAttributes";
  const own = readText(set, "DeliveryPolicy");
  if (own !== "") told["DeliveryPolicy"] = tellPolicy(own);
  if (protocol === "http" || protocol === "https") {
    const outer = store.find(thing.place, TOPIC, [topic]);
    told["EffectiveDeliveryPolicy"] = tellEffect(
      own,
      outer ? readText(readAttributes(outer), "DeliveryPolicy") : "",
    );
  }
  return told;
}
