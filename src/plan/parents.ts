/**
 * What services did on somebody's behalf. A call whose parent is replayed too, and makes the same things again by
 * itself, is left out; of a stack either the children are replayed or the stack from its template.
 */
import * as v from "valibot";
import type { TrailEvent } from "../trail/record.ts";
import rows from "./parents.json" with { type: "json" };

const Text = v.pipe(v.string(), v.nonEmpty());

/** A row of parents.json: calls that `invokedBy` makes for things of the services `parents`. `*` is any run of letters. */
export const ParentRow = v.strictObject({
  invokedBy: Text,
  parents: v.pipe(v.array(Text), v.nonEmpty()),
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  reason: Text,
});

/** children: a stack's children are replayed one by one. template: the stack is, and its children are left out. */
export type StackMode = "children" | "template";

const STACKS = "cloudformation.amazonaws.com";

function matches(pattern: string, name: string): boolean {
  const source = pattern.split("*").map(RegExp.escape).join("\\w*");
  return new RegExp(`^${source}$`).test(name);
}

function isChild(event: TrailEvent, services: ReadonlySet<string>, stacks: StackMode): boolean {
  if (event.invokedBy === undefined) return false;
  if (event.invokedBy === STACKS) return stacks === "template" && services.has("cloudformation");
  return rows.some(
    (row) =>
      row.invokedBy === event.invokedBy &&
      matches(row.service, event.service) &&
      row.operations.some((pattern) => matches(pattern, event.operation)) &&
      row.parents.some((parent) => services.has(parent)),
  );
}

/**
 * Splits events into those to replay and those that a replayed parent makes by itself. `elsewhere` are the services whose
 * parents another shard of the log replays.
 */
export function leaveOutChildren(
  events: readonly TrailEvent[],
  stacks: StackMode,
  elsewhere: ReadonlySet<string> = new Set(),
): { readonly kept: readonly TrailEvent[]; readonly madeByParent: number } {
  const parents = events.filter((event) => event.invokedBy === undefined);
  const services = new Set([...elsewhere, ...parents.map((event) => event.service)]);
  const kept = events.filter((event) => !isChild(event, services, stacks));
  return { kept, madeByParent: events.length - kept.length };
}
