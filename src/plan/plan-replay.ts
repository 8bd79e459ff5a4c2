/** The plan of a replay: from the selected events to the calls to make, in their order, on recorded identifiers. */

import { endStage } from "../base/garbage.ts";
import type { SkipCounts, TrailEvent } from "../trail/record.ts";
import { fillPlaceholders } from "./fill/placeholders.ts";
import { keepFinalState } from "./final/final-state.ts";
import { addClosings } from "./missing/add-closings.ts";
import { addLookups } from "./missing/add-lookups.ts";
import { addPrerequisites, type Besides } from "./missing/add-prerequisites.ts";
import { completeAnswers } from "./missing/complete-answers.ts";
import { completeArns } from "./missing/complete-arns.ts";
import type { NamedStep } from "./missing/log-facts.ts";
import { type OrderedStep, orderSteps } from "./order/order.ts";
import { leaveOutChildren, type StackMode } from "./parents.ts";
import type { ReadThings } from "./seen/read-things.ts";
import { type Crossing, findCrossings } from "./shards/crossings.ts";
import type { OtherShards } from "./shards/other-shards.ts";
import { planSteps, type Step } from "./steps.ts";
import { leaveOutTwins } from "./twins.ts";

export interface PlanOptions {
  readonly stacks: StackMode;
  /** The checked folder of `--body-dir`. */
  readonly bodyDir: string | undefined;
  /** Whether calls are made that the log does not hold: for what it uses and never creates, or lost the removal of. */
  readonly createMissing: boolean;
  /** Whether what does not survive to the end of the log is left out. */
  readonly finalState: boolean;
}

export interface Plan {
  readonly steps: readonly OrderedStep[];
  /** The identifiers that come from other shards. */
  readonly crossings: readonly Crossing[];
  /** The events that planning left out, by reason. */
  readonly skipped: SkipCounts;
}

function compareTimes(one: Step, other: Step): number {
  return one.at - other.at || one.ordinal - other.ordinal;
}

/**
 * The log's own calls that are wanted, and how many are superseded: in a shard, by the calls of the others too. What the
 * calls touch is not kept: it is told anew once calls are added, and would take a third of the memory until then.
 */
export async function chooseWanted(
  decoded: readonly Step[],
  isFinal: boolean,
  others: OtherShards | undefined,
): Promise<{ wanted: readonly Step[]; superseded: number }> {
  if (!isFinal) return { wanted: decoded, superseded: 0 };
  const elsewhere = (await others?.planHeld()) ?? [];
  const { kept } = keepFinalState(await orderSteps([...decoded, ...elsewhere].sort(compareTimes)));
  const survivors = new Set(kept.map(({ id }) => id));
  await others?.release(survivors);
  const wanted = decoded.filter(({ id }) => survivors.has(id));
  return { wanted, superseded: decoded.length - wanted.length };
}

/** Plans what the log's own calls do, decoded. */
async function planDecoded(
  recorded: readonly Step[],
  madeByParent: number,
  options: PlanOptions,
  besides: Besides,
): Promise<Plan> {
  const { others } = besides;
  await endStage(recorded);
  const decoded = completeArns(completeAnswers(recorded));
  const { wanted, superseded } = await chooseWanted(decoded, options.finalState, others);
  await endStage(decoded);
  const provided = options.createMissing ? await addPrerequisites(wanted, besides) : wanted;
  await endStage(decoded);
  const closed = options.createMissing ? await addClosings(provided) : wanted;
  const completed = options.createMissing ? await addLookups(closed) : closed;
  await endStage(decoded);
  const ordered = await orderSteps(completed);
  await endStage(decoded);
  // What is filled in names nothing, so that it must not take part in ordering.
  const steps = fillPlaceholders(ordered, { bodyDir: options.bodyDir });
  return {
    steps,
    crossings: others ? findCrossings(provided, others, options.createMissing) : [],
    skipped: {
      ...(madeByParent > 0 ? { made_by_parent: madeByParent } : {}),
      ...(superseded > 0 ? { superseded } : {}),
    },
  };
}

/** What a log says besides the calls that are planned. */
export interface LogBesides {
  /** The other shards, where the calls are one shard of a log: what they make is not made here. */
  readonly others?: OtherShards | undefined;
  /** What they name and no call makes is made too; they themselves are not sent. */
  readonly witnesses?: readonly TrailEvent[];
  /** What the log's reads name: what its calls make or need is taken out, where what is missing is made. */
  readonly readThings?: ReadThings | undefined;
}

/** Plans the replay of `events` (sorted by time). Every event is in exactly one of the steps and the skipped. */
export function planReplay(
  events: readonly TrailEvent[],
  options: PlanOptions,
  { others, witnesses = [], readThings }: LogBesides = {},
): Promise<Plan> {
  const { kept, madeByParent } = leaveOutChildren(events, options.stacks, others?.services);
  // An async function would hold the events until it ends: once decoded, they are a third of the memory of a plan.
  return planSteps(witnesses.length === 0 ? kept : [...kept, ...witnesses]).then((decoded) => {
    const all = witnesses.length === 0 ? decoded : decoded.slice(0, kept.length);
    const { kept: own, twins } = leaveOutTwins(all);
    const onNamed = readThings && ((call: NamedStep) => readThings.leaveOut(call));
    return planDecoded(own, madeByParent + twins, options, {
      others,
      witnesses: decoded.slice(kept.length),
      onNamed,
    });
  });
}
