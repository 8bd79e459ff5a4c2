/** What is told for a while after its end, by its id: the stacks that were deleted. Its name is free for another one. */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import type { Kind, Thing } from "../thing.ts";
import type { Context } from "./context.ts";
import rows from "./gone.json" with { type: "json" };
import { isListedLeaving } from "./leaving.ts";
import { findThing } from "./names.ts";

/** A row of gone.json: things of a type that an operation ends, the member and text that say so, and the lists that tell them. */
export const GoneRow = v.strictObject({
  service: Text,
  operation: Text,
  type: Text,
  /** The member that has its name. */
  name: Text,
  state: Text,
  is: Text,
  lists: v.array(Text),
  reason: Text,
});

type Row = v.InferOutput<typeof GoneRow>;

const ROWS = Map.groupBy(rows as readonly Row[], ({ service }) => service);

function findRow({ service, type }: Kind): Row | undefined {
  return ROWS.get(service)?.find((row) => row.type === type);
}

/** Whether a list tells a thing: one that is gone is told by some, and by who names it by its id. */
export function isListedStill(context: Context, thing: Thing): boolean {
  const { operation } = context;
  if (!isListedLeaving(context, thing)) return false;
  const row = findRow(thing);
  return !row || thing.members[row.state] !== row.is || row.lists.includes(operation.name);
}

/** What a call is about to end and is told for a while; undefined of any other call. */
export function findEnding(context: Context): Thing | undefined {
  const { operation } = context;
  const row = ROWS.get(operation.model.service)?.find((one) => one.operation === operation.name);
  return row && findThing(context, row.type);
}

/** Keeps what a call has ended under its id. */
export function keepEnded({ store }: Context, thing: Thing): void {
  const row = findRow(thing);
  const id = thing.names.id ?? thing.names.arn;
  const isThere =
    store.find(thing.place, thing, thing.chain.slice(-1), thing.chain.slice(0, -1)) !== undefined;
  if (!row || id === undefined || isThere || thing.members[row.state] === row.is) return;
  const name = thing.chain.at(-1) ?? "";
  const members = { ...thing.members, [row.name]: name, [row.state]: row.is };
  // What asks by the call that made it asks by its id, too.
  const call = { ...thing.call, input: { ...thing.call.input, [row.name]: id } };
  store.put({ ...thing, chain: [...thing.chain.slice(0, -1), id], members, call });
}
