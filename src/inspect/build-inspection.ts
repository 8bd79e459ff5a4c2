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
import type { NamedCalls, Unplanned } from "./unplanned.ts";

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
  /** What was selected after the calls that are planned. */
  readonly unplanned: Unplanned;
  readonly needs: Pick<Inspection["needs"], "memory_bytes" | "speed" | "seconds">;
  readonly modelsVersion: string;
  readonly interrupted: boolean;
}

/** Time is told in so many steps at most: in a row each, they fit on a screen. */
const MOST_STEPS = 24;

function printMoment(at: number): string {
  return new Date(at).toISOString().replace(/\.000Z$/, "Z");
}

function describeTime(survey: Survey, replayed: readonly number[]): Inspection["time"] {
  const chart = survey.times.chart(replayed, MOST_STEPS);
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

/** How many calls are replayed of each name: those that are planned, and the others. */
function countBy(
  recorded: readonly OrderedStep[],
  unplanned: ReadonlyMap<string, number>,
  name: (step: OrderedStep) => string,
) {
  const counts = new Map(unplanned);
  for (const step of recorded) {
    const own = name(step);
    counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  return counts;
}

/** The calls of each name that are replayed. */
function listNamed(recorded: readonly OrderedStep[], unplanned: Unplanned): readonly NamedCalls[] {
  const groups = Map.groupBy(recorded, (step) => `${step.service} ${tellEventName(step)}`);
  const named = [...groups.values()].flatMap(([first, ...more]) =>
    first ? [{ service: first.service, eventName: tellEventName(first), calls: more.length + 1 }] : [],
  );
  return [...named, ...unplanned.operations];
}

function describeOperations(survey: Survey, sent: readonly NamedCalls[]): Inspection["operations"] {
  const { list, others } = listNames(survey.operations, (_, counted) => counted);
  const replayed = joinReplayed(list, sent);
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

function measureSpan(times: readonly number[]): number {
  const [first, last] = times.reduce(
    ([least, most], at) => [Math.min(least, at), Math.max(most, at)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return Math.max(0, last - first) / 1000;
}

/** The inspection. total_events = replayed + skipped, always, as in a replay's result. */
export function buildInspection(inspected: Inspected): Inspection {
  const { survey, selection, sent, unsendable, unplanned, onlyRead, needs } = inspected;
  const recorded = sent.filter(({ creation }) => creation === undefined);
  const lost = unsendable.filter(({ step }) => step.creation === undefined).length;
  const skips: SkipCounts = {
    ...selection.skipped,
    ...inspected.leftOut,
    ...(lost > 0 && { unsendable: lost }),
  };
  const replayed = recorded.length + unplanned.calls;
  // Of what a plan or its requests were not made any more.
  const rest = selection.total - replayed - Object.values(skips).reduce((sum, count) => sum + count, 0);
  if (rest > 0) skips.interrupted = (skips.interrupted ?? 0) + rest;
  const operations = describeOperations(survey, listNamed(recorded, unplanned));
  const [byAccount, byRegion] = [
    countBy(recorded, unplanned.accounts, (step) => step.account),
    countBy(recorded, unplanned.regions, (step) => step.region),
  ];
  const later = unplanned.listTimes();
  const tellTimes = (steps: readonly OrderedStep[]) => [...steps.map(({ at }) => at), ...later];
  return {
    total_events: selection.total,
    counted: survey.total,
    files: selection.files,
    time: describeTime(survey, tellTimes(recorded)),
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
    replayed,
    skipped: selection.total - replayed,
    skipped_by_reason: countSkips((reason) => skips[reason]),
    unplanned: unplanned.calls,
    unsendable: unsendable.map(({ step, reason }) => ({
      event_id: tellEventId(step),
      event_name: tellEventName(step),
      service: step.service,
      reason,
    })),
    placeholders: describePlaceholders(sent),
    added: describeAdded(sent),
    standing: countStanding(sent).map(({ isPart, ...standing }) => ({ ...standing, part: isPart })),
    // What the others make or need is not known.
    ...(onlyRead && unplanned.calls === 0 && { only_read: describeOnlyRead(onlyRead) }),
    needs: {
      ...needs,
      calls: sent.length + unplanned.calls,
      recorded_seconds: measureSpan(tellTimes(sent)),
    },
    models_version: inspected.modelsVersion,
    interrupted: inspected.interrupted,
  };
}
