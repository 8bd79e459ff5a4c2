/** Finds the region that a log is about. */
import * as v from "valibot";
import { Text } from "../base/row-types.ts";
import type { Tally } from "../trail/tally.ts";
import rows from "./global-services.json" with { type: "json" };

/** A row of global-services.json: a service whose calls are logged in one region wherever the rest is. */
export const GlobalServiceRow = v.strictObject({ service: Text, reason: Text });

const GLOBAL = new Set(
  (rows as readonly v.InferOutput<typeof GlobalServiceRow>[]).map(({ service }) => service),
);

/** What programs make hosts' names of; a log may hold any text as its region. */
const REGION = /^[a-z\d-]+$/;

/**
 * The region with most of the calls, as `place` says where they go; the earliest of those with as many. Calls of global
 * services count only where there are no others. Undefined without calls.
 */
export function findMainRegion(
  tallies: readonly Tally[],
  place: (tally: Tally) => { readonly region: string },
): string | undefined {
  const regional = tallies.filter(({ service }) => !GLOBAL.has(service));
  const counts = new Map<string, number>();
  for (const tally of regional.length > 0 ? regional : tallies) {
    const { region } = place(tally);
    if (!REGION.test(region)) continue;
    counts.set(region, (counts.get(region) ?? 0) + tally.calls);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
