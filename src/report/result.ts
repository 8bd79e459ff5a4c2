/** Turns a finished replay into its result. */
import type { CallFailure, Outcome } from "../replay/outcome.ts";
import type { Run } from "../replay/run.ts";
import { SKIP_REASONS, type SkipCounts, type TrailEvent } from "../trail/record.ts";
import type { ReplayResult } from "./result-schema.ts";

/** What the result is made of. Records that the run itself could not send are counted from `run`. */
export interface Replayed {
  readonly run: Run;
  /** The records that were left out before the run. */
  readonly skipped: SkipCounts;
  /** The run's steps; `unmatched` are the parameters that fit no member of the operation's input, as paths. */
  readonly steps: readonly { readonly event: TrailEvent; readonly unmatched: readonly string[] }[];
  readonly endpoint: string;
  readonly modelsVersion: string;
}

const NANOSECONDS_PER_MS = 1_000_000;

function identifyEvent({ eventId, eventName, service }: TrailEvent) {
  return { event_id: eventId, event_name: eventName, service };
}

function countSkips({ skipped, run }: Replayed): SkipCounts {
  const fromRun: SkipCounts = { unsendable: run.unsendable.length, interrupted: run.unreached.length };
  const counts: SkipCounts = {};
  for (const reason of SKIP_REASONS) {
    const count = (skipped[reason] ?? 0) + (fromRun[reason] ?? 0);
    if (count > 0) counts[reason] = count;
  }
  return counts;
}

function countServices(outcomes: readonly Outcome[]): ReplayResult["services"] {
  const byService = [...Map.groupBy(outcomes, ({ event }) => event.service)];
  byService.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    byService.map(([service, group]) => {
      const succeeded = group.filter(({ ok }) => ok).length;
      return [service, { replayed: group.length, succeeded, failed: group.length - succeeded }];
    }),
  );
}

function describeError({ event, status, code, message }: CallFailure): ReplayResult["errors"][number] {
  return {
    event_name: event.eventName,
    service: event.service,
    error: message === "" ? code : `${code}: ${message}`,
    status,
    event_id: event.eventId,
    event_time: event.eventTime,
    region: event.region,
    account: event.account,
    code,
    message,
  };
}

function listUnmatched({ run, steps }: Replayed): ReplayResult["unmatched"] {
  const sent = new Set(run.outcomes.map(({ event }) => event));
  return steps
    .filter(({ event, unmatched }) => unmatched.length > 0 && sent.has(event))
    .map(({ event, unmatched }) => ({ ...identifyEvent(event), parameters: [...unmatched] }));
}

/** A clock's fractions end at the microsecond. */
function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** The result of a replay. total_events = replayed + skipped and replayed = succeeded + failed, always. */
export function buildResult(replayed: Replayed): ReplayResult {
  const { run, endpoint, modelsVersion } = replayed;
  const errors = run.outcomes.filter((outcome) => !outcome.ok).map(describeError);
  const skippedByReason = countSkips(replayed);
  const skipped = Object.values(skippedByReason).reduce((sum, count) => sum + count, 0);
  return {
    total_events: run.outcomes.length + skipped,
    replayed: run.outcomes.length,
    skipped,
    succeeded: run.outcomes.length - errors.length,
    failed: errors.length,
    errors,
    duration: Math.round(run.durationMs * NANOSECONDS_PER_MS),
    skipped_by_reason: skippedByReason,
    services: countServices(run.outcomes),
    unmatched: listUnmatched(replayed),
    notes: run.outcomes.flatMap((outcome) =>
      outcome.ok && outcome.note !== undefined
        ? [{ ...identifyEvent(outcome.event), note: outcome.note }]
        : [],
    ),
    lag: { worst_ms: roundMs(run.lag.worstMs), p99_ms: roundMs(run.lag.p99Ms) },
    endpoint,
    models_version: modelsVersion,
    interrupted: run.interrupted,
  };
}
