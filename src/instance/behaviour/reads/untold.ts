/** What an operation does not tell of things, though its output has a place for it. */
import * as v from "valibot";
import type { Operation } from "../../../aws/model/types.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { matchesPattern } from "../../../base/pattern.ts";
import { Text } from "../../../base/row-types.ts";
import { AskedFor, asksFor } from "../../../verify/asked-for.ts";
import type { Context } from "../context.ts";
import rows from "./untold.json" with { type: "json" };

/** A row of untold.json; `operations` and `members` are patterns. `unless`: a call that has this text there is told them. */
export const UntoldRow = v.strictObject({
  service: Text,
  operations: Text,
  members: Text,
  unless: v.optional(AskedFor),
  reason: Text,
});

type Row = v.InferOutput<typeof UntoldRow>;

const known = new WeakMap<Operation, readonly Row[]>();

function listRows({ operation }: Context): readonly Row[] {
  return known.getOrInsertComputed(operation, () =>
    (rows as readonly Row[]).filter(
      (row) => row.service === operation.model.service && matchesPattern(row.operations, operation.name),
    ),
  );
}

function isAsked(context: Context, { unless }: Row): boolean {
  return unless !== undefined && asksFor(context, unless);
}

/** Whether an operation leaves anything out. */
export function leavesOut(context: Context): boolean {
  return listRows(context).length > 0;
}

/** Whether an operation leaves a member of its things out. */
export function isUntold(context: Context, member: string): boolean {
  return listRows(context).some((row) => matchesPattern(row.members, member) && !isAsked(context, row));
}

/** What a call asks for besides, as a text: things are told otherwise to who asks otherwise. */
export function tellAsked(context: Context): string {
  return listRows(context)
    .map((row) => (isAsked(context, row) ? "+" : ""))
    .join("");
}

compileLightly(isUntold, listRows);
