/** Messages that were sent before, of queues that keep the order: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
import type { Records } from "../../records.ts";

/** So long is a message remembered, in milliseconds. */
const REMEMBERED = 300_000;
const DIGITS = 14;
const STEP = 100;

/** What was answered to a message that was sent first. */
export interface SentOnce {
  readonly id: string;
  readonly sequence: string;
}

/** What is remembered of the messages that were sent to a queue or a topic, which `owner` names. */
export class SentBefore {
  readonly #ids;
  readonly #ends;

  constructor(records: Records, owner: string) {
    this.#ids = records.space(owner, "deduplication");
    this.#ends = records.space(owner, "deduplication ends");
  }

  #forget(now: number): void {
    const old = this.#ends.list({ to: String(now + 1).padStart(DIGITS, "0"), limit: STEP });
    for (const { key, value } of old) {
      this.#ends.remove(key);
      const [end] = String(this.#ids.get(value) ?? "").split("|");
      if (Number(end) <= now) this.#ids.remove(value);
    }
  }

  /** What was answered to the first message of an id; undefined where none was sent so lately. */
  find(id: string, now: number): SentOnce | undefined {
    const text = this.#ids.get(id);
    const [end, of = "", sequence = ""] = typeof text === "string" ? text.split("|") : [];
    return Number(end) > now ? { id: of, sequence } : undefined;
  }

  /** Remembers the first message of an id. */
  put(id: string, { id: of, sequence }: SentOnce, now: number): void {
    this.#forget(now);
    const end = now + REMEMBERED;
    this.#ids.put(id, `${end}|${of}|${sequence}`);
    this.#ends.put(`${String(end).padStart(DIGITS, "0")}${id}`, id);
  }
}
