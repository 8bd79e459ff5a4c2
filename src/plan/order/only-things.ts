/**
 * Things of which an account has one, and which others stand in without naming them: an organization, a service that is
 * switched on. What begins one goes before the other calls on its service, and what ends it after them.
 */
import * as v from "valibot";
import { getResources } from "../../aws/resources/table.ts";
import { Text } from "../../base/row-types.ts";
import type { Step } from "../steps.ts";
import rows from "./only-things.json" with { type: "json" };
import { addUses, chooseRole, type Role, type Touch, type Use } from "./touches.ts";

/** A row of only-things.json: the operations of a service that begin its one thing and those that end it. */
export const OnlyThingRow = v.strictObject({
  service: Text,
  begins: v.pipe(v.array(Text), v.nonEmpty()),
  ends: v.array(Text),
  reason: Text,
});

const byService = new Map<string, v.InferOutput<typeof OnlyThingRow>>(rows.map((row) => [row.service, row]));

/** What a call does to the one thing of its service. */
function tellRole({ service, operation }: Step): Role | undefined {
  const row = byService.get(service);
  if (row?.begins.includes(operation.name)) return "makes";
  return row?.ends.includes(operation.name) ? "removes" : undefined;
}

/** The one thing of a service, as a key that no text names. */
function keyOf({ service, account, region }: Step): string {
  const where = getResources(service).scope === "region" ? `${account}/${region}` : account;
  return `${service} ${where} `;
}

/** The touches with the one thing of their services, where a call of the log begins or ends it. */
export function addOnlyThings(steps: readonly Step[], touches: readonly Touch[]): readonly Touch[] {
  const keys = new Set(steps.flatMap((step) => (tellRole(step) ? [keyOf(step)] : [])));
  if (keys.size === 0) return touches;
  return touches.map((touch, place) => {
    const step = steps[place];
    if (!step || !byService.has(step.service) || !keys.has(keyOf(step))) return touch;
    const told = tellRole(step);
    const use: Use = {
      key: keyOf(step),
      text: "",
      type: undefined,
      role: told ?? chooseRole(touch.deed, false, false),
      isExclusive: told !== undefined,
      isOwn: told !== undefined,
      isMinted: false,
    };
    return addUses(touch, [use]);
  });
}
