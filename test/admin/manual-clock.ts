/** A clock for tests that moves only when it is told to, and then ends the sleeps that are over. */
import type { Clock } from "../../src/base/clock.ts";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export class ManualClock implements Clock {
  #now = 0;
  readonly #sleepers = new Set<Sleeper>();
  #begun = 0;

  /** How many sleeps were begun. */
  get begun(): number {
    return this.#begun;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const sleeper = { until: this.#now + ms, wake: resolve };
    this.#begun++;
    if (ms <= 0 || signal.aborted) resolve();
    else this.#sleepers.add(sleeper);
    signal.addEventListener("abort", () => resolve(), { once: true });
    return promise.finally(() => this.#sleepers.delete(sleeper));
  }

  /** Resolves once so many sleeps were begun: what is done in between takes real time. */
  async untilBegun(sleeps: number): Promise<void> {
    while (this.#begun < sleeps) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Moves on, and lets what waited for that go on. */
  async advance(ms: number): Promise<void> {
    this.#now += ms;
    for (const { until, wake } of this.#sleepers) if (until <= this.#now) wake();
    await settle();
  }
}

/** Lets everything run that can. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
