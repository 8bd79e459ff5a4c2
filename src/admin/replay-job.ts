/** One replay that the server was asked for: how far it is, what it tells, and how it ended. */

import type { Clock } from "../base/clock.ts";
import { EXIT, type ExitCode } from "../base/errors.ts";
import { tellEventId, tellEventName } from "../dialect/call.ts";
import type { Observer, Surroundings } from "../options/surroundings.ts";
import type { Outcome } from "../replay/outcome.ts";
import type { ReplayResult } from "../report/result-schema.ts";
import { CallRows } from "../run/call-rows.ts";
import { ProgressCounter } from "../run/progress.ts";
import { ApiError } from "./answer.ts";
import type { CallLog } from "./call-log.ts";
import { EventLog } from "./event-log.ts";
import type { ReplayState, ReplaySummary } from "./schemas.ts";

/** Progress is told this often at most. */
const PROGRESS_EVERY_MS = 250;
const MOST_WARNINGS = 100;
const LONGEST_MESSAGE = 1_000;

/** What a replay came to. A dry run has no result. */
export interface JobEnd {
  readonly result?: ReplayResult;
  readonly exitCode: ExitCode;
}

/** Why a replay is ended early: its reason tells the client that waits for it. */
export function explainCancel(code: "cancelled" | "shutting_down"): ApiError {
  return code === "cancelled"
    ? new ApiError(409, code, "the replay was cancelled before it began to send; start it again")
    : new ApiError(503, code, "the server is stopping; ask again once it is back", { "retry-after": "5" });
}

/** What is known of a replay of an earlier run of the server. `end`: of one that is not gone on with. */
export interface JobBefore {
  readonly id: string;
  readonly createdAt: string;
  readonly end?: { readonly summary: ReplaySummary | undefined; readonly canResume: boolean };
}

/** A replay from the moment it is asked for: the shared replay tells it what happens, and the API asks it. */
export class ReplayJob {
  readonly id: string;
  readonly events = new EventLog();
  readonly calls: CallLog;
  readonly #rows: CallRows;
  readonly #createdAt: string;
  readonly #clock: Clock;
  readonly #counter: ProgressCounter;
  readonly #interruption = new AbortController();
  readonly #warnings: string[] = [];
  /** Whether it can be gone on with. */
  canResume = false;
  #state: ReplayState = "reading";
  #toldAt = Number.NEGATIVE_INFINITY;
  #ending: Omit<ReplaySummary, "id" | "state" | "created_at" | "warnings" | "resumable"> | undefined;

  /** `openCalls`: where its calls are kept, by its id. `before`: the replay of an earlier run of the server that it is. */
  constructor(clock: Clock, openCalls: (id: string) => CallLog, before?: JobBefore) {
    this.#clock = clock;
    this.id = before?.id ?? crypto.randomUUID();
    this.#createdAt = before?.createdAt ?? new Date().toISOString();
    this.calls = openCalls(this.id);
    this.#rows = new CallRows(
      () => clock.now(),
      (row) => this.calls.add(row),
    );
    this.#counter = new ProgressCounter(() => clock.now());
    this.#tellProgress();
    if (before?.end) this.#recall(before.end);
  }

  /** It came to its end, or was cut off, before the server was started. */
  #recall({ summary, canResume }: NonNullable<JobBefore["end"]>): void {
    this.canResume = canResume;
    this.#warnings.push(...(summary?.warnings ?? []));
    this.#enter(summary?.state ?? "interrupted");
    this.#ending = {
      progress: summary?.progress ?? this.#measure(),
      ...(summary?.ended_at !== undefined && { ended_at: summary.ended_at }),
      ...(summary?.exit_code !== undefined && { exit_code: summary.exit_code }),
      ...(summary?.error && { error: summary.error }),
    };
    this.events.end();
  }

  get signal(): AbortSignal {
    return this.#interruption.signal;
  }

  get hasEnded(): boolean {
    return this.#ending !== undefined;
  }

  /** What the shared replay tells to, and is ended by. */
  get surroundings(): Surroundings {
    return {
      remarks: { warn: (message) => this.#warn(message), info: (message) => this.#warn(message) },
      signal: this.signal,
      observer: this.#observer,
    };
  }

  readonly #observer: Observer = {
    onRead: (records) => {
      this.#counter.onRead(records);
      this.#tellProgressNowAndThen();
    },
    onPlanned: (total, steps) => {
      this.#counter.onPlanned(total, steps);
      this.#rows.onPlanned();
      this.#enter("sending");
    },
    onVerify: () => {
      this.#rows.onVerify();
      this.#enter("verifying");
    },
    onExchange: (exchange) => this.#rows.onExchange(exchange),
    onRecalled: (outcome) => {
      this.#counter.onRecalled(outcome);
      this.#rows.onOutcome(outcome);
    },
    onOutcome: (outcome, lagMs) => {
      this.#counter.onOutcome(outcome, lagMs);
      this.#rows.onOutcome(outcome);
      if (!outcome.ok) this.#tellFailure(outcome);
      this.#tellProgressNowAndThen();
    },
  };

  /** Ends it with what it has, as an interrupt does on the command line. */
  cancel(why: "cancelled" | "shutting_down" = "cancelled"): void {
    this.#interruption.abort(explainCancel(why));
  }

  #enter(state: ReplayState): void {
    this.#state = state;
    this.#tellProgress();
  }

  /** It has come to its end: done, or interrupted with what it had. */
  end({ exitCode }: Pick<JobEnd, "exitCode">): void {
    this.#close(exitCode === EXIT.interrupted ? "cancelled" : "succeeded", { exit_code: exitCode });
  }

  /** It could not be done, or was cancelled before there was a result. */
  fail(error: ApiError): void {
    this.#close(this.signal.aborted ? "cancelled" : "failed", { error: error.body });
  }

  #close(state: ReplayState, how: Pick<ReplaySummary, "exit_code" | "error">): void {
    this.#enter(state);
    this.#ending = { ended_at: new Date().toISOString(), progress: this.#measure(), ...how };
    this.events.end();
  }

  /** What the API tells of it, without its result. */
  summarize(): ReplaySummary {
    return {
      id: this.id,
      state: this.#state,
      created_at: this.#createdAt,
      progress: this.#measure(),
      warnings: this.#warnings,
      ...this.#ending,
      ...(this.canResume && { resumable: true as const }),
    };
  }

  #measure(): ReplaySummary["progress"] {
    const { read, planned, sent, succeeded, failed, rate, lagMs, leftMs } = this.#counter.measure();
    return {
      read,
      planned,
      sent,
      succeeded,
      failed,
      rate,
      ...(lagMs === undefined ? {} : { lag_ms: lagMs }),
      ...(leftMs === undefined ? {} : { left_ms: leftMs }),
    };
  }

  #tellProgress(): void {
    this.#toldAt = this.#clock.now();
    this.events.add("progress", { state: this.#state, ...this.#measure() });
  }

  #tellProgressNowAndThen(): void {
    if (this.#clock.now() - this.#toldAt >= PROGRESS_EVERY_MS) this.#tellProgress();
  }

  #tellFailure({ call, status, code, message }: Extract<Outcome, { ok: false }>): void {
    this.events.add("failure", {
      event_id: tellEventId(call),
      event_name: tellEventName(call),
      service: call.service,
      status,
      code,
      message: message.slice(0, LONGEST_MESSAGE),
    });
  }

  #warn(message: string): void {
    const cut = message.slice(0, LONGEST_MESSAGE);
    if (this.#warnings.length < MOST_WARNINGS) this.#warnings.push(cut);
    else if (this.#warnings.length === MOST_WARNINGS) this.#warnings.push("further warnings are not kept");
    this.events.add("warning", { message: cut });
  }
}
