/** How far a replay is, counted while it runs: for the progress line and for the admin API. */

import type { Observer } from "../options/surroundings.ts";
import type { Outcome } from "../replay/outcome.ts";

/** How far a replay is. */
export interface Progress {
  readonly phase: "reading" | "sending";
  /** Records read so far. */
  readonly read: number;
  /** Calls that are going to be made; 0 while reading. */
  readonly planned: number;
  readonly sent: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Calls a second since the first of them could be sent. */
  readonly rate: number;
  /** How late the last call was sent, in milliseconds; undefined where none is due at a time. */
  readonly lagMs: number | undefined;
  /** How long the rest takes at this rate, in milliseconds; undefined where calls are due at times or none has ended. */
  readonly leftMs: number | undefined;
}

/** Counts what it observes; `now` gives milliseconds of a clock that never goes backwards. */
export class ProgressCounter implements Observer {
  readonly #now: () => number;
  #read = 0;
  #planned = 0;
  #sendingSince: number | undefined;
  #succeeded = 0;
  #failed = 0;
  #lagMs: number | undefined;
  /** How many had ended in an earlier run. */
  #recalled = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  onRead(records: number): void {
    this.#read = records;
  }

  onPlanned(total: number, steps: number): void {
    this.#read = total;
    this.#planned = steps;
    this.#sendingSince = this.#now();
  }

  onRecalled({ ok }: Outcome): void {
    this.#recalled++;
    if (ok) this.#succeeded++;
    else this.#failed++;
  }

  onOutcome({ ok }: Outcome, lagMs: number | undefined): void {
    if (ok) this.#succeeded++;
    else this.#failed++;
    this.#lagMs = lagMs;
  }

  /** How far it is now. */
  measure(): Progress {
    const sent = this.#succeeded + this.#failed;
    const seconds = this.#sendingSince === undefined ? 0 : (this.#now() - this.#sendingSince) / 1000;
    const rate = seconds > 0 ? (sent - this.#recalled) / seconds : 0;
    const isTimed = this.#lagMs !== undefined;
    return {
      phase: this.#sendingSince === undefined ? "reading" : "sending",
      read: this.#read,
      planned: this.#planned,
      sent,
      succeeded: this.#succeeded,
      failed: this.#failed,
      rate,
      lagMs: this.#lagMs,
      leftMs: isTimed || rate === 0 ? undefined : ((this.#planned - sent) / rate) * 1000,
    };
  }
}
