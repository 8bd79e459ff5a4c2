/** Finds out of which counted names the calls are that a replay sends: planning may have found that another service's they are. */
import { type Call, tellEventName } from "../dialect/call.ts";
import { OUTCOMES } from "../trail/survey.ts";
import type { OperationCount } from "./survey.ts";

const KEPT = OUTCOMES.indexOf("kept");

/** How many calls of each counted name are sent; those of no name that is kept apart are of none. */
export function joinReplayed(
  counted: readonly OperationCount[],
  sent: readonly Call[],
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
  const groups = [...Map.groupBy(sent, (call) => `${call.service} ${tellEventName(call)}`).values()].map(
    ([first, ...more]) => ({ first, calls: more.length + 1 }),
  );
  const left = groups.map(({ first, calls }) => {
    const same = first ? (byEvent.get(tellEventName(first)) ?? []) : [];
    const own = same.filter(({ service }) => service === first?.service);
    return { same, calls: own.reduce((rest, count) => give(count, rest), calls) };
  });
  for (const { same, calls } of left) same.reduce((rest, count) => give(count, rest), calls);
  return byCount;
}
