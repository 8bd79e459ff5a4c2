/** A whole inspection: reads and plans as a replay does, contacts nothing, and tells what there is. */
import { loadIndex } from "../aws/model/table.ts";
import { leaveCalls } from "../base/garbage.ts";
import { makeFinder } from "../dialect/lookup.ts";
import { buildInspection } from "../inspect/build-inspection.ts";
import type { Inspection } from "../inspect/inspection-schema.ts";
import { Survey } from "../inspect/survey.ts";
import { Unplanned } from "../inspect/unplanned.ts";
import type { InspectOptions } from "../options/inspect-options.ts";
import type { Surroundings } from "../options/surroundings.ts";
import type { OrderedStep } from "../plan/order/order.ts";
import { planDueTimes } from "../replay/pace.ts";
import type { KeptBound } from "../trail/bound-kept.ts";
import type { ByteSource } from "../trail/find-sources.ts";
import { openSession, type Session } from "./open-session.ts";

/** What the outcome of a call takes while a replay runs, in bytes, as measured. */
const BYTES_OF_OUTCOME = 700;
/** What a call takes at most while it is planned, the same. */
const BYTES_OF_PLANNING = 7_000;

/** Which of a session's calls can be sent, and why the others cannot. */
function prepareAll({ steps, prepare }: Session, { aborted }: Pick<AbortSignal, "aborted">) {
  const sent: OrderedStep[] = [];
  const unsendable: { step: OrderedStep; reason: string }[] = [];
  for (const step of steps) {
    if (aborted) break;
    leaveCalls(1);
    const prepared = prepare(step);
    if ("unsendable" in prepared) unsendable.push({ step, reason: prepared.unsendable });
    else sent.push(step);
  }
  return { sent, unsendable };
}

/** The largest part of memory that the process has held so far, in bytes. */
function measurePeak(): number {
  return process.resourceUsage().maxRSS * 1024;
}

/**
 * Inspects what the options name, or `sources` in the place of their input. Throws UsageError and
 * InputError.
 */
export async function performInspection(
  { replay: options, planCalls }: Pick<InspectOptions, "replay" | "planCalls">,
  around: Surroundings,
  sources?: readonly ByteSource[],
): Promise<Inspection> {
  const { signal, remarks } = around;
  const survey = new Survey(makeFinder(), options.filters);
  // What is remarked of a plan is part of what is told.
  const quiet = { warn: (message: string) => remarks.warn(message), info: () => {} };
  const unplanned = new Unplanned();
  const bound: KeptBound = {
    most: planCalls,
    onBeyond: (event, change) => unplanned.add(event, change),
  };
  const session = await openSession(options, { ...around, remarks: quiet, survey, bound }, sources);
  const { selection, plan, onlyRead } = session;
  const { sent, unsendable } = prepareAll(session, signal);
  const due = planDueTimes([...sent.map(({ at }) => at), ...unplanned.listTimes()], options);
  return buildInspection({
    survey,
    selection,
    leftOut: plan.skipped,
    sent,
    unsendable,
    onlyRead,
    unplanned,
    needs: {
      memory_bytes:
        measurePeak() +
        sent.length * BYTES_OF_OUTCOME +
        unplanned.calls * (BYTES_OF_OUTCOME + BYTES_OF_PLANNING),
      speed: options.speed,
      seconds: due ? (due.at(-1) ?? 0) / 1000 : null,
    },
    modelsVersion: `botocore ${(await loadIndex()).botocore}`,
    interrupted: signal.aborted,
  });
}
