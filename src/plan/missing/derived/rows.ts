/** The rows by which recipes are derived: what stands in members whose names say what they hold, and which names are AWS's own. */
import * as v from "valibot";
import { matchesPattern } from "../../../base/pattern.ts";
import { Pattern, Text } from "../../../base/row-types.ts";
import demanded from "./demanded.json" with { type: "json" };
import values from "./least-values.json" with { type: "json" };
import owned from "./owned.json" with { type: "json" };
import unsuited from "./unsuited.json" with { type: "json" };

/**
 * A row of least-values.json: what a member of such a name (a pattern without regard to case) that has to have a text gets,
 * with `${account}`, `${region}` and `${digest}` (of the thing's own). Without a text: nobody knows what would do.
 */
export const LeastValueRow = v.strictObject({
  service: v.optional(Text),
  members: Pattern,
  text: v.optional(Text),
  reason: Text,
});

/** A row of owned.json: names of things that AWS made or that every account has, of all types where none are named. */
export const OwnedRow = v.strictObject({
  service: v.optional(Text),
  types: v.optional(v.pipe(v.array(Text), v.nonEmpty())),
  names: Pattern,
  reason: Text,
});

/**
 * A row of unsuited.json: operations (a pattern of names; of every service where none is named) by which nothing is made
 * beforehand, though they make things. With `unlessEnded` that is so only of what no operation ends: what is ended was there.
 */
export const UnsuitedRow = v.strictObject({
  service: v.optional(Text),
  operations: Text,
  unlessEnded: v.optional(v.literal(true)),
  reason: Text,
});

/**
 * A row of demanded.json: what stands in members of the operation, by their paths, beside or in the place of what its model
 * requires; templates as in recipes.json.
 */
export const DemandedRow = v.strictObject({
  service: Text,
  operation: Text,
  input: v.record(v.string(), v.unknown()),
  reason: Text,
});

export type LeastValue = v.InferOutput<typeof LeastValueRow>;

const byName = (values as readonly LeastValue[]).map((row) => ({
  row,
  members: new RegExp(row.members, "i"),
}));

/** The row for a member, those of its service first. */
export function findLeastValue(service: string, member: string): LeastValue | undefined {
  const fitting = byName.filter(
    ({ row, members }) => (row.service ?? service) === service && members.test(member),
  );
  return (fitting.find(({ row }) => row.service !== undefined) ?? fitting[0])?.row;
}

/** Whether things are made beforehand by operations of this name: also where a row says what it demands. */
export function isSuited(service: string, operation: string): boolean {
  if (listDemanded(service, operation).length > 0) return true;
  return findUnsuited(service, operation).length === 0;
}

function findUnsuited(service: string, operation: string): readonly v.InferOutput<typeof UnsuitedRow>[] {
  return (unsuited as readonly v.InferOutput<typeof UnsuitedRow>[]).filter(
    (row) => (row.service ?? service) === service && matchesPattern(row.operations, operation),
  );
}

/** Whether what operations of this name begin is made beforehand only where it is ended. */
export function isBegun(service: string, operation: string): boolean {
  const rows = findUnsuited(service, operation);
  return rows.length > 0 && rows.every(({ unlessEnded }) => unlessEnded);
}

/** What an operation demands besides what its model says, by paths of its members. */
export function listDemanded(service: string, operation: string): [path: string, template: unknown][] {
  return (demanded as readonly v.InferOutput<typeof DemandedRow>[]).flatMap((row) =>
    row.service === service && row.operation === operation ? Object.entries(row.input) : [],
  );
}

/** A pattern for the names of a type that are AWS's own. */
export function findOwned(service: string, type: string): string {
  return (owned as readonly v.InferOutput<typeof OwnedRow>[])
    .filter((row) => (row.service ?? service) === service && (row.types?.includes(type) ?? true))
    .map(({ names }) => names)
    .join("|");
}
