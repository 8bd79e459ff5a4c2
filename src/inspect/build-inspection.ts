/** Puts together what an inspection tells: what was counted while reading, and what planning made of it. */
import { tellEventId, tellEventName } from "../dialect/call.ts";
import { countStanding } from "../plan/final/count-standing.ts";
import type { OrderedStep } from "../plan/order/order.ts";
import type { OnlyRead } from "../plan/seen/read-things.ts";
import { countSkips, type SkipCounts } from "../trail/record.ts";
import type { Selection } from "../trail/select.ts";
import { OUTCOMES } from "../trail/survey.ts";
import type { BoundedTally, Counted } from "./bounded-tally.ts";
import type { Inspection } from "./inspection-schema.ts";
import { joinReplayed } from "./join-replayed.ts";
import type { OperationCount, Survey } from "./survey.ts";

/** What an inspection is made of. */
export interface Inspected {
  readonly survey: Survey;
  readonly selection: Omit<Selection, "events">;
  /** The records that planning left out. */
  readonly leftOut: SkipCounts;
  /** Those of which a request can be made, in the order of sending. */
  readonly sent: readonly OrderedStep[];
  readonly unsendable: readonly { readonly step: OrderedStep; readonly reason: string }[];
  readonly onlyRead: OnlyRead | undefined;
  readonly needs: Pick<Inspection["needs"], "memory_bytes" | "speed" | "seconds">;
  readonly modelsVersion: string;
  readonly interrupted: boolean;
}

/** Time is told in so many steps at most: in a row each, they fit on a screen. */
const MOST_STEPS = 24;

function printMoment(at: number): string {
  return new Date(at).toISOString().replace(/\.000Z$/, "Z");
}

function describeTime(survey: Survey, recorded: readonly OrderedStep[]): Inspection["time"] {
  const chart = survey.times.chart(
    recorded.map(({ at }) => at),
    MOST_STEPS,
  );
  if (!chart) return null;
  return {
    first: printMoment(chart.first),
    last: printMoment(chart.last),
    step_seconds: chart.width / 1000,
    steps: chart.steps.map(({ at, calls, replayed }) => ({ from: printMoment(at), calls, replayed })),
  };
}

/** A tally's names in a list, each as `describe` has it. */
function listNames<T extends Counted, Row>(
  tally: BoundedTally<T>,
  describe: (name: string, counted: T) => Row,
): { list: Row[]; others: number } {
  const list = tally.list().map(([name, counted]) => describe(name, counted));
  return { list, others: tally.others.calls };
}

function countBy(recorded: readonly OrderedStep[], name: (step: OrderedStep) => string) {
  const counts = new Map<string, number>();
  for (const step of recorded) {
    const own = name(step);
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  return counts;
}

function describeOperations(survey: Survey, recorded: readonly OrderedStep[]): Inspection["operations"] {
  const { list, others } = listNames(survey.operations, (_, counted) => counted);
  const replayed = joinReplayed(list, recorded);
  const describe = (counted: OperationCount) => ({
    service: counted.service ?? null,
    event_source: counted.source,
    event_name: counted.event,
    calls: counted.calls,
    replayed: replayed.get(counted) ?? 0,
    skipped_by_reason: countSkips((reason) => counted.outcomes[OUTCOMES.indexOf(reason)]),
  });
  return { list: list.map(describe), others };
}

function sumServices({ list }: Inspection["operations"]): Inspection["services"] {
  const groups = Map.groupBy(list, ({ service, event_source }) => service ?? event_source);
  return [...groups]
    .map(([service, group]) => ({
      service,
      calls: group.reduce((sum, { calls }) => sum + calls, 0),
      replayed: group.reduce((sum, { replayed }) => sum + replayed, 0),
    }))
    .sort((one, other) => other.calls - one.calls || (one.service < other.service ? -1 : 1));
}

function describePlaceholders(sent: readonly OrderedStep[]): Inspection["placeholders"] {
  const filled = sent.flatMap((step) =>
    (step.placeholders ?? []).map((placeholder) => ({
      service: step.service,
      event_name: tellEventName(step),
      ...placeholder,
    })),
  );
  const groups = Map.groupBy(filled, (one) =>
    JSON.stringify([one.service, one.event_name, one.path, one.filled, one.reason]),
  );
  return [...groups.values()]
    .flatMap(([first, ...more]) => {
      if (!first) return [];
      const { service, event_name, path, filled: with_, reason } = first;
      return [{ service, event_name, path, filled: with_, reason, calls: more.length + 1 }];
    })
    .sort((one, other) => other.calls - one.calls);
}

function describeAdded(sent: readonly OrderedStep[]): Inspection["added"] {
  return sent.flatMap(({ creation, service, operation }) => {
    if (!creation) return [];
    const { type, recorded, kind, neededBy, evidence } = creation;
    return [{ type, recorded, kind, needed_by: neededBy, service, operation: operation.name, evidence }];
  });
}

function describeOnlyRead({ things, isWhole, types }: OnlyRead): NonNullable<Inspection["only_read"]> {
  return {
    things,
    at_least: !isWhole,
    types: Object.fromEntries(types.map(({ type, count }) => [type, count])),
  };
}

function measureSpan(sent: readonly OrderedStep[]): number {
  const times = sent.map(({ at }) => at);
  return times.length === 0
    ? 0
    : (times.reduce((a, b) => Math.max(a, b)) - times.reduce((a, b) => Math.min(a, b))) / 1000;
}

/** The inspection. total_events = replayed + skipped, always, as in a replay's result. */
export function buildInspection(inspected: Inspected): Inspection {
  const { survey, selection, sent, unsendable, onlyRead, needs, modelsVersion, interrupted } = inspected;
  const recorded = sent.filter(({ creation }) => creation === undefined);
  const lost = unsendable.filter(({ step }) => step.creation === undefined).length;
  const skips: SkipCounts = {
    ...selection.skipped,
    ...inspected.leftOut,
    ...(lost > 0 && { unsendable: lost }),
  };
  // Of what a plan or its requests were not made any more.
  const rest =
    selection.total - recorded.length - Object.values(skips).reduce((sum, count) => sum + count, 0);
  if (rest > 0) skips.interrupted = (skips.interrupted ?? 0) + rest;
  const operations = describeOperations(survey, recorded);
  const [byAccount, byRegion] = [
    countBy(recorded, (step) => step.account),
    countBy(recorded, (step) => step.region),
  ];
  return {
    total_events: selection.total,
    counted: survey.total,
    files: selection.files,
    time: describeTime(survey, recorded),
    accounts: listNames(survey.accounts, (account, { calls }) => ({
      account,
      calls,
      replayed: byAccount.get(account) ?? 0,
    })),
    regions: listNames(survey.regions, (region, { calls }) => ({
      region,
      calls,
      replayed: byRegion.get(region) ?? 0,
    })),
    services: sumServices(operations),
    operations,
    principals: listNames(survey.principals, (principal, { kind, calls }) => ({ kind, principal, calls })),
    on_behalf: listNames(survey.invokers, (service, { calls }) => ({ service, calls })),
    user_agents: listNames(survey.agents, (user_agent, { calls }) => ({ user_agent, calls })),
    errors: listNames(survey.errors, (code, { calls }) => ({ code, calls })),
    replayed: recorded.length,
    skipped: selection.total - recorded.length,
    skipped_by_reason: countSkips((reason) => skips[reason]),
    unsendable: unsendable.map(({ step, reason }) => ({
      event_id: tellEventId(step),
      event_name: tellEventName(step),
      service: step.service,
      reason,
    })),
    placeholders: describePlaceholders(sent),
    added: describeAdded(sent),
    standing: countStanding(sent).map(({ isPart, ...standing }) => ({ ...standing, part: isPart })),
    ...(onlyRead && { only_read: describeOnlyRead(onlyRead) }),
    needs: { ...needs, calls: sent.length, recorded_seconds: measureSpan(sent) },
    models_version: modelsVersion,
    interrupted,
  };
}
