/**
 * Replicas of a table in other regions, of the version of 2019: each is a table of its own, and what is written to one is written
 * to all. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */

import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { listStructures } from "../engine.ts";
import { writeMembers } from "./read-members.ts";
import { findTable, type Table } from "./tables.ts";

export const GLOBAL_VERSION = "2019.11.21";

const known = new WeakMap<Thing, readonly string[]>();

/** The other regions in which a table is. */
export function listReplicaRegions({ place, members }: Thing): readonly string[] {
  return listStructures(members["Replicas"])
    .map(({ RegionName }) => String(RegionName))
    .filter((region) => region !== place.region);
}

function regionsOf(thing: Thing): readonly string[] {
  return known.getOrInsertComputed(thing, listReplicaRegions);
}

/** The same call in another region. */
export function goTo<Of extends Context>(context: Of, region: string): Of {
  return { ...context, caller: { ...context.caller, region } };
}

/** Calls that repeat another region's. */
const repeating = new WeakSet<Context>();

/** A table elsewhere, and a call there. */
export interface TableElsewhere {
  readonly context: Context;
  readonly table: Table;
}

/** Where else a change of an item is to be made: nowhere where it comes from another region itself. */
export function listElsewhere(context: Context, { thing, name }: Table): readonly TableElsewhere[] {
  const regions = regionsOf(thing);
  return regions.length === 0 || repeating.has(context) ? [] : findElsewhere(context, name, regions);
}

function findElsewhere(context: Context, name: string, regions: readonly string[]): TableElsewhere[] {
  return regions.flatMap((region) => {
    const there = goTo(context, region);
    repeating.add(there);
    const table = findTable(there, name);
    return table ? [{ context: there, table }] : [];
  });
}

/** What a table in a region tells of its replicas; none where it has none left. */
export function describeReplicas(
  regions: readonly string[],
  own: string,
  before: Value | undefined,
): Structure {
  const told = new Map(listStructures(before).map((replica) => [String(replica["RegionName"]), replica]));
  const others = regions.filter((region) => region !== own);
  if (others.length === 0) return {};
  return writeMembers({
    GlobalTableVersion: GLOBAL_VERSION,
    Replicas: others.map((region) =>
      writeMembers({ RegionName: region, ReplicaStatus: "ACTIVE" }, told.get(region) ?? {}),
    ),
  });
}
