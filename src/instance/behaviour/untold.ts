/** What an operation does not tell of things, though its output has a place for it. */
import * as v from "valibot";
import type { Operation } from "../../aws/model/types.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import type { Context } from "./context.ts";
import rows from "./untold.json" with { type: "json" };

/** A row of untold.json; `operations` and `members` are patterns. `unless`: a call that has this text there is told them. */
export const UntoldRow = v.strictObject({
  service: Text,
  operations: Text,
  members: Text,
  unless: v.optional(v.strictObject({ at: Text, is: Text })),
  reason: Text,
});

type Row = v.InferOutput<typeof UntoldRow>;

const known = new WeakMap<Operation, readonly Row[]>();

/** Whether an operation leaves a member of its things out. */
export function isUntold({ operation, input }: Context, member: string): boolean {
  const all = known.getOrInsertComputed(operation, () =>
    (rows as readonly Row[]).filter(
      (row) => row.service === operation.model.service && matchesPattern(row.operations, operation.name),
    ),
  );
  return all.some(
    ({ members, unless }) =>
      matchesPattern(members, member) &&
      !(unless && readTexts(parsePath(unless.at), input).includes(unless.is)),
  );
}
