/** Tells the events of several streams by their times, a page of each at a time. */
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { type LogEvent, listEvents } from "./event-space.ts";
import { nameOf } from "./groups.ts";

const PAGE = 200;
const TIME_DIGITS = 16;

export interface StreamEvent {
  readonly event: LogEvent;
  readonly stream: Thing;
}

/** Which events. */
export interface MergeRange {
  /** Beginnings of keys. */
  readonly from: string;
  readonly to: string | undefined;
  /** Behind this event of this stream, in the order in which all are told. */
  readonly after: { readonly key: string; readonly stream: string } | undefined;
  /** Whether the last events come first. */
  readonly isBackward?: boolean;
}

/** Goes through the events of one stream. */
class Walk {
  #page: readonly LogEvent[] = [];
  #at = 0;
  #isLast = false;
  #after: string | undefined;

  constructor(
    readonly stream: Thing,
    readonly context: Context,
    readonly range: Omit<MergeRange, "after">,
    after: string | undefined,
  ) {
    this.#after = after;
  }

  /** The next event; undefined at the end. */
  peek(): LogEvent | undefined {
    if (this.#at >= this.#page.length && !this.#isLast) {
      this.#page = listEvents(this.context, this.stream, { ...this.range, after: this.#after, limit: PAGE });
      this.#isLast = this.#page.length < PAGE;
      this.#at = 0;
      this.#after = this.#page.at(-1)?.key ?? this.#after;
    }
    return this.#page[this.#at];
  }

  skip(): void {
    this.#at++;
  }
}

/** A walk with its next event. */
interface Entry {
  readonly walk: Walk;
  readonly event: LogEvent;
}

function timeOf({ key }: LogEvent): string {
  return key.slice(0, TIME_DIGITS);
}

/** By the time, then by the streams' names, then as they came. */
function isBefore(a: Entry, b: Entry): boolean {
  const [one, other] = [timeOf(a.event), timeOf(b.event)];
  return one === other ? nameOf(a.walk.stream) < nameOf(b.walk.stream) : one < other;
}

/** A heap whose least entry comes first, so that thousands of streams take no longer than their events. */
class Heap {
  readonly #entries: Entry[] = [];

  constructor(readonly isBefore: (a: Entry, b: Entry) => boolean) {}

  push(entry: Entry): void {
    const all = this.#entries;
    let at = all.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = all[above];
      if (!parent || !this.isBefore(entry, parent)) break;
      all[at] = parent;
      at = above;
    }
    all[at] = entry;
  }

  pop(): Entry | undefined {
    const all = this.#entries;
    const [first] = all;
    const last = all.pop();
    if (!last || all.length === 0) return first;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      const [left, right] = [all[below], all[below + 1]];
      if (!left) break;
      if (right && this.isBefore(right, left)) below++;
      const child = all[below];
      if (!child || !this.isBefore(child, last)) break;
      all[at] = child;
      at = below;
    }
    all[at] = last;
    return first;
  }
}

/** Behind which key of its own a stream goes on. */
function findStart(stream: Thing, { after }: MergeRange): string | undefined {
  if (!after) return undefined;
  const name = nameOf(stream);
  if (name === after.stream) return after.key;
  const time = after.key.slice(0, TIME_DIGITS);
  // Before it in the order: of that time all is told already. Backward, it is the same the other way round.
  return name < after.stream ? `${time}~` : time;
}

/** The events of streams, by their times. */
export function* mergeStreams(
  context: Context,
  streams: readonly Thing[],
  range: MergeRange,
): Generator<StreamEvent> {
  const { from, to, isBackward = false } = range;
  const heap = new Heap(isBackward ? (a, b) => isBefore(b, a) : isBefore);
  const enter = (walk: Walk) => {
    const event = walk.peek();
    if (event) heap.push({ walk, event });
  };
  for (const stream of streams)
    enter(new Walk(stream, context, { from, to, isBackward }, findStart(stream, range)));
  for (let entry = heap.pop(); entry; entry = heap.pop()) {
    const { walk, event } = entry;
    yield { event, stream: walk.stream };
    walk.skip();
    enter(walk);
  }
}
