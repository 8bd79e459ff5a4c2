/** The rows of gone.json: what is told for a while after its end. */
import * as v from "valibot";
import type { Value } from "../../../aws/values.ts";
import { Text } from "../../../base/row-types.ts";
import type { Kind, Thing } from "../../thing.ts";
import rows from "./gone.json" with { type: "json" };

/**
 * A row of gone.json: things of a type that have ended, the member and the value that say so, and the lists that tell them. With
 * `operation`, that ends them, and they go by their ids from then on; otherwise effects.json says what ends them.
 */
export const GoneRow = v.strictObject({
  service: Text,
  operation: v.optional(Text),
  type: Text,
  /** The member that has its name. */
  name: v.optional(Text),
  state: Text,
  is: v.union([Text, v.record(Text, v.union([Text, v.number()]))]),
  lists: v.array(Text),
  /** How many seconds they are told after the time in the member `since`, and the operations with which those that are no more go. */
  for: v.optional(v.number()),
  since: v.optional(Text),
  sweeps: v.optional(v.array(Text)),
  /** What is answered to who would do something with one. `${text}` is what it is called. */
  error: v.optional(v.strictObject({ code: Text, status: v.number(), message: Text })),
  reason: Text,
});

/** A row of gone.json. */
export type GoneRow = v.InferOutput<typeof GoneRow>;

const ROWS = Map.groupBy(rows as readonly GoneRow[], ({ service }) => service);

const NONE: readonly never[] = [];

/** The rows of a service. */
export function listGoneRows(service: string): readonly GoneRow[] {
  return ROWS.get(service) ?? NONE;
}

/** The row that tells how things of a kind end. */
export function findGoneRow({ service, type }: Kind): GoneRow | undefined {
  return ROWS.get(service)?.find((row) => row.type === type);
}

/** Whether a thing has ended, and is only told. */
export function isGone(thing: Kind & Pick<Thing, "members">): boolean {
  const row = findGoneRow(thing);
  const state: Value | undefined = row && thing.members[row.state];
  return row !== undefined && Bun.deepEquals(state, row.is);
}
