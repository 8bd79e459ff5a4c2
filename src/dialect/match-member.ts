/**
 * Finds the member of a structure that a name in a log means. CloudTrail writes members with a lower-case first
 * letter, by their XML names, or in a plural of its own (`groupSet`, `subnetIds`, `filterSet`).
 */

import { listMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import { compileLightly } from "../base/compiling.ts";

/** A member with how far the name had to be bent to meet it: 0 is the member's very name. */
export interface MemberMatch {
  readonly name: string;
  readonly ref: Shape;
  readonly distance: number;
}

/** Each step bends a name a little further; a name matches a member at the first step where both come out equal. */
const STEPS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toLowerCase(),
  (name) => stripSuffix(name.toLowerCase()),
  (name) => stripPlural(stripSuffix(name.toLowerCase())),
  (name) => stripPlural(stripSuffix(name.toLowerCase().replace(/[^a-z0-9]/g, ""))),
];

function stripSuffix(name: string): string {
  return name.replace(/(set|list)$/, "");
}

function stripPlural(name: string): string {
  if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  if (/(ss|x|ch|sh)es$/.test(name)) return name.slice(0, -2);
  return /[^s]s$/.test(name) ? name.slice(0, -1) : name;
}

interface NameTable {
  /** The members by their names as each step bends them. */
  readonly steps: readonly ReadonlyMap<string, readonly [string, Shape]>[];
  /** The names that were met so far, and what they mean: a log writes the same ones again and again. */
  readonly met: Map<string, MemberMatch | undefined>;
}

const tables = new WeakMap<NonNullable<Shape["members"]>, NameTable>();

/** Names without a meaning can be endless, where a log has damaged records. */
const MOST_MET = 1_000;

/** The names a member goes by: its own, the one on the wire, the one in EC2's query form. */
function listNames(name: string, ref: Shape): string[] {
  return [name, ref.locationName, ref.queryName].flatMap((text) => text ?? []);
}

function makeTable(members: ReturnType<typeof listMembers>): NameTable {
  const steps = STEPS.map((bend) => {
    const table = new Map<string, readonly [string, Shape]>();
    // Own names of all members come before any wire name, so that no wire name hides a member.
    for (const [name, ref] of members) if (!table.has(bend(name))) table.set(bend(name), [name, ref]);
    for (const [name, ref] of members) {
      for (const other of listNames(name, ref))
        if (!table.has(bend(other))) table.set(bend(other), [name, ref]);
    }
    return table;
  });
  return { steps, met: new Map() };
}

function findMatch({ steps }: NameTable, name: string): MemberMatch | undefined {
  for (const [distance, bend] of STEPS.entries()) {
    const found = steps[distance]?.get(bend(name));
    if (found) return { name: found[0], ref: found[1], distance };
  }
  return undefined;
}

/** The member of `shape` that `name` means, or undefined. */
export function matchMember(shape: Shape, name: string): MemberMatch | undefined {
  if (!shape.members) return undefined;
  const table = tables.getOrInsertComputed(shape.members, () => makeTable(listMembers(shape)));
  const { met } = table;
  const known = met.get(name);
  if (known !== undefined || met.has(name)) return known;
  const match = findMatch(table, name);
  if (met.size < MOST_MET) met.set(name, match);
  return match;
}

compileLightly(findMatch, matchMember, makeTable);
