/** What the files of --report are made of: each call with how it ended, and what was read back. */
import { tellEventName, tellEventTime } from "../../dialect/call.ts";
import { countStanding, type StandingCount } from "../../plan/final/count-standing.ts";
import type { OrderedStep } from "../../plan/order/order.ts";
import type { Run } from "../../replay/run.ts";
import type { VerifyReport } from "../../verify/report-schema.ts";
import { type Divergence, describeDivergence } from "../divergence.ts";
import type { ReplayResult } from "../result-schema.ts";

/** How a call ended: `unsent` is one that could not be sent or was not got to. */
export type CallEnd =
  | { readonly kind: "ok"; readonly note: string | undefined }
  | { readonly kind: "failed"; readonly divergence: Divergence }
  | { readonly kind: "unsent"; readonly reason: string };

/** A call of a replay. */
export interface ReportedCall {
  readonly service: string;
  readonly eventName: string;
  /** Of a call that is added: its own, which is the same in every run. */
  readonly id: string;
  readonly eventTime: string;
  readonly account: string;
  readonly region: string;
  /** What of the log asks for it, of a call that the log does not hold. */
  readonly evidence: string | undefined;
  readonly end: CallEnd;
}

/** A replay, for a report. */
export interface ReportedReplay {
  readonly result: ReplayResult;
  /** Every call that was to be sent, in the order of sending. */
  readonly calls: readonly ReportedCall[];
  /** What the calls that succeeded have made and left, by type. */
  readonly standing: readonly StandingCount[];
}

/** What a report tells of. */
export interface Reported {
  /** When it was made. */
  readonly at: Date;
  readonly replay: ReportedReplay | undefined;
  readonly verification: VerifyReport | undefined;
}

/** How the calls of a run ended, by their ids. */
function findEnds(
  { outcomes, unsendable, unreached }: Run,
  divergences: readonly Divergence[],
): Map<string, CallEnd> {
  const known = new Map(divergences.map((divergence) => [divergence.failure.call.id, divergence]));
  const ends = new Map<string, CallEnd>();
  for (const outcome of outcomes) {
    const { id } = outcome.call;
    if (outcome.ok) ends.set(id, { kind: "ok", note: outcome.note });
    else ends.set(id, { kind: "failed", divergence: known.get(id) ?? describeDivergence(outcome) });
  }
  for (const { call, reason } of unsendable) ends.set(call.id, { kind: "unsent", reason });
  for (const { id } of unreached)
    ends.set(id, { kind: "unsent", reason: "the replay was interrupted before the call was sent" });
  return ends;
}

/** A replay's calls, for a report. */
export function listReported(
  steps: readonly OrderedStep[],
  {
    run,
    divergences,
    result,
  }: { readonly run: Run; readonly divergences: readonly Divergence[]; readonly result: ReplayResult },
): ReportedReplay {
  const ends = findEnds(run, divergences);
  const calls = steps.flatMap((step) => {
    const end = ends.get(step.id);
    if (!end) return [];
    const { id, service, account, region, creation } = step;
    const eventName = tellEventName(step);
    return [
      {
        id,
        service,
        account,
        region,
        eventName,
        eventTime: tellEventTime(step),
        evidence: creation?.evidence,
        end,
      },
    ];
  });
  return { result, calls, standing: countStanding(steps.filter(({ id }) => ends.get(id)?.kind === "ok")) };
}
