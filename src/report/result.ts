/** Turns a finished replay into its result. */

import { type Call, tellEventId, tellEventName, tellEventTime } from "../dialect/call.ts";
import type { OnlyRead } from "../plan/seen/read-things.ts";
import type { Crossing } from "../plan/shards/crossings.ts";
import type { Step } from "../plan/steps.ts";
import type { Outcome } from "../replay/outcome.ts";
import type { Run } from "../replay/run.ts";
import { countSkips, type SkipCounts } from "../trail/record.ts";
import type { Shard } from "../trail/shard.ts";
import { type Divergence, describeDivergence } from "./divergence.ts";
import { MOST_CROSSINGS, type ReplayResult } from "./result-schema.ts";

/** What the result is made of. Records that the run itself could not send are counted from `run`. */
export interface FinishedReplay {
  readonly run: Run;
  /** The records that were left out before the run. */
  readonly skipped: SkipCounts;
  /** How many files of each kind the input was. */
  readonly files: ReplayResult["files"];
  /** The run's steps. Those with a creation are listed apart, and no count includes them. */
  readonly steps: readonly Step[];
  /** Why calls failed, as explainFailures gives it; without it, failures are looked at one by one. */
  readonly divergences?: readonly Divergence[];
  /** The live identifier that stands for a recorded one, where another does. */
  readonly findLive?: (recorded: string) => string | undefined;
  /** Of a shard of a log: which one it is, and what it uses of the others. */
  readonly sharded?: { readonly shard: Shard; readonly crossings: readonly Crossing[] };
  /** What the log only reads and nobody asked for. */
  readonly onlyRead?: OnlyRead;
  readonly endpoint: string;
  readonly target: ReplayResult["target"];
  readonly modelsVersion: string;
}

const NANOSECONDS_PER_MS = 1_000_000;

function identifyEvent(call: Call) {
  return { event_id: tellEventId(call), event_name: tellEventName(call), service: call.service };
}

function countAllSkips({ skipped, run }: FinishedReplay): SkipCounts {
  const fromRun: SkipCounts = { unsendable: run.unsendable.length, interrupted: run.unreached.length };
  return countSkips((reason) => (skipped[reason] ?? 0) + (fromRun[reason] ?? 0));
}

function countServices(outcomes: readonly Outcome[]): ReplayResult["services"] {
  const byService = [...Map.groupBy(outcomes, ({ call }) => call.service)];
  byService.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    byService.map(([service, group]) => {
      const succeeded = group.filter(({ ok }) => ok).length;
      return [service, { replayed: group.length, succeeded, failed: group.length - succeeded }];
    }),
  );
}

function describeError({
  failure,
  expected,
  category,
  cause,
  causedBy,
}: Divergence): ReplayResult["errors"][number] {
  const { call, status, code, message } = failure;
  return {
    event_name: tellEventName(call),
    service: call.service,
    error: message === "" ? code : `${code}: ${message}`,
    status,
    event_id: tellEventId(call),
    event_time: tellEventTime(call),
    region: call.region,
    account: call.account,
    code,
    message,
    expected,
    category,
    cause,
    ...(causedBy?.event && { caused_by: causedBy.id }),
  };
}

function listErrors({ run, divergences = [] }: FinishedReplay): ReplayResult["errors"] {
  const known = new Map(divergences.map((divergence) => [divergence.failure.call.id, divergence]));
  const failures = run.outcomes.filter((outcome) => !outcome.ok);
  return failures.map((failure) => describeError(known.get(failure.call.id) ?? describeDivergence(failure)));
}

function listUnmatched({ run, steps }: FinishedReplay): ReplayResult["unmatched"] {
  const sent = new Set(run.outcomes.map(({ call }) => call.id));
  return steps
    .filter(({ id, unmatched }) => unmatched.length > 0 && sent.has(id))
    .map((step) => ({ ...identifyEvent(step), parameters: [...step.unmatched] }));
}

function listPlaceholders({ run, steps }: FinishedReplay): ReplayResult["placeholders"] {
  const sent = new Set(run.outcomes.map(({ call }) => call.id));
  return steps
    .filter(({ id }) => sent.has(id))
    .flatMap((step) =>
      (step.placeholders ?? []).map(({ path, filled, reason }) => ({
        ...identifyEvent(step),
        path,
        filled,
        reason,
      })),
    );
}

/** How a call of our own ended: the error where it failed, could not be sent, or was not reached. */
function describeEnd(
  outcome: Outcome | undefined,
  unsendable: Run["unsendable"][number] | undefined,
): Pick<ReplayResult["created"][number], "ok" | "code" | "message"> {
  if (outcome?.ok) return { ok: true };
  if (outcome) return { ok: false, code: outcome.code, message: outcome.message };
  return unsendable
    ? { ok: false, code: "Unsendable", message: unsendable.reason }
    : { ok: false, code: "Interrupted", message: "the replay was interrupted before the call was sent" };
}

function listCreated({ run, steps, findLive }: FinishedReplay): ReplayResult["created"] {
  const outcomes = new Map(run.outcomes.map((outcome) => [outcome.call.id, outcome]));
  const unsendable = new Map(run.unsendable.map((one) => [one.call.id, one]));
  return steps.flatMap(({ id, service, operation, creation }) => {
    if (!creation) return [];
    const { type, recorded, kind, neededBy, evidence } = creation;
    const live = findLive?.(recorded);
    const end = describeEnd(outcomes.get(id), unsendable.get(id));
    const described = { type, recorded, ...(live !== undefined && { live }), kind, needed_by: neededBy };
    return [{ ...described, service, operation: operation.name, ...end, evidence }];
  });
}

/** The replay without the calls that the log does not hold. */
function leaveOutCreated(replayed: FinishedReplay): FinishedReplay {
  const { run, steps } = replayed;
  const isRecorded = (call: Call) => call.event !== undefined;
  return {
    ...replayed,
    steps: steps.filter(isRecorded),
    run: {
      ...run,
      outcomes: run.outcomes.filter(({ call }) => isRecorded(call)),
      unsendable: run.unsendable.filter(({ call }) => isRecorded(call)),
      unreached: run.unreached.filter(isRecorded),
    },
  };
}

function describeCrossings({
  shard,
  crossings,
}: NonNullable<FinishedReplay["sharded"]>): NonNullable<ReplayResult["cross_shard"]> {
  return {
    shard: shard.index,
    shards: shard.count,
    total: crossings.length,
    identifiers: crossings.slice(0, MOST_CROSSINGS).map(({ identifier, maker, user, uses }) => ({
      identifier,
      made_by: { shard: maker.shard, event_id: maker.eventId, event_name: maker.eventName },
      used_by: identifyEvent(user),
      uses,
    })),
  };
}

function describeOnlyRead({ things, isWhole, types }: OnlyRead): NonNullable<ReplayResult["only_read"]> {
  return {
    things,
    at_least: !isWhole,
    types: Object.fromEntries(types.map(({ type, count }) => [type, count])),
  };
}

/** A clock's fractions end at the microsecond. */
function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** The result of a replay. total_events = replayed + skipped and replayed = succeeded + failed, always. */
export function buildResult(whole: FinishedReplay): ReplayResult {
  const replayed = leaveOutCreated(whole);
  const { run, endpoint, modelsVersion } = replayed;
  const errors = listErrors(replayed);
  const skippedByReason = countAllSkips(replayed);
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
    placeholders: listPlaceholders(replayed),
    created: listCreated(whole),
    notes: run.outcomes.flatMap((outcome) =>
      outcome.ok && outcome.note !== undefined
        ? [{ ...identifyEvent(outcome.call), note: outcome.note }]
        : [],
    ),
    lag: { worst_ms: roundMs(run.lag.worstMs), p99_ms: roundMs(run.lag.p99Ms) },
    files: { ...whole.files },
    endpoint,
    target: whole.target,
    models_version: modelsVersion,
    interrupted: run.interrupted,
    ...(whole.onlyRead && { only_read: describeOnlyRead(whole.onlyRead) }),
    ...(whole.sharded && { cross_shard: describeCrossings(whole.sharded) }),
  };
}
