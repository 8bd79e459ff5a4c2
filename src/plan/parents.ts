/**
 * What services did on somebody's behalf. A call whose parent is replayed too, and makes the same things again by
 * itself, is left out; of a stack either the children are replayed or the stack from its template.
 */

import * as v from "valibot";
import { compileLightly } from "../base/compiling.ts";
import { matchesPattern } from "../base/pattern.ts";
import { Text } from "../base/row-types.ts";
import type { TrailEvent } from "../trail/record.ts";
import rows from "./parents.json" with { type: "json" };

/** A row of parents.json: calls that `invokedBy` makes for things of the services `parents`; `service` and `operations` are patterns. */
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

/** What tells whether a call is a parent or a child. */
export type Called = Pick<TrailEvent, "invokedBy" | "service" | "operation">;

/** The services that somebody called, and not a service on somebody's behalf: those that can be parents. */
export function listParents(events: readonly Called[]): Set<string> {
  return new Set(events.flatMap(({ invokedBy, service }) => (invokedBy === undefined ? [service] : [])));
}

/** Whether a parent, one of `services`, makes the same by itself. */
export function isChild(
  event: Called,
  services: Pick<ReadonlySet<string>, "has">,
  stacks: StackMode,
): boolean {
  if (event.invokedBy === undefined) return false;
  if (event.invokedBy === STACKS) return stacks === "template" && services.has("cloudformation");
  return rows.some(
    (row) =>
      row.invokedBy === event.invokedBy &&
      matchesPattern(row.service, event.service) &&
      row.operations.some((pattern) => matchesPattern(pattern, event.operation)) &&
      row.parents.some((parent) => services.has(parent)),
  );
}

/**
 * Splits events into those to replay and those that a replayed parent makes by itself. `elsewhere` are the services that
 * are parents in other shards of the log.
 */
export function leaveOutChildren(
  events: readonly TrailEvent[],
  stacks: StackMode,
  elsewhere: ReadonlySet<string> = new Set(),
): { readonly kept: readonly TrailEvent[]; readonly madeByParent: number } {
  const services = listParents(events).union(elsewhere);
  const kept = events.filter((event) => !isChild(event, services, stacks));
  return { kept, madeByParent: events.length - kept.length };
}

compileLightly(isChild);
