/** What SNS sent to whom nothing here stands for: telephones, mail, applications, functions. It is kept, to be looked at. */
import { isObject } from "../../../base/values.ts";
import type { Records } from "../../records.ts";

const OWNER = JSON.stringify(["sns", "sent"]);
const MOST = 10_000;
const DIGITS = 12;

/** A message that was sent. */
export interface SentMessage {
  /** The protocol of the subscription, `sms` and `application` also without one. */
  readonly protocol: string;
  readonly account: string;
  readonly region: string;
  /** The number, the address or the ARN that it was sent to. */
  readonly endpoint: string;
  readonly message_id: string;
  /** As ISO 8601 has it. */
  readonly at: string;
  readonly type: string;
  readonly message: string;
  readonly subject?: string;
  readonly topic_arn?: string;
  readonly subscription_arn?: string;
  readonly attributes?: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
  /** What confirms a subscription. */
  readonly token?: string;
}

/** Keeps a message that was sent; the oldest go where there are too many. */
export function keepSent(records: Records, message: SentMessage): void {
  const space = records.space(OWNER, "messages");
  const [last] = space.list({ isBackward: true, limit: 1 });
  const number = last === undefined ? 1 : Number(last.key) + 1;
  space.put(String(number).padStart(DIGITS, "0"), JSON.stringify(message));
  if (number > MOST) space.remove(String(number - MOST).padStart(DIGITS, "0"));
}

/** The messages that were sent, the oldest first. */
export function listSent(records: Records): SentMessage[] {
  return records
    .space(OWNER, "messages")
    .list()
    .flatMap(({ value }) => {
      const message: unknown = JSON.parse(String(value));
      return isObject(message) ? [message as unknown as SentMessage] : [];
    });
}
