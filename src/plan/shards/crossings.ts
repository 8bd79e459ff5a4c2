/** Names the identifiers that a shard's calls use and that another shard makes. */

import type { Call } from "../../dialect/call.ts";
import { nameStep } from "../missing/log-facts.ts";
import type { Step } from "../steps.ts";
import { listOwn, listUsed, type Maker, type OtherShards } from "./other-shards.ts";

/** An identifier that crosses shards. */
export interface Crossing {
  /** The text in the log. */
  readonly identifier: string;
  readonly maker: Maker;
  /** The first call here that uses it, and how many do. */
  readonly user: Call;
  readonly uses: number;
}

/**
 * The crossings of `steps` (sorted by time), in the order of their first uses. `createsMissing`: the others make what
 * their calls need and no call makes, as the steps do that have a creation.
 */
export function findCrossings(
  steps: readonly Step[],
  others: OtherShards,
  createsMissing: boolean,
): readonly Crossing[] {
  const calls = steps.map(nameStep);
  const own = new Set(calls.flatMap((call) => [...listOwn(call)]));
  const find = (key: string) => others.findMaker(key) ?? (createsMissing ? others.findNeed(key) : undefined);
  const crossings = new Map<string, Crossing>();
  for (const call of calls) {
    if (call.step.creation) continue;
    for (const [key, identifier] of listUsed(call)) {
      const maker = own.has(key) ? undefined : find(key);
      if (maker === undefined) continue;
      const before = crossings.get(identifier);
      crossings.set(identifier, {
        ...(before ?? { identifier, maker, user: call.step }),
        uses: (before?.uses ?? 0) + 1,
      });
    }
  }
  return [...crossings.values()];
}
