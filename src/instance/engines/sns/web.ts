/** Posts to subscriptions over HTTP: https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html */
import type { Context } from "../../behaviour/context.ts";

/** So long is an address waited for before the call is answered, in milliseconds. */
const PATIENCE = 1000;

/** What is posted. */
export interface WebMessage {
  readonly type: "Notification" | "SubscriptionConfirmation" | "UnsubscribeConfirmation";
  readonly id: string;
  readonly topic: string;
  readonly subscription: string;
  readonly body: string;
  readonly contentType: string;
  readonly isRaw: boolean;
  /** How often it is tried again. */
  readonly retries: number;
}

const TOO_MANY = 429;

/**
 * Posts until it is taken, at most so often again; resolves with whether it was. A status by which the other side says that the
 * request is at fault ends it, as SNS tries no such again. All of that comes at once: the delays of a delivery policy are for
 * services that recover, and who tests would wait for minutes.
 */
async function postOften(post: () => Promise<number>, retries: number): Promise<boolean> {
  for (let left = retries; left >= 0; left--) {
    const status = await post().catch(() => undefined);
    if (status !== undefined && status >= 200 && status < 300) return true;
    if (status !== undefined && status >= 300 && status < 500 && status !== TOO_MANY) return false;
  }
  return false;
}

/** Posts a message; resolves with whether it was taken, as far as that is known in time. */
export async function postMessage(context: Context, url: string, message: WebMessage): Promise<boolean> {
  const { post, sleep } = context;
  if (!post) return false;
  const { type, id, topic, subscription, body, contentType, isRaw, retries } = message;
  const headers: Record<string, string> = {
    "content-type": contentType,
    "user-agent": "Amazon Simple Notification Service Agent",
    "accept-encoding": "gzip,deflate",
    "x-amz-sns-message-type": type,
    "x-amz-sns-message-id": id,
    "x-amz-sns-topic-arn": topic,
  };
  if (type !== "SubscriptionConfirmation") headers["x-amz-sns-subscription-arn"] = subscription;
  if (isRaw) headers["x-amz-sns-rawdelivery"] = "true";
  const given = new AbortController();
  const taken = postOften(async () => post({ url, headers, body }), retries);
  const late = sleep(PATIENCE, given.signal).then(() => true);
  try {
    return await Promise.race([taken, late]);
  } finally {
    given.abort();
  }
}
