/** Adds replicas of a table in other regions, and takes them away. */

import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { listStructures } from "../engine.ts";
import { copyRecords, itemsOf } from "./backups.ts";
import { fillIndex } from "./items.ts";
import { readStructure, writeMembers } from "./read-members.ts";
import { refuse } from "./refusal.ts";
import { describeReplicas, goTo, listReplicaRegions } from "./replicas.ts";
import { beginStream } from "./stream-names.ts";
import { endStream } from "./streams.ts";
import { findTable, readTable, type Table } from "./tables.ts";

const DEEDS = ["Create", "Update", "Delete"] as const;

/** What is to be done, and in which region. */
interface ReplicaUpdate {
  readonly deed: (typeof DEEDS)[number];
  readonly region: string;
  readonly said: Structure;
}

function listUpdates({ ReplicaUpdates }: Structure): ReplicaUpdate[] {
  return listStructures(ReplicaUpdates).flatMap((update) =>
    DEEDS.flatMap((deed) => {
      if (update[deed] === undefined) return [];
      const said = readStructure(update[deed]);
      return [{ deed, region: String(said["RegionName"]), said }];
    }),
  );
}

/** Throws a refusal of replicas that are there already, or that are not. */
export function checkReplicas(context: Context, { thing, name }: Table): void {
  const regions = [thing.place.region, ...listReplicaRegions(thing)];
  for (const { deed, region } of listUpdates(context.input)) {
    if (deed !== "Update" && region === thing.place.region)
      throw refuse(
        "Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.",
      );
    const stands = findTable(goTo(context, region), name) !== undefined;
    if (deed === "Create" && stands)
      throw refuse(
        `Failed to create a the new replica of table with name: '${name}' because one or more replicas already existed as tables.`,
      );
    if (deed !== "Create" && !regions.includes(region))
      throw refuse(
        `Update global table operation failed because one or more replicas were not part of the global table.`,
      );
  }
}

/** What a replica has of its own. */
const OWN = ["Replicas", "TableId", "TableArn", "LatestStreamArn", "LatestStreamLabel"];

function makeReplica(context: Context, source: Table, region: string): void {
  const { store, mint, now } = context;
  const there = goTo(context, region);
  const from = source.thing.place.region;
  const arn = source.arn.replace(`:${from}:`, `:${region}:`);
  const digits = mint(32);
  const id = [0, 8, 12, 16, 20].map((at, nth, all) => digits.slice(at, all[nth + 1] ?? 32)).join("-");
  const kept = Object.fromEntries(
    Object.entries(source.thing.members).filter(([name]) => !OWN.includes(name)),
  );
  const thing: Thing = {
    ...source.thing,
    place: { account: source.thing.place.account, region },
    names: { id, arn },
    members: writeMembers(kept, { TableId: id, CreationDateTime: new Date(now) }, beginStream(there, arn)),
    tags: new Map(),
    createdAt: now,
  };
  store.put(thing);
  const table = readTable(thing);
  copyRecords(itemsOf(context, source.owner), itemsOf(there, table.owner));
  for (const index of table.indexes) fillIndex(there, table, index);
}

/** Lets all tables of a group say which others there are. */
function tellAll(context: Context, name: string, regions: readonly string[]): void {
  for (const region of regions) {
    const table = findTable(goTo(context, region), name);
    if (!table) continue;
    const { Replicas, GlobalTableVersion: _, ...rest } = table.thing.members;
    context.store.put({
      ...table.thing,
      members: writeMembers(rest, describeReplicas(regions, region, Replicas)),
    });
  }
}

function removeReplica(context: Context, name: string, region: string): void {
  const there = goTo(context, region);
  const table = findTable(there, name);
  if (!table) return;
  endStream(there, table);
  context.store.remove(table.thing);
}

/** Changes the replicas of a table as a call asks for. */
export function changeReplicas(context: Context, table: Table): void {
  const updates = listUpdates(context.input);
  if (updates.length === 0) return;
  const regions = new Set([table.thing.place.region, ...listReplicaRegions(table.thing)]);
  for (const { deed, region } of updates) {
    if (deed === "Create") {
      makeReplica(context, table, region);
      regions.add(region);
    } else if (deed === "Delete") {
      removeReplica(context, table.name, region);
      regions.delete(region);
    }
  }
  tellAll(context, table.name, [...regions]);
}

/** A table that goes is a replica of no other any more. */
export function leaveReplicas(context: Context, { thing, name }: Table): void {
  const others = listReplicaRegions(thing);
  if (others.length > 0) tellAll(context, name, others);
}

/** A table with replicas has a stream with both images. */
export function needsStream({ input }: Context): boolean {
  return listUpdates(input).some(({ deed }) => deed === "Create");
}
