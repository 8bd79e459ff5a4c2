/** How deliveries over HTTP are tried again, as it is told: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */

import { isObject } from "../../../base/values.ts";
import { parseObject } from "../engine.ts";
import { readObject } from "./json-texts.ts";
import { refuseParameter } from "./refuse.ts";

const RETRY = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: "linear",
};
const REQUEST = { headerContentType: "text/plain; charset=UTF-8" };

/** What a policy has to say where it says how often. */
const DEMANDED = ["minDelayTarget", "maxDelayTarget", "numRetries"];

type Members = Readonly<Record<string, unknown>>;

/** Throws a Refusal where a policy is none. `path`: where it says how deliveries are tried again; `prefix`: before the reason. */
export function checkDelivery(text: string, path: readonly string[], prefix: string): void {
  if (text === "") return;
  const refuse = (reason: string) => refuseParameter(`${prefix}DeliveryPolicy: ${reason}`);
  const policy = readObject(text, refuse);
  let retry: unknown = policy;
  for (const name of path) retry = isObject(retry) ? retry[name] : undefined;
  if (!isObject(retry)) return;
  const at = path.join(".");
  for (const [name, value] of Object.entries(retry))
    if (name in RETRY && name !== "backoffFunction" && typeof value === "string")
      throw refuse(`${at}.${name} type mismatch, expecting integer, received a string`);
  for (const name of DEMANDED) if (retry[name] === undefined) throw refuse(`${at}.${name} must be specified`);
}

/** What a topic's policy says; what it says nothing of by null is left out. */
function readHttp(text: string): Members {
  const { http } = parseObject(text) ?? {};
  return Object.fromEntries(Object.entries(isObject(http) ? http : {}).filter(([, value]) => value !== null));
}

/** A topic's policy as it is told back. */
export function tellTopicPolicy(text: string): string {
  const { defaultHealthyRetryPolicy, disableSubscriptionOverrides = false, ...rest } = readHttp(text);
  return JSON.stringify({ http: { defaultHealthyRetryPolicy, disableSubscriptionOverrides, ...rest } });
}

/** What comes of a topic's policy and what SNS presets. */
export function tellTopicEffect(text: string): string {
  const { defaultHealthyRetryPolicy: retry, disableSubscriptionOverrides = false, ...rest } = readHttp(text);
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: isObject(retry) ? { ...RETRY, ...retry } : RETRY,
      disableSubscriptionOverrides,
      defaultRequestPolicy: REQUEST,
      ...rest,
    },
  });
}

function fillRetry(retry: Members): Members {
  const { backoffFunction = "linear", ...counts } = retry;
  const filled = Object.fromEntries(
    Object.keys(RETRY)
      .filter((name) => name !== "backoffFunction")
      .map((name) => [name, counts[name] ?? 0]),
  );
  return { ...filled, backoffFunction };
}

function fillPolicy(text: string): Members {
  const {
    healthyRetryPolicy: healthy,
    sicklyRetryPolicy,
    throttlePolicy,
    requestPolicy,
    guaranteed,
  } = parseObject(text) ?? {};
  return {
    healthyRetryPolicy: isObject(healthy) ? fillRetry(healthy) : null,
    sicklyRetryPolicy: sicklyRetryPolicy ?? null,
    throttlePolicy: throttlePolicy ?? null,
    requestPolicy: requestPolicy ?? null,
    guaranteed: guaranteed ?? false,
  };
}

/** A subscription's policy as it is told back. */
export function tellPolicy(text: string): string {
  return JSON.stringify(fillPolicy(text));
}

/** What comes of a subscription's policy and of its topic's. */
export function tellEffect(text: string, topic: string): string {
  const { defaultHealthyRetryPolicy: retry, defaultRequestPolicy: request } = readHttp(
    tellTopicEffect(topic),
  );
  const own = fillPolicy(text);
  return JSON.stringify({
    ...own,
    healthyRetryPolicy: own["healthyRetryPolicy"] ?? retry,
    requestPolicy: own["requestPolicy"] ?? request,
  });
}

const MOST_RETRIES = 100;

/** How often a notification is tried again. */
export function readRetries(text: string, topic: string): number {
  const { healthyRetryPolicy } = parseObject(tellEffect(text, topic)) ?? {};
  const count = isObject(healthyRetryPolicy) ? healthyRetryPolicy["numRetries"] : undefined;
  return typeof count === "number" && count >= 0 ? Math.min(count, MOST_RETRIES) : RETRY.numRetries;
}

/** What the body of a notification is said to be. */
export function readContentType(text: string, topic: string): string {
  const { requestPolicy } = parseObject(tellEffect(text, topic)) ?? {};
  const type = isObject(requestPolicy) ? requestPolicy["headerContentType"] : undefined;
  return typeof type === "string" ? type : REQUEST.headerContentType;
}
