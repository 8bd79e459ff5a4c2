/** What is known of a mailbox as a whole, so that nothing has to be counted. */
import type { Space } from "../../records.ts";

/** How many messages there are, and how many of them are still to come or are taken. */
export interface Counts {
  readonly all: number;
  readonly delayed: number;
  readonly taken: number;
}

/** A moment that does not come. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** The counts of a mailbox, and before which moments nothing comes due and nothing is too old. */
export class QueueTally {
  counts: Counts;
  /** The number of the next message. */
  #next: number;
  /** When something may come due, and when the oldest message may have been sent. */
  soonest: number;
  oldest: number;
  #isChanged = false;

  constructor(readonly space: Space) {
    const text = space.get("");
    const [all = 0, delayed = 0, taken = 0, next = 1, soonest = NEVER, oldest = NEVER] =
      typeof text === "string" ? text.split("|").map(Number) : [];
    this.counts = { all, delayed, taken };
    this.#next = next;
    this.soonest = soonest;
    this.oldest = oldest;
  }

  /** Counts messages that came, or went where the number is negative. */
  count({ all = 0, delayed = 0, taken = 0 }: Partial<Counts>): void {
    const before = this.counts;
    this.counts = { all: before.all + all, delayed: before.delayed + delayed, taken: before.taken + taken };
    this.#isChanged = true;
  }

  note({ soonest = this.soonest, oldest = this.oldest }: { soonest?: number; oldest?: number }): void {
    this.soonest = soonest;
    this.oldest = oldest;
    this.#isChanged = true;
  }

  /** A number that no other message has, larger than those before. */
  number(): number {
    this.#isChanged = true;
    return this.#next++;
  }

  /** Writes what has changed. */
  write(): void {
    const { all, delayed, taken } = this.counts;
    if (this.#isChanged)
      this.space.put("", [all, delayed, taken, this.#next, this.soonest, this.oldest].join("|"));
    this.#isChanged = false;
  }
}
