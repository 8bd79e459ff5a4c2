/** Keeps the first of the selected calls, and tells of the others without keeping them: for who need not have all of a log. */
import type { TrailEvent } from "./record.ts";

/** How many calls are kept, and who is told of those after them. */
export interface KeptBound {
  /** So many, the first by time. */
  readonly most: number;
  /** Gets each call after these; and once more, with -1, one whose place another copy of the same action takes. */
  readonly onBeyond: (event: TrailEvent, change: 1 | -1) => void;
}

const UNBOUND: KeptBound = { most: Number.POSITIVE_INFINITY, onBeyond: () => {} };

function compareTimes(one: TrailEvent, other: TrailEvent): number {
  return one.at - other.at || one.ordinal - other.ordinal;
}

/** A call without what its record says of it. */
function lighten(event: TrailEvent): TrailEvent {
  return {
    ...event,
    requestParameters: null,
    responseElements: null,
    additionalEventData: null,
    resources: null,
  };
}

/** The calls that are selected. */
export class KeptEvents {
  readonly #bound: KeptBound;
  /** Each with the id that the copies of the same action share, or an empty text. */
  #kept = new Map<TrailEvent, string>();
  readonly #shared = new Map<string, TrailEvent>();

  constructor(bound: KeptBound = UNBOUND) {
    this.#bound = bound;
  }

  add(event: TrailEvent, shared: string | undefined): void {
    this.#kept.set(event, shared ?? "");
    if (shared) this.#shared.set(shared, event);
    if (this.#kept.size >= this.#bound.most * 2) this.#cut();
  }

  /** Takes back the copy of a shared event, where one is selected. */
  remove(shared: string): void {
    const event = this.#shared.get(shared);
    if (!event) return;
    this.#shared.delete(shared);
    if (!this.#kept.delete(event)) this.#bound.onBeyond(event, -1);
  }

  /** Those that are kept, by time; those of one second in the order of the input. */
  list(): readonly TrailEvent[] {
    if (this.#kept.size > this.#bound.most) this.#cut();
    return [...this.#kept.keys()].sort(compareTimes);
  }

  #cut(): void {
    const sorted = [...this.#kept].sort(([one], [other]) => compareTimes(one, other));
    for (const [event, shared] of sorted.slice(this.#bound.most)) {
      this.#bound.onBeyond(event, 1);
      if (shared !== "") this.#shared.set(shared, lighten(event));
    }
    this.#kept = new Map(sorted.slice(0, this.#bound.most));
  }
}
