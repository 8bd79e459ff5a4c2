/** A clock for tests: a sleep moves it on at once and takes none of the real time. */
import type { Clock } from "../../src/base/clock.ts";

export class FakeClock implements Clock {
  /** What was slept, in order. */
  readonly sleeps: number[] = [];
  #now = 1_000;

  now(): number {
    return this.#now;
  }

  /** Lets time pass without anybody sleeping, as a slow answer does. */
  advance(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (ms <= 0 || signal.aborted) return;
    this.sleeps.push(ms);
    this.#now += ms;
  }
}
