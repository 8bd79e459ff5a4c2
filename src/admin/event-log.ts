/** A replay's events, numbered from 1 and bounded: a reader that comes back goes on where it was. */
import { compileLightly } from "../base/compiling.ts";

/** One event, as it is streamed. */
export interface LoggedEvent {
  readonly id: number;
  readonly name: string;
  readonly data: unknown;
}

const MOST_KEPT = 1_000;

/** The events of one replay. Those who read them wait for more, each at its own place. */
export class EventLog<Kept = unknown> {
  #events: (LoggedEvent & { readonly data: Kept })[] = [];
  #last = 0;
  #isEnded = false;
  readonly #waiting = new Set<() => void>();

  readonly #tell: (kept: Kept, id: number) => unknown;

  /** `tell`: what is told of what was kept, where that is another thing. Few of those that are kept are ever asked for. */
  constructor(tell: (kept: Kept, id: number) => unknown = (kept) => kept) {
    this.#tell = tell;
  }

  /** The number of the last event. */
  get last(): number {
    return this.#last;
  }

  /** Whether no event will follow. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  add(name: string, data: Kept): void {
    this.#last++;
    this.#events.push({ id: this.#last, name, data });
    // Cut now and then, not each time: the list is moved by it.
    if (this.#events.length >= 2 * MOST_KEPT) this.#events = this.#events.slice(-MOST_KEPT);
    this.#wake();
  }

  /** Says that no event will follow. */
  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** What is kept of the events after number `id`, and how many were dropped before the first of them. */
  readAfter(id: number): { readonly events: readonly LoggedEvent[]; readonly dropped: number } {
    const first = this.#events[0]?.id ?? this.#last + 1;
    const events = this.#events.slice(Math.max(0, id + 1 - first));
    return {
      events: events.map((event) => ({ ...event, data: this.#tell(event.data, event.id) })),
      dropped: Math.max(0, first - id - 1),
    };
  }

  /** Resolves at the next event, at the end, or when the signal is aborted. */
  async waitForMore(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add(resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
    await promise;
    this.#waiting.delete(resolve);
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
  }
}

/** What is read of events, whatever is kept of them. */
export type ReadableLog = Pick<EventLog, "last" | "isEnded" | "readAfter" | "waitForMore">;

compileLightly(EventLog.prototype.add);
