/**
 * Things of which an account has one, and which others stand in without naming them: an organization, a service that is
 * switched on. What begins one goes before the other calls on its service, and what ends it after them.
 */

import * as v from "valibot";
import { findResources } from "../../aws/resources/table.ts";
import { compileLightly } from "../../base/compiling.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import type { Step } from "../steps.ts";
import rows from "./only-things.json" with { type: "json" };
import { addUses, chooseRole, MARKS, type Role, type Touch, Use } from "./touches.ts";

/**
 * A row of only-things.json: the operations of a service that begin its one thing and those that end it; `users` are those of
 * other services that need it, as `service:operations`, the latter a pattern.
 */
export const OnlyThingRow = v.strictObject({
  service: Text,
  begins: v.pipe(v.array(Text), v.nonEmpty()),
  ends: v.array(Text),
  users: v.optional(v.pipe(v.array(v.pipe(Text, v.regex(/^[a-z0-9-]+:[^:]+$/))), v.nonEmpty())),
  reason: Text,
});

type Row = v.InferOutput<typeof OnlyThingRow>;

const byUser = new Map<string, { readonly service: string; readonly operations: string }[]>();
const byService = new Map<string, Row>();
for (const row of rows as readonly Row[]) {
  const { service, users = [] } = row;
  byService.set(service, row);
  for (const user of users) {
    const [other = "", operations = ""] = user.split(":");
    byUser.getOrInsertComputed(other, () => []).push({ service, operations });
  }
}

/** The other services whose one thing an operation needs. */
export function listForeign(service: string, operation: string): readonly string[] {
  const users = byUser.get(service) ?? [];
  return users.filter(({ operations }) => matchesPattern(operations, operation)).map((user) => user.service);
}

/** What a call does to the one thing of its service. */
function tellRole({ service, operation }: Step): Role | undefined {
  const row = byService.get(service);
  if (row?.begins.includes(operation.name)) return "makes";
  return row?.ends.includes(operation.name) ? "removes" : undefined;
}

/** The one thing of a service, as a key that no text names. */
function keyOf(service: string, { account, region }: Step): string {
  const where = findResources(service)?.scope === "region" ? `${account}/${region}` : account;
  return `${service} ${where} `;
}

/** The touches with the one thing of their services, where a call of the log begins or ends it. */
export function addOnlyThings(steps: readonly Step[], touches: readonly Touch[]): readonly Touch[] {
  const keys = new Set(steps.flatMap((step) => (tellRole(step) ? [keyOf(step.service, step)] : [])));
  if (keys.size === 0) return touches;
  return touches.map((touch, place) => {
    const step = steps[place];
    if (!step) return touch;
    const { service, operation } = step;
    const told = tellRole(step);
    const uses = [service, ...listForeign(service, operation.name)].flatMap((one): Use[] => {
      const key = keyOf(one, step);
      const isOwn = one === service && told !== undefined;
      const role = isOwn ? told : chooseRole(touch.deed, false, false);
      const marks = isOwn ? MARKS.exclusive | MARKS.own : 0;
      return keys.has(key) ? [Use.of(key, undefined, "", role, marks)] : [];
    });
    return uses.length === 0 ? touch : addUses(touch, uses);
  });
}

compileLightly(listForeign, tellRole);
