/**
 * Gives requests up: each once its time is over, and all once whoever sends them says so. Those that have the same time share a timer
 * and a listener: AbortSignal.timeout would leave a timer behind for each request, thousands at full speed.
 */

/** A request under way. */
interface UnderWay {
  readonly stop: AbortController;
  /** As performance.now has it. */
  readonly endsAt: number;
}

/** When to give a request up. */
export interface TimeLimit {
  /** For the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
  /** Aborting it gives the request up. */
  readonly signal: AbortSignal;
}

/** The signal of one request, and what is called once it needs none. */
export interface LimitedSignal {
  readonly signal: AbortSignal;
  readonly release: () => void;
}

/** Requests under way that have the same time, the first to end before the others. */
class Limits {
  readonly #underWay = new Set<UnderWay>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly timeoutMs: number,
    readonly outer: AbortSignal,
  ) {
    outer.addEventListener("abort", () => this.#interrupt(), { once: true });
  }

  start(): LimitedSignal {
    const stop = new AbortController();
    if (this.outer.aborted) {
      stop.abort(new DOMException("interrupted", "AbortError"));
      return { signal: stop.signal, release: () => {} };
    }
    const started = { stop, endsAt: performance.now() + this.timeoutMs };
    this.#underWay.add(started);
    this.#timer ??= setTimeout(() => this.#expire(), this.timeoutMs);
    return { signal: stop.signal, release: () => this.#release(started) };
  }

  #release(ended: UnderWay): void {
    this.#underWay.delete(ended);
    if (this.#underWay.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #expire(): void {
    this.#timer = undefined;
    for (const started of this.#underWay) {
      const left = started.endsAt - performance.now();
      // A timer may be a fraction of a millisecond early.
      if (left >= 1) {
        this.#timer = setTimeout(() => this.#expire(), left);
        return;
      }
      this.#underWay.delete(started);
      started.stop.abort(new DOMException("timed out", "TimeoutError"));
    }
  }

  #interrupt(): void {
    for (const { stop } of this.#underWay) stop.abort(new DOMException("interrupted", "AbortError"));
  }
}

const known = new WeakMap<AbortSignal, Map<number, Limits>>();

/** The signal of one more request with a time. */
export function limitTime({ timeoutMs, signal }: TimeLimit): LimitedSignal {
  return known
    .getOrInsertComputed(signal, () => new Map())
    .getOrInsertComputed(timeoutMs, () => new Limits(timeoutMs, signal))
    .start();
}
