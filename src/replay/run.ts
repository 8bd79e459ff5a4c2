/** The replay itself: sends steps when they are due and free to go, and collects what became of them. */
import type { ReadyRequest, Sent, WireResponse } from "../aws/wire.ts";
import type { Clock } from "../base/clock.ts";
import { leaveCalls } from "../base/garbage.ts";
import type { Call } from "../dialect/call.ts";
import { type Lag, measureLag } from "./lag.ts";
import { runInLanes } from "./lanes.ts";
import type { Outcome } from "./outcome.ts";

/** What the replay itself needs of a step; the rest is its stages' business. */
interface AnyStep extends Call {
  /** The places of the steps that have to end before this one starts. */
  readonly after?: readonly number[];
}

/** A request to send, or the reason why the step cannot be sent. */
export type Prepared = { readonly request: ReadyRequest } | { readonly unsendable: string };

/** Whether an answer is a success, as far as the replay asks. */
export type ReadOutcome =
  | { readonly ok: true; readonly note?: string }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** The stages a step goes through. What they throw is a fault of this program and ends the replay. */
export interface Stages<Step extends AnyStep> {
  prepare(step: Step): Prepared;
  send(request: ReadyRequest, signal: AbortSignal, step: Step): Promise<Sent>;
  read(step: Step, response: WireResponse): ReadOutcome;
  /** Told of each outcome as it comes, how late its request was sent where it was due at a time, and the step's place. */
  onOutcome?(outcome: Outcome, lagMs: number | undefined, place: number): void;
  /** What became of the step at a place in an earlier run of the same steps: it is not sent again. */
  recall?(place: number): Outcome | undefined;
  /** Notes that the step at a place is going to be sent; false where that cannot be noted, and so must not be done. */
  intend?(place: number): Promise<boolean>;
  /** Whether the request of the step at a place never left, so that the step is not reached. */
  isUnsent?(sent: Sent, place: number): boolean;
}

export interface Schedule {
  readonly clock: Clock;
  /** Milliseconds from the start, one a step; undefined for as fast as possible. */
  readonly dueTimes: readonly number[] | undefined;
  /** How many steps may be under way at the same time. */
  readonly concurrency: number;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** Every step is in exactly one of outcomes, unsendable and unreached, each in the order of the steps. */
export interface Run {
  readonly outcomes: readonly Outcome[];
  readonly unsendable: readonly { readonly call: Call; readonly reason: string }[];
  /** What an interrupted replay did not get to. */
  readonly unreached: readonly Call[];
  readonly lag: Lag;
  readonly durationMs: number;
  readonly interrupted: boolean;
}

/** How long a request in flight may still wait for its answer after an interrupt. */
const GRACE_MS = 2_000;

function judge<Step extends AnyStep>(call: Step, sent: Sent, read: Stages<Step>["read"]): Outcome {
  if ("failure" in sent) return { call, ok: false, status: 0, ...sent.failure };
  const { status } = sent.response;
  const reading = read(call, sent.response);
  if (!reading.ok) {
    const message = [reading.message, sent.note]
      .filter((text) => text !== undefined && text !== "")
      .join("; ");
    return { call, ok: false, status, code: reading.code, message };
  }
  const notes = [sent.note, reading.note].filter((note) => note !== undefined);
  return notes.length === 0 ? { call, ok: true, status } : { call, ok: true, status, note: notes.join("; ") };
}

/** A signal that aborts a grace time after `signal` does. `finished` lets go of it. */
function delayAbort(signal: AbortSignal, clock: Clock, finished: AbortSignal): AbortSignal {
  const delayed = new AbortController();
  const startGrace = async () => {
    await clock.sleep(GRACE_MS, finished);
    delayed.abort();
  };
  signal.addEventListener("abort", startGrace, { once: true, signal: finished });
  return delayed.signal;
}

/**
 * Replays the steps. After an interrupt no new request goes out; those in flight have two seconds to be answered
 * and are then given up.
 */
export async function runSteps<Step extends AnyStep>(
  steps: readonly Step[],
  stages: Stages<Step>,
  schedule: Schedule,
): Promise<Run> {
  const { clock, dueTimes, concurrency, signal } = schedule;
  const ends: (Outcome | { readonly unsendable: string } | undefined)[] = steps.map(() => undefined);
  const lags: number[] = [];
  const finished = new AbortController();
  const givenUp = delayAbort(signal, clock, finished.signal);
  const start = clock.now();

  const runStep = async (step: Step, place: number): Promise<(typeof ends)[number]> => {
    const known = stages.recall?.(place);
    if (known) return known;
    const prepared = stages.prepare(step);
    if ("unsendable" in prepared) return prepared;
    const due = dueTimes?.[place];
    let lagMs: number | undefined;
    if (due !== undefined && !signal.aborted) {
      await clock.sleep(start + due - clock.now(), signal);
      if (!signal.aborted) {
        lagMs = Math.max(0, clock.now() - start - due);
        lags.push(lagMs);
      }
    }
    if (signal.aborted || (stages.intend && !(await stages.intend(place)))) return undefined;
    const sent = await stages.send(prepared.request, givenUp, step);
    if (stages.isUnsent?.(sent, place)) return undefined;
    const outcome = judge(step, sent, stages.read);
    stages.onOutcome?.(outcome, lagMs, place);
    return outcome;
  };

  try {
    const waits = steps.map((step) => step.after ?? []);
    await runInLanes(waits, concurrency, async (place) => {
      const step = steps[place];
      if (step) ends[place] = await runStep(step, place);
      leaveCalls(1);
    });
  } finally {
    finished.abort();
  }
  return {
    ...sortEnds(steps, ends),
    lag: measureLag(lags),
    durationMs: clock.now() - start,
    interrupted: signal.aborted,
  };
}

/** Puts every step where it ended, in the order of the steps. */
function sortEnds<Step extends AnyStep>(
  steps: readonly Step[],
  ends: readonly (Outcome | { readonly unsendable: string } | undefined)[],
): Pick<Run, "outcomes" | "unsendable" | "unreached"> {
  const outcomes: Outcome[] = [];
  const unsendable: { call: Call; reason: string }[] = [];
  const unreached: Call[] = [];
  for (const [place, call] of steps.entries()) {
    const end = ends[place];
    if (end === undefined) unreached.push(call);
    else if ("unsendable" in end) unsendable.push({ call, reason: end.unsendable });
    else outcomes.push(end);
  }
  return { outcomes, unsendable, unreached };
}
