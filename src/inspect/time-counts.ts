/** Counts calls over time, in steps that grow with the time that they span. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** The steps in which is counted, in milliseconds; each is so many of the one before. */
const STEPS = [SECOND, 10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 10 * DAY, YEAR * 2, YEAR * 20];

/** The steps in which is shown: each is so many of the finest step in which a time is counted that has room for many of it. */
const SHOWN = [
  ...[1, 2, 5, 10, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 5, 10, 30].map((count) => count * DAY),
  ...[90 * DAY, YEAR * 2, YEAR * 20, YEAR * 100, YEAR * 1000],
];

/** So many steps with calls in them are kept. */
const MOST_STEPS = 4096;

/** What was counted in one step of time, from `at` on, in milliseconds since 1970. */
export interface TimeStep {
  readonly at: number;
  readonly calls: number;
  readonly replayed: number;
}

/** Calls over time. */
export interface TimeChart {
  readonly first: number;
  readonly last: number;
  /** How long a step is, in milliseconds. */
  readonly width: number;
  /** Those that have calls, in their order. */
  readonly steps: readonly TimeStep[];
}

/** The width in which a span is shown in no more steps than that. */
function chooseWidth(first: number, last: number, most: number): number {
  const fits = (width: number) => Math.floor(last / width) - Math.floor(first / width) < most;
  return SHOWN.find(fits) ?? (SHOWN.at(-1) as number);
}

export class TimeCounts {
  #step = 0;
  #counts = new Map<number, number>();
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #at = Number.NaN;
  #waiting = 0;

  /** Counts calls at a moment, in milliseconds since 1970. */
  add(at: number, calls: number): void {
    // Records of one moment follow each other.
    if (at === this.#at) {
      this.#waiting += calls;
      return;
    }
    this.#settle();
    this.#at = at;
    this.#waiting = calls;
  }

  /** Counts what came last. */
  #settle(): void {
    const [at, calls] = [this.#at, this.#waiting];
    if (calls === 0) return;
    this.#waiting = 0;
    if (at < this.#first) this.#first = at;
    if (at > this.#last) this.#last = at;
    const place = Math.floor(at / this.#width);
    const before = this.#counts.get(place);
    this.#counts.set(place, (before ?? 0) + calls);
    if (before === undefined && this.#counts.size > MOST_STEPS) this.#coarsen();
  }

  get #width(): number {
    return STEPS[this.#step] as number;
  }

  #coarsen(): void {
    while (this.#counts.size > MOST_STEPS / 2 && this.#step < STEPS.length - 1) {
      const before = this.#width;
      this.#step++;
      this.#counts = regroup(this.#counts, before, this.#width);
    }
  }

  /** The calls in at most `most` steps, with the times of those that are replayed; undefined where there is none. */
  chart(replayed: Iterable<number>, most: number): TimeChart | undefined {
    this.#settle();
    if (this.#counts.size === 0) return undefined;
    const [first, last] = [this.#first, this.#last];
    const width = Math.max(chooseWidth(first, last, most), this.#width);
    const sent = new Map<number, number>();
    for (const at of replayed) {
      const place = Math.floor(at / width);
      sent.set(place, (sent.get(place) ?? 0) + 1);
    }
    const steps = [...regroup(this.#counts, this.#width, width)]
      .filter(([, calls]) => calls > 0)
      .sort(([one], [other]) => one - other)
      .map(([place, calls]) => ({ at: place * width, calls, replayed: sent.get(place) ?? 0 }));
    return { first, last, width, steps };
  }
}

function regroup(counts: ReadonlyMap<number, number>, before: number, after: number): Map<number, number> {
  if (before === after) return new Map(counts);
  const groups = new Map<number, number>();
  for (const [place, calls] of counts) {
    const wider = Math.floor((place * before) / after);
    groups.set(wider, (groups.get(wider) ?? 0) + calls);
  }
  return groups;
}
