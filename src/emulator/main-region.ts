/** Finds the region that a log is about. */
import * as v from "valibot";
import type { TrailEvent } from "../trail/record.ts";
import rows from "./global-services.json" with { type: "json" };

const Text = v.pipe(v.string(), v.nonEmpty());

/** A row of global-services.json: a service whose calls are logged in one region wherever the rest is. */
export const GlobalServiceRow = v.strictObject({ service: Text, reason: Text });

const GLOBAL = new Set(
  (rows as readonly v.InferOutput<typeof GlobalServiceRow>[]).map(({ service }) => service),
);

/** Whether a service has one namespace for all regions. */
export function isGlobalService(service: string): boolean {
  return GLOBAL.has(service);
}

/** What programs make hosts' names of; a log may hold any text as its region. */
const REGION = /^[a-z\d-]+$/;

/**
 * The region with most of the events, as `place` says where they go; the earliest of those with as many. Calls of global
 * services count only where there are no others. Undefined without events.
 */
export function findMainRegion(
  events: readonly TrailEvent[],
  place: (event: TrailEvent) => { readonly region: string },
): string | undefined {
  const regional = events.filter(({ service }) => !GLOBAL.has(service));
  const counts = new Map<string, number>();
  for (const event of regional.length > 0 ? regional : events) {
    const { region } = place(event);
    if (!REGION.test(region)) continue;
    counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
