/** Finds out of which counted names the calls are that a replay sends: planning may have found that another service's they are. */
import { OUTCOMES } from "../trail/survey.ts";
import type { OperationCount } from "./survey.ts";
import type { NamedCalls } from "./unplanned.ts";

const KEPT = OUTCOMES.indexOf("kept");

/** How many calls of each counted name are sent; those of no name that is kept apart are of none. */
export function joinReplayed(
  counted: readonly OperationCount[],
  sent: readonly NamedCalls[],
): ReadonlyMap<OperationCount, number> {
  const byCount = new Map<OperationCount, number>();
  const byEvent = Map.groupBy(counted, ({ event }) => event);
  /** Gives calls to a name, no more than were selected of it; gives how many are left. */
  const give = (count: OperationCount, calls: number): number => {
    const before = byCount.get(count) ?? 0;
    const taken = Math.max(0, Math.min(calls, (count.outcomes[KEPT] ?? 0) - before));
    if (taken > 0) byCount.set(count, before + taken);
    return calls - taken;
  };
  const left = sent.map(({ service, eventName, calls }) => {
    const same = byEvent.get(eventName) ?? [];
    const own = same.filter((one) => one.service === service);
    return { same, calls: own.reduce((rest, count) => give(count, rest), calls) };
  });
  for (const { same, calls } of left) same.reduce((rest, count) => give(count, rest), calls);
  return byCount;
}
