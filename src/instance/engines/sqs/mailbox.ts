/**
 * The messages of a queue, in spaces of records:
 *
 *     messages  key               what the message says
 *     states    key               how far it has come, once it was delayed or received
 *     ready     key               what can be received. Of a queue that keeps the order: the first of each group that can be
 *     due       moment and key    what will be ready again, by when
 *     groups    group and key     the messages of a group in their order
 *     heads     group             the key under which the group stands in `ready`
 *
 * A key begins with the moment at which the message was sent, so that the oldest come first. No operation looks at more messages
 * than it takes, lets come or lets go.
 */
import type { Records, Space } from "../../records.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Store } from "../../store.ts";
import { type Remembered, remember } from "./front.ts";
import { DIGITS, pad } from "./keys.ts";
import {
  type MessageState,
  type QueueMessage,
  readMessage,
  readState,
  writeMessage,
  writeState,
} from "./message.ts";
import type { Queue } from "./queue.ts";
import { type Counts, NEVER, type QueueTally } from "./tally.ts";

const PARTS = ["messages", "states", "ready", "due", "groups", "heads"] as const;

/** A message that stands in a mailbox. */
export interface Letter {
  readonly key: string;
  readonly message: QueueMessage;
  readonly state: MessageState | undefined;
}

/** So many come due, or end, at once before anything else is done. */
const STEP = 500;
const FIRST: MessageState = { kind: "ready", due: 0, count: 0, first: 0, mark: "" };

type Part = (typeof PARTS)[number] | "counts";

/** The messages of a queue. */
export class Mailbox {
  readonly #spaces = new Map<Part, Space>();
  readonly #records: Records;
  readonly owner: string;
  #kept: Remembered | undefined;

  constructor(
    { records }: Store,
    readonly queue: Queue,
  ) {
    this.owner = nameThing(queue.thing);
    this.#records = records;
  }

  #space(part: Part): Space {
    let space = this.#spaces.get(part);
    if (!space) {
      space = this.#records.space(this.owner, part);
      this.#spaces.set(part, space);
    }
    return space;
  }

  get #remembered(): Remembered {
    this.#kept ??= remember(this.#records, this.owner, () => this.#space("counts"));
    return this.#kept;
  }

  get #tally(): QueueTally {
    return this.#remembered.tally;
  }

  #putReady(key: string): void {
    this.#space("ready").put(key, "");
    this.#remembered.front.put(key);
  }

  #removeReady(key: string): void {
    this.#space("ready").remove(key);
    this.#remembered.front.remove(key);
  }

  /** Writes how many there are. To be called once all is done. */
  close(): void {
    this.#kept?.tally.write();
    this.#kept = undefined;
  }

  get counts(): Counts {
    return this.#tally.counts;
  }

  /** A number that no other message of the queue has, larger than those before. */
  number(): number {
    return this.#tally.number();
  }

  #putDue(moment: number, key: string): void {
    this.#space("due").put(pad(moment) + key, "");
    if (moment < this.#tally.soonest) this.#tally.note({ soonest: moment });
  }

  /** Lets come what is due, and go what is too old. */
  tidy(now: number): void {
    while (now >= this.#tally.soonest) {
      const due = this.#space("due").list({ to: pad(now + 1), limit: STEP });
      for (const { key } of due) this.#arrive(String(key).slice(DIGITS));
      if (due.length < STEP) this.#tally.note({ soonest: this.findNextDue() ?? NEVER });
    }
    const until = now - this.queue.retention;
    while (until > this.#tally.oldest) {
      const old = this.#space("messages").list({ to: pad(until), limit: STEP });
      for (const { key } of old) this.remove(String(key));
      if (old.length === STEP) continue;
      const [first] = this.#space("messages").list({ limit: 1 });
      this.#tally.note({ oldest: first ? Number(String(first.key).slice(0, DIGITS)) : NEVER });
    }
  }

  /** When the next message will be ready that is not; undefined where none will. */
  findNextDue(): number | undefined {
    const { delayed, taken } = this.#tally.counts;
    if (delayed + taken === 0) return undefined;
    const [first] = this.#space("due").list({ limit: 1 });
    return first && Number(String(first.key).slice(0, DIGITS));
  }

  #arrive(key: string): void {
    const state = this.#readState(key);
    if (!state || state.kind === "ready") return;
    this.#space("due").remove(pad(state.due) + key);
    this.#tally.count({ [state.kind]: -1 });
    if (state.count === 0) this.#space("states").remove(key);
    else this.#space("states").put(key, writeState({ ...state, kind: "ready" }));
    this.#show(key);
  }

  #readState(key: string): MessageState | undefined {
    const text = this.#space("states").get(key);
    return typeof text === "string" ? readState(text) : undefined;
  }

  /** Lets a message be received that is ready. */
  #show(key: string): void {
    if (!this.queue.isFifo) this.#putReady(key);
    else this.#showGroup(this.find(key)?.message.group ?? "");
  }

  /** Lets the first message of a group be received where it is ready, and none where it is not. */
  #showGroup(group: string): void {
    const groups = this.#space("groups");
    const heads = this.#space("heads");
    const ready = this.#space("ready");
    const [first] = groups.list({ from: `${group}\0`, to: `${group}\x01`, limit: 1 });
    const key = first && String(first.key).slice(group.length + 1);
    const isReady = key !== undefined && (this.#readState(key)?.kind ?? "ready") === "ready";
    const head = isReady ? key : undefined;
    const before = heads.get(group);
    if (before === head) return;
    if (before !== undefined) ready.remove(before);
    if (head === undefined) heads.remove(group);
    else {
      heads.put(group, head);
      ready.put(head, group);
    }
  }

  /** The message of a key; undefined where there is none any more. */
  find(key: string): Letter | undefined {
    const text = this.#space("messages").get(key);
    if (typeof text !== "string") return undefined;
    return { key, message: readMessage(text), state: this.#readState(key) };
  }

  /** The messages behind a key, ready or not, the oldest first. */
  listAll(limit: number, after?: string): Letter[] {
    const found = this.#space("messages").list({ after, limit });
    return found.flatMap(({ key }) => this.find(String(key)) ?? []);
  }

  /** Puts a message in, which is ready at a moment. `count`: how often it was received before, elsewhere. */
  put(message: QueueMessage, now: number, readyAt: number, count = 0, first = 0): void {
    const messages = this.#space("messages");
    const states = this.#space("states");
    const groups = this.#space("groups");
    const key = pad(message.sentAt) + this.number().toString(36).padStart(9, "0");
    messages.put(key, writeMessage(message));
    const isDelayed = readyAt > now;
    const state: MessageState = {
      ...FIRST,
      kind: isDelayed ? "delayed" : "ready",
      due: readyAt,
      count,
      first,
    };
    if (isDelayed || count > 0) states.put(key, writeState(state));
    if (isDelayed) this.#putDue(readyAt, key);
    if (message.sentAt < this.#tally.oldest) this.#tally.note({ oldest: message.sentAt });
    if (this.queue.isFifo) groups.put(`${message.group ?? ""}\0${key}`, "");
    this.#tally.count({ all: 1, delayed: isDelayed ? 1 : 0 });
    if (this.queue.isFifo) this.#showGroup(message.group ?? "");
    else if (!isDelayed) this.#putReady(key);
  }

  /** The messages that can be received, the first ones first. Of a group of those that keep the order only those before which none is taken. */
  listReady(limit: number): Letter[] {
    if (!this.queue.isFifo) {
      const first = this.#remembered.front.list(this.#space("ready"), limit);
      return first.flatMap((key) => this.find(key) ?? []);
    }
    const heads = this.#space("ready").list({ limit });
    const found: Letter[] = [];
    for (const { value } of heads) {
      const group = String(value);
      const from = `${group}\0`;
      const keys = this.#space("groups").list({ from, to: `${group}\x01`, limit: limit - found.length });
      for (const { key } of keys) {
        const letter = this.find(String(key).slice(from.length));
        if (!letter || (letter.state?.kind ?? "ready") !== "ready") break;
        found.push(letter);
      }
      if (found.length >= limit) break;
    }
    return found;
  }

  /** Takes a message that is ready, until a moment. Gives how far it has come now. */
  take({ key, message, state = FIRST }: Letter, now: number, until: number, mark: string): MessageState {
    const states = this.#space("states");
    const isTaken = until > now;
    const next: MessageState = {
      kind: isTaken ? "taken" : "ready",
      due: until,
      count: state.count + 1,
      first: state.first || now,
      mark,
    };
    states.put(key, writeState(next));
    if (!isTaken) return next;
    this.#putDue(until, key);
    this.#tally.count({ taken: 1 });
    if (this.queue.isFifo) this.#showGroup(message.group ?? "");
    else this.#removeReady(key);
    return next;
  }

  /** Lets a message that is taken be so until another moment. */
  move(key: string, state: MessageState, now: number, until: number): void {
    if (state.kind !== "taken") return;
    const states = this.#space("states");
    const due = this.#space("due");
    due.remove(pad(state.due) + key);
    const next = { ...state, due: until };
    states.put(key, writeState(next));
    if (until > now) this.#putDue(until, key);
    else this.#arrive(key);
  }

  /** Lets a message go for good. */
  remove(key: string): void {
    const state = this.#readState(key);
    const messages = this.#space("messages");
    const text = state && !this.queue.isFifo ? "" : messages.get(key);
    if (typeof text !== "string") return;
    messages.remove(key);
    if (state) this.#space("states").remove(key);
    if (state && state.kind !== "ready") {
      this.#space("due").remove(pad(state.due) + key);
      this.#tally.count({ [state.kind]: -1 });
    } else if (!this.queue.isFifo) this.#removeReady(key);
    this.#tally.count({ all: -1 });
    if (!this.queue.isFifo) return;
    const group = readMessage(text).group ?? "";
    this.#space("groups").remove(`${group}\0${key}`);
    this.#showGroup(group);
  }

  /** How far a message has come; undefined where there is none any more. */
  findState(key: string): MessageState | undefined {
    const state = this.#readState(key);
    return state ?? (this.#space("messages").get(key) === undefined ? undefined : FIRST);
  }

  /** Lets all messages go. */
  purge(): void {
    const { all, delayed, taken } = this.#tally.counts;
    this.#tally.count({ all: -all, delayed: -delayed, taken: -taken });
    for (const part of [...PARTS, "deduplication", "deduplication ends", "attempts"])
      this.#records.drop(this.owner, part);
  }
}
