/** The topic that a call is about, and its subscriptions. */
import { isStructure, makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Store } from "../../store.ts";
import type { Thing, ThingPlace } from "../../thing.ts";
import { parseObject, readText } from "../engine.ts";
import { type FilterPolicy, type FilterScope, readFilterPolicy } from "./filter-policy.ts";
import { refuseAbsent, refuseParameter } from "./refuse.ts";

export const TOPIC = { service: "sns", type: "topic" } as const;
export const SUBSCRIPTION = { service: "sns", type: "subscription" } as const;

/** The attributes that somebody set on a topic, a subscription, an application or an endpoint. */
export function readAttributes({ members }: Thing): Structure {
  const { Attributes } = members;
  return isStructure(Attributes) ? Attributes : makeStructure();
}

/** Where a thing of an ARN stands, and what it is called. */
export interface SplitArn {
  readonly place: ThingPlace;
  readonly resource: string;
}

/** The parts of an ARN. Throws a Refusal where it has too few. */
export function splitArn(arn: string, member: string): SplitArn {
  const parts = arn.split(":");
  const [, , , region = "", account = "", ...rest] = parts;
  if (parts.length < 6)
    throw refuseParameter(`${member} Reason: An ARN must have at least 6 elements, not ${parts.length}`);
  return { place: { account, region }, resource: rest.join(":") };
}

/** The topic of an ARN. Throws a Refusal where it does not stand, or in another region. */
export function findTopic({ store, caller }: Context, arn: string, member = "TopicArn"): Thing {
  const { place, resource } = splitArn(arn, member);
  if (place.region !== caller.region) throw refuseParameter(member);
  const topic = store.find(place, TOPIC, [resource]);
  if (!topic) throw refuseAbsent("Topic");
  return topic;
}

/** What a topic's messages are like. */
export interface Topic {
  readonly thing: Thing;
  readonly arn: string;
  readonly isFifo: boolean;
  readonly deduplicates: "by content" | "by id";
  /** Whether groups have deduplication ids of their own. */
  readonly isApart: boolean;
  readonly signatureVersion: string;
}

export function readTopic(thing: Thing): Topic {
  const attributes = readAttributes(thing);
  return {
    thing,
    arn: thing.names.arn ?? "",
    isFifo: thing.chain.at(-1)?.endsWith(".fifo") === true,
    deduplicates:
      readText(attributes, "ContentBasedDeduplication").toLowerCase() === "true" ? "by content" : "by id",
    isApart: readText(attributes, "FifoThroughputScope") === "MessageGroup",
    signatureVersion: readText(attributes, "SignatureVersion") || "1",
  };
}

/** A subscription as messages are delivered to it. */
export interface Subscription {
  readonly thing: Thing;
  readonly arn: string;
  readonly topic: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly isPending: boolean;
  readonly isRaw: boolean;
  readonly scope: FilterScope;
  readonly policy: FilterPolicy | undefined;
  /** The queue for what could not be delivered, by its ARN. */
  readonly deadLetters: string | undefined;
}

const subscriptions = new WeakMap<Thing, Subscription>();

function readPolicy(attributes: Structure, scope: FilterScope): FilterPolicy | undefined {
  try {
    return readFilterPolicy(readText(attributes, "FilterPolicy"), scope, "");
  } catch {
    // Production's own, of a kind that is not known here, lets all through.
    return undefined;
  }
}

/** How a subscription is set; the same thing is always set the same. */
export function readSubscription(thing: Thing): Subscription {
  return subscriptions.getOrInsertComputed(thing, () => {
    const { members, names } = thing;
    const attributes = readAttributes(thing);
    const scope =
      readText(attributes, "FilterPolicyScope") === "MessageBody" ? "MessageBody" : "MessageAttributes";
    const { deadLetterTargetArn: target } = parseObject(readText(attributes, "RedrivePolicy")) ?? {};
    const arn = names.arn ?? "";
    return {
      thing,
      arn,
      topic: readText(members, "TopicArn"),
      protocol: readText(members, "Protocol"),
      endpoint: readText(members, "Endpoint"),
      isPending: !arn.startsWith("arn:") || members["PendingConfirmation"] === true,
      isRaw: readText(attributes, "RawMessageDelivery").toLowerCase() === "true",
      scope,
      policy: readPolicy(attributes, scope),
      deadLetters: typeof target === "string" ? target : undefined,
    };
  });
}

/** The subscriptions of a topic, in the order in which they were made. */
export function listSubscriptionsOf(store: Store, topic: Thing): Thing[] {
  return store.listInner(topic).filter(({ type }) => type === SUBSCRIPTION.type);
}

/** The subscription of an ARN. Throws a Refusal where it does not stand. */
export function findSubscription({ store, caller }: Context, arn: string): Thing {
  const { place } = splitArn(arn, "SubscriptionArn");
  const found = store.find(place, SUBSCRIPTION, [arn]) ?? store.find({ ...caller }, SUBSCRIPTION, [arn]);
  if (!found) throw refuseAbsent("Subscription");
  return found;
}
