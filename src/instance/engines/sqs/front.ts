/**
 * What is remembered of mailboxes between calls, so that it need not be looked for each time: how many messages there are, and
 * which are the first that can be received. It only repeats what stands in records, and is forgotten when they are put back.
 */
import type { Records, Space } from "../../records.ts";
import { QueueTally } from "./tally.ts";

/** So many keys are read at once, and so many remembered at most. */
const AHEAD = 64;
const MOST = 1024;
const MOST_MAILBOXES = 10_000;

/** The first keys of a space that only grows and shrinks by what this is told. */
export class Front {
  #keys: string[] = [];
  /** Where the first key stands: those before it are gone. */
  #at = 0;
  /** Whether there are no keys beyond. */
  #isWhole = false;

  /** The first keys of the space. */
  list(space: Space, limit: number): readonly string[] {
    if (this.#keys.length - this.#at < limit && !this.#isWhole) {
      const length = Math.max(AHEAD, limit);
      this.#keys = space.list({ limit: length }).map(({ key }) => String(key));
      this.#at = 0;
      this.#isWhole = this.#keys.length < length;
    }
    return this.#keys.slice(this.#at, this.#at + limit);
  }

  /** Notes a key that was put into the space. */
  put(key: string): void {
    const last = this.#keys.length > this.#at ? this.#keys.at(-1) : undefined;
    if (last !== undefined && key <= last) this.#forget();
    else if (this.#isWhole && this.#keys.length < MOST) this.#keys.push(key);
    else this.#isWhole = false;
  }

  /** Notes a key that was removed from the space. */
  remove(key: string): void {
    if (this.#keys[this.#at] === key) this.#at++;
    else {
      const at = this.#keys.indexOf(key, this.#at);
      if (at >= 0) this.#keys.splice(at, 1);
    }
    if (this.#at < AHEAD) return;
    this.#keys.splice(0, this.#at);
    this.#at = 0;
  }

  #forget(): void {
    this.#keys = [];
    this.#at = 0;
    this.#isWhole = false;
  }
}

/** What is remembered of one mailbox. */
export interface Remembered {
  readonly front: Front;
  readonly tally: QueueTally;
}

/** What is remembered of all, for as long as records are changed by nobody else. */
interface Memory {
  readonly epoch: number;
  readonly mailboxes: Map<string, Remembered>;
}

const memories = new WeakMap<Records, Memory>();

function openMemory(records: Records): Memory {
  const known = memories.get(records);
  if (known?.epoch === records.epoch) return known;
  const fresh = { epoch: records.epoch, mailboxes: new Map() };
  memories.set(records, fresh);
  return fresh;
}

/** What is remembered of the mailbox of an owner. `counts`: where the counts stand. */
export function remember(records: Records, owner: string, counts: () => Space): Remembered {
  const { mailboxes } = openMemory(records);
  const known = mailboxes.get(owner);
  if (known) return known;
  if (mailboxes.size > MOST_MAILBOXES) mailboxes.clear();
  const fresh = { front: new Front(), tally: new QueueTally(counts()) };
  mailboxes.set(owner, fresh);
  return fresh;
}
