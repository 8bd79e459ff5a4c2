/**
 * Ends exchanges that take too long or are interrupted. A timer and a listener of its own for each exchange would take longer than to
 * write its request.
 */

/** Something that is under way, and may have to be given up. */
export interface GivenUp {
  /** By performance.now. */
  readonly deadline: number;
  /** `reason` is what an abort signal tells. */
  giveUp(reason: DOMException): void;
}

/** Gives up what is overdue, with one timer for all. */
class Deadlines {
  readonly #waiting = new Set<GivenUp>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Number.POSITIVE_INFINITY;

  add(one: GivenUp): void {
    this.#waiting.add(one);
    if (one.deadline < this.#due) this.#arm(one.deadline);
  }

  remove(one: GivenUp): void {
    this.#waiting.delete(one);
  }

  #arm(due: number): void {
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#look(), Math.max(0, due - performance.now()));
    // What waits has a connection, which keeps the program going.
    this.#timer.unref();
  }

  #look(): void {
    this.#due = Number.POSITIVE_INFINITY;
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const one of [...this.#waiting])
      if (one.deadline <= now) one.giveUp(new DOMException("timed out", "TimeoutError"));
      else next = Math.min(next, one.deadline);
    if (next < this.#due) this.#arm(next);
  }
}

const deadlines = new Deadlines();

/** What is under way by the signal that ends it. */
const bySignal = new WeakMap<AbortSignal, Set<GivenUp>>();

function listen(signal: AbortSignal): Set<GivenUp> {
  const waiting = new Set<GivenUp>();
  const interrupt = () => {
    for (const one of [...waiting]) one.giveUp(new DOMException("interrupted", "AbortError"));
  };
  signal.addEventListener("abort", interrupt, { once: true });
  return waiting;
}

/** From now on, `one` is given up when it is overdue or `signal` is aborted, until it is released. */
export function holdTo(one: GivenUp, signal: AbortSignal): void {
  deadlines.add(one);
  bySignal.getOrInsertComputed(signal, listen).add(one);
}

/** Lets go of what has ended. */
export function release(one: GivenUp, signal: AbortSignal): void {
  deadlines.remove(one);
  bySignal.get(signal)?.delete(one);
}
