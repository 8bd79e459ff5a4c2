/** Counts a log's calls by where they were made. */
import type { TrailEvent } from "./record.ts";

/** The calls of one service in one account and region: how many there are, and where the first of them stands. */
export interface Tally extends Pick<TrailEvent, "service" | "account" | "region" | "at" | "ordinal"> {
  readonly calls: number;
}

/** The tallies of `events`, in the order of their first events. */
export function tallyEvents(events: readonly TrailEvent[]): Tally[] {
  const groups = Map.groupBy(events, ({ service, account, region }) => `${service} ${account} ${region}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { service, account, region, at, ordinal } = first;
    return [{ service, account, region, at, ordinal, calls: 1 + others.length }];
  });
}
