/** Tells on standard error how far a command is, and with --verbose each request and answer. */
import type { ConsolaInstance } from "consola/core";
import { tellCount } from "../base/count.ts";
import type { Flags } from "../options/flags.ts";
import type { Observer } from "../options/surroundings.ts";
import type { Outcome } from "../replay/outcome.ts";
import { type Exchange, renderExchange } from "../report/exchange.ts";
import { ProgressCounter } from "../run/progress.ts";
import type { Process } from "./command.ts";
import { renderProgress } from "./progress-text.ts";
import type { Screen } from "./screen.ts";

/** Short runs print no progress at all. */
const FIRST_LINE_MS = 300;
const LINE_EVERY_MS = 100;
/** For logs, which keep every line. */
const LOG_EVERY_MS = 10_000;

/** The time as a watch sees it, injected so that tests take none of the real one. */
export interface WatchClock {
  /** Milliseconds from an arbitrary start; never goes backwards. */
  now(): number;
  /** Calls `work` again and again until what it gives is called. */
  every(ms: number, work: () => void): () => void;
}

const realWatchClock: WatchClock = {
  now: () => performance.now(),
  every(ms, work) {
    const timer = setInterval(work, ms);
    return () => clearInterval(timer);
  },
};

/** Levels of consola: errors only, or all. */
const ERRORS_ONLY = 0;

/**
 * Watches one command from its start until it is disposed of. A busy program starves timers, so the line is drawn when
 * something happens, too.
 */
export class Watch implements Observer, Disposable {
  /** What the command has to say besides; nothing but errors with --quiet. */
  readonly log: ConsolaInstance;
  readonly #screen: Screen;
  readonly #clock: WatchClock;
  readonly #counter: ProgressCounter;
  readonly #isVerbose: boolean;
  readonly #start: number;
  readonly #letGo: (() => void)[] = [];
  #form: Screen["progress"];
  #lastMs: number;
  #planning: number | undefined;
  #readBack: number | undefined;
  #inFlight = 0;

  constructor(
    { flags, screen, log, signal }: Pick<Process, "screen" | "log" | "signal"> & { readonly flags: Flags },
    clock: WatchClock = realWatchClock,
  ) {
    this.#isVerbose = flags["verbose"] === true;
    this.log = flags["quiet"] ? log.create({ level: ERRORS_ONLY }) : log;
    this.#form = flags["quiet"] ? "none" : screen.progress;
    this.#screen = screen;
    this.#clock = clock;
    this.#counter = new ProgressCounter(clock.now);
    this.#start = clock.now();
    this.#lastMs = this.#start;
    const interrupt = () => this.#tellInterrupt();
    signal.addEventListener("abort", interrupt, { once: true });
    this.#letGo.push(() => signal.removeEventListener("abort", interrupt));
    if (this.#form !== "none") this.#letGo.push(clock.every(LINE_EVERY_MS, () => this.#draw()));
  }

  onRead(records: number): void {
    this.#counter.onRead(records);
    this.#draw();
  }

  onSelected(total: number, calls: number): void {
    this.#counter.onRead(total);
    this.#planning = calls;
    this.#draw(true);
  }

  onTarget(target: string): void {
    if (this.#isVerbose) this.#screen.write(`target: ${target}\n`);
  }

  onPlanned(total: number, steps: number): void {
    this.#counter.onPlanned(total, steps);
    this.#draw();
  }

  onSend(): void {
    this.#inFlight++;
  }

  onExchange(exchange: Exchange): void {
    this.#inFlight--;
    if (this.#readBack !== undefined) this.#readBack++;
    if (this.#isVerbose) {
      const startMs = this.#clock.now() - this.#start - exchange.tookMs;
      this.#screen.write(renderExchange(exchange, Math.max(0, startMs)));
    }
    this.#draw();
  }

  onOutcome(outcome: Outcome, lagMs: number | undefined): void {
    this.#counter.onOutcome(outcome, lagMs);
  }

  onRecalled(outcome: Outcome): void {
    this.#counter.onRecalled(outcome);
  }

  onVerify(): void {
    this.#readBack = 0;
    this.#draw();
  }

  /** Ends the progress, so that the result stands by itself. */
  stop(): void {
    for (const letGo of this.#letGo.splice(0)) letGo();
    this.#form = "none";
    this.#screen.hide();
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  /** `isLast`: nothing can be drawn for a while. */
  #draw(isLast = false): void {
    if (this.#form === "none") return;
    const now = this.#clock.now();
    const sinceLast = now - this.#lastMs;
    if (this.#form === "lines") {
      if (sinceLast < LOG_EVERY_MS) return;
      this.#screen.write(`${this.#render()}\n`);
    } else {
      if (now - this.#start < FIRST_LINE_MS || (sinceLast < LINE_EVERY_MS && !isLast)) return;
      this.#screen.show(this.#render());
    }
    this.#lastMs = now;
  }

  #render(): string {
    return renderProgress(this.#counter.measure(), { planning: this.#planning, readBack: this.#readBack });
  }

  #tellInterrupt(): void {
    const what =
      this.#inFlight === 0
        ? "ending with what there is"
        : `waiting for ${tellCount(this.#inFlight, "call")} in flight`;
    this.log.info(`interrupted: ${what}; interrupt again to stop at once`);
  }
}
