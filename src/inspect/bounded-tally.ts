/** Counts by name that stay small however many names a log has. */
import { RecentNames } from "./recent-names.ts";

/** What is counted of a name. */
export interface Counted {
  calls: number;
}

/** A name with what was counted of it. */
export type NameCount<T> = readonly [name: string, counted: T];

/** Longer names are cut, in characters: a user agent can be anything. */
const LONGEST_NAME = 500;

/**
 * Keeps the names that were met most, at most twice as many as it is told between two thinnings; all others are summed. A name
 * that comes again after it was summed begins anew, so that where something was summed, a count can be too low.
 */
export class BoundedTally<T extends Counted> {
  readonly #most: number;
  readonly #make: () => T;
  readonly #merge: (into: T, from: T) => void;
  #kept = new Map<string, T>();
  readonly #recent = new RecentNames<T>();
  /** What was counted of the names that are not kept. */
  readonly others: T;
  /** Called when names went: what was taken before may not be counted any more. */
  onThinned: (() => void) | undefined;

  constructor(most: number, make: () => T, merge: (into: T, from: T) => void) {
    this.#most = most;
    this.#make = make;
    this.#merge = merge;
    this.others = make();
  }

  /** What is counted of a name, for counting on. */
  take(name: string): T {
    const recent = this.#recent.get(name);
    if (recent !== undefined) return recent;
    const found =
      this.#kept.get(name) ?? (name.length > LONGEST_NAME ? this.#takeCut(name) : this.#add(name));
    this.#recent.set(name, found);
    return found;
  }

  /** The names that are kept, those that were met most first, no more than it was told. */
  list(): readonly NameCount<T>[] {
    if (this.#kept.size > this.#most) this.#thin();
    return this.#sort();
  }

  #takeCut(name: string): T {
    const cut = `${name.slice(0, LONGEST_NAME)}…`;
    return this.#kept.get(cut) ?? this.#add(cut);
  }

  #add(name: string): T {
    if (this.#kept.size >= this.#most * 2) this.#thin();
    const made = this.#make();
    this.#kept.set(name, made);
    return made;
  }

  #sort(): NameCount<T>[] {
    // What was taken back to the last call is as if it had never been.
    const counted = [...this.#kept].filter(([, { calls }]) => calls > 0);
    return counted.sort(([one, { calls: a }], [other, { calls: b }]) => b - a || (one < other ? -1 : 1));
  }

  #thin(): void {
    const sorted = this.#sort();
    for (const [, counted] of sorted.slice(this.#most)) this.#merge(this.others, counted);
    this.#kept = new Map(sorted.slice(0, this.#most));
    this.#recent.clear();
    this.onThinned?.();
  }
}

/** A tally of calls alone. */
export function makeTally(most: number): BoundedTally<Counted> {
  return new BoundedTally<Counted>(
    most,
    () => ({ calls: 0 }),
    (into, { calls }) => {
      into.calls += calls;
    },
  );
}
