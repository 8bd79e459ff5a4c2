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
import { type Message, readMessage, readState, type State, writeMessage, writeState } from "./message.ts";
import { type Queue, readQueue } from "./queue.ts";

const PARTS = ["messages", "states", "ready", "due", "groups", "heads"] as const;

/** How many messages there are, and how many of them are still to come or are taken. */
export interface Counts {
  readonly all: number;
  readonly delayed: number;
  readonly taken: number;
}

/** A message that stands in a mailbox. */
export interface Letter {
  readonly key: string;
  readonly message: Message;
  readonly state: State | undefined;
}

/** So many come due, or end, at once before anything else is done. */
const STEP = 500;
const DIGITS = 14;
const FIRST: State = { kind: "ready", due: 0, count: 0, first: 0, mark: "" };

function pad(moment: number): string {
  return String(Math.max(0, Math.floor(moment))).padStart(DIGITS, "0");
}

/** The messages of a queue. */
export class Mailbox {
  readonly #spaces: Readonly<Record<(typeof PARTS)[number] | "counts", Space>>;
  readonly #records: Records;
  readonly owner: string;
  #counts: (Counts & { readonly next: number }) | undefined;

  constructor(
    { records }: Store,
    readonly queue: Queue,
  ) {
    this.owner = nameThing(queue.thing);
    this.#records = records;
    const open = (part: string) => records.space(this.owner, part);
    this.#spaces = {
      messages: open("messages"),
      states: open("states"),
      ready: open("ready"),
      due: open("due"),
      groups: open("groups"),
      heads: open("heads"),
      counts: open("counts"),
    };
  }

  get #all(): Counts & { readonly next: number } {
    if (!this.#counts) {
      const text = this.#spaces.counts.get("");
      const [all = 0, delayed = 0, taken = 0, next = 1] =
        typeof text === "string" ? text.split("|").map(Number) : [];
      this.#counts = { all, delayed, taken, next };
    }
    return this.#counts;
  }

  #count(change: Partial<Counts & { readonly next: number }>): void {
    const { all, delayed, taken, next } = this.#all;
    this.#counts = {
      all: all + (change.all ?? 0),
      delayed: delayed + (change.delayed ?? 0),
      taken: taken + (change.taken ?? 0),
      next: next + (change.next ?? 0),
    };
  }

  /** Writes how many there are. To be called once all is done. */
  close(): void {
    if (!this.#counts) return;
    const { all, delayed, taken, next } = this.#counts;
    this.#spaces.counts.put("", `${all}|${delayed}|${taken}|${next}`);
    this.#counts = undefined;
  }

  get counts(): Counts {
    return this.#all;
  }

  /** A number that no other message of the queue has, larger than those before. */
  number(): number {
    const { next } = this.#all;
    this.#count({ next: 1 });
    return next;
  }

  /** Lets come what is due, and go what is too old. */
  tidy(now: number): void {
    for (;;) {
      const due = this.#spaces.due.list({ to: pad(now + 1), limit: STEP });
      for (const { key } of due) this.#arrive(String(key).slice(DIGITS));
      if (due.length < STEP) break;
    }
    const { retention } = this.queue;
    for (;;) {
      const old = this.#spaces.messages.list({ to: pad(now - retention), limit: STEP });
      for (const { key } of old) this.remove(String(key));
      if (old.length < STEP) break;
    }
  }

  /** When the next message will be ready that is not; undefined where none will. */
  findNextDue(): number | undefined {
    const [first] = this.#spaces.due.list({ limit: 1 });
    return first && Number(String(first.key).slice(0, DIGITS));
  }

  #arrive(key: string): void {
    const state = this.#readState(key);
    if (!state || state.kind === "ready") return;
    this.#spaces.due.remove(pad(state.due) + key);
    this.#count({ [state.kind]: -1 });
    if (state.count === 0) this.#spaces.states.remove(key);
    else this.#spaces.states.put(key, writeState({ ...state, kind: "ready" }));
    this.#show(key);
  }

  #readState(key: string): State | undefined {
    const text = this.#spaces.states.get(key);
    return typeof text === "string" ? readState(text) : undefined;
  }

  /** Lets a message be received that is ready. */
  #show(key: string): void {
    if (!this.queue.isFifo) this.#spaces.ready.put(key, "");
    else this.#showGroup(this.find(key)?.message.group ?? "");
  }

  /** Lets the first message of a group be received where it is ready, and none where it is not. */
  #showGroup(group: string): void {
    const { groups, heads, ready } = this.#spaces;
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
    const text = this.#spaces.messages.get(key);
    if (typeof text !== "string") return undefined;
    return { key, message: readMessage(text), state: this.#readState(key) };
  }

  /** Puts a message in, which is ready at a moment. `count`: how often it was received before, elsewhere. */
  put(message: Message, now: number, readyAt: number, count = 0, first = 0): void {
    const { messages, states, due, groups } = this.#spaces;
    const key = pad(message.sentAt) + this.number().toString(36).padStart(9, "0");
    messages.put(key, writeMessage(message));
    const isDelayed = readyAt > now;
    const state: State = { ...FIRST, kind: isDelayed ? "delayed" : "ready", due: readyAt, count, first };
    if (isDelayed || count > 0) states.put(key, writeState(state));
    if (isDelayed) due.put(pad(readyAt) + key, "");
    if (this.queue.isFifo) groups.put(`${message.group ?? ""}\0${key}`, "");
    this.#count({ all: 1, delayed: isDelayed ? 1 : 0 });
    if (this.queue.isFifo) this.#showGroup(message.group ?? "");
    else if (!isDelayed) this.#spaces.ready.put(key, "");
  }

  /** The messages that can be received, the first ones first. Of a group of those that keep the order only those before which none is taken. */
  listReady(limit: number): Letter[] {
    const heads = this.#spaces.ready.list({ limit });
    if (!this.queue.isFifo) return heads.flatMap(({ key }) => this.find(String(key)) ?? []);
    const found: Letter[] = [];
    for (const { value } of heads) {
      const group = String(value);
      const from = `${group}\0`;
      const keys = this.#spaces.groups.list({ from, to: `${group}\x01`, limit: limit - found.length });
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
  take({ key, message, state = FIRST }: Letter, now: number, until: number, mark: string): State {
    const { states, due, ready } = this.#spaces;
    const isTaken = until > now;
    const next: State = {
      kind: isTaken ? "taken" : "ready",
      due: until,
      count: state.count + 1,
      first: state.first || now,
      mark,
    };
    states.put(key, writeState(next));
    if (!isTaken) return next;
    due.put(pad(until) + key, "");
    this.#count({ taken: 1 });
    if (this.queue.isFifo) this.#showGroup(message.group ?? "");
    else ready.remove(key);
    return next;
  }

  /** Lets a message that is taken be so until another moment. */
  move({ key, state }: Letter, now: number, until: number): void {
    if (state?.kind !== "taken") return;
    const { states, due } = this.#spaces;
    due.remove(pad(state.due) + key);
    const next = { ...state, due: until };
    states.put(key, writeState(next));
    if (until > now) due.put(pad(until) + key, "");
    else this.#arrive(key);
  }

  /** Lets a message go for good. */
  remove(key: string): void {
    const letter = this.find(key);
    if (!letter) return;
    const { messages, states, due, ready, groups } = this.#spaces;
    const { message, state } = letter;
    messages.remove(key);
    if (state) states.remove(key);
    if (state && state.kind !== "ready") {
      due.remove(pad(state.due) + key);
      this.#count({ [state.kind]: -1 });
    } else if (!this.queue.isFifo) ready.remove(key);
    this.#count({ all: -1 });
    if (!this.queue.isFifo) return;
    const group = message.group ?? "";
    groups.remove(`${group}\0${key}`);
    this.#showGroup(group);
  }

  /** Lets all messages go. */
  purge(): void {
    const { all, delayed, taken } = this.#all;
    this.#count({ all: -all, delayed: -delayed, taken: -taken });
    for (const part of [...PARTS, "deduplication", "deduplication ends", "attempts"])
      this.#records.drop(this.owner, part);
  }
}

/** Works on the messages of a queue at a moment: what is due is there, and what is too old is gone. */
export function openMailbox(store: Store, queue: Queue, now: number): Mailbox {
  const mailbox = new Mailbox(store, queue);
  mailbox.tidy(now);
  return mailbox;
}

/** How many messages a queue has at a moment. */
export function countMessages(store: Store, thing: Queue["thing"], now: number): Counts {
  const mailbox = openMailbox(store, readQueue(thing), now);
  const { all, delayed, taken } = mailbox.counts;
  mailbox.close();
  return { all, delayed, taken };
}
