/** What is true of a thing once it stands: its state, as the service's waiters wait for it, and when it was made. */
import * as v from "valibot";
import type { ServiceModel, Shape } from "../../aws/model/types.ts";
import { Pattern, Text } from "../../base/row-types.ts";
import rows from "./settled.json" with { type: "json" };

/** A row of settled.json; `members` is a pattern for members' names, in any case. */
export const SettledRow = v.variant("kind", [
  /** Members that tell a state: the first of the texts that they can have. */
  v.strictObject({ kind: v.literal("state"), members: Pattern, texts: v.array(Text), reason: Text }),
  /** Members that tell when a thing was made. */
  v.strictObject({ kind: v.literal("made"), members: Pattern, reason: Text }),
]);

const ROWS = (rows as v.InferOutput<typeof SettledRow>[]).map((row) => ({
  ...row,
  members: new RegExp(row.members, "i"),
}));

const awaited = new WeakMap<ServiceModel, ReadonlyMap<string, ReadonlySet<string>>>();

/** What waiters that end well wait for, by the member: TableStatus is ACTIVE. */
function listAwaited({ waiters = {} }: ServiceModel): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { acceptors } of Object.values(waiters)) {
    for (const { matcher, argument, expected, state } of acceptors) {
      if (state !== "success" || matcher === "pathAny" || typeof expected !== "string") continue;
      const member = argument?.split(/\W/).at(-1);
      if (member !== undefined) found.getOrInsertComputed(member, () => new Set()).add(expected);
    }
  }
  return found;
}

/** The text of a member that tells a state; undefined for any other member. */
export function tellState(model: ServiceModel, name: string, shape: Shape): string | undefined {
  if (shape.type !== "string") return undefined;
  for (const row of ROWS) {
    if (row.kind !== "state" || !row.members.test(name)) continue;
    const { texts } = row;
    const known = awaited.getOrInsertComputed(model, listAwaited).get(name);
    const first = texts.find((text) => known?.has(text));
    return first ?? texts.find((text) => shape.enum?.includes(text));
  }
  return undefined;
}

/** Whether a member tells when a thing was made. */
export function isMakingTime(name: string): boolean {
  return ROWS.some(({ kind, members }) => kind === "made" && members.test(name));
}
