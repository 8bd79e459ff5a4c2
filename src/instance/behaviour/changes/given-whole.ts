/** The members of updates that say the whole of what they name: a function's environment. */
import * as v from "valibot";
import { readAnswerPath } from "../../../aws/model/answer-path.ts";
import { Text } from "../../../base/row-types.ts";
import { printScalar } from "../../../verify/same.ts";
import type { Context } from "../context.ts";
import { AskedFor } from "../reads/asked-for.ts";
import rows from "./replaced.json" with { type: "json" };

/**
 * A row of replaced.json: members of updates that take the place of what was there, `given` where a call gives them, `all` whether it
 * does or not. `unless`: a call that has this there adds to what was there.
 */
export const ReplacedRow = v.strictObject({
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  given: v.optional(v.array(Text)),
  all: v.optional(v.array(Text)),
  unless: v.optional(AskedFor),
  reason: Text,
});

type Row = v.InferOutput<typeof ReplacedRow>;

const ROWS = Map.groupBy(rows as readonly Row[], ({ service }) => service);

/** The members of which nothing is left of what a thing had before this update. */
export function listGivenWhole({ operation, input }: Context): readonly string[] {
  const all = ROWS.get(operation.model.service) ?? [];
  return all.flatMap(({ operations, given = [], all: always = [], unless }) => {
    if (!operations.includes(operation.name)) return [];
    const [asked] = unless ? readAnswerPath(unless.at, input) : [];
    if (unless && asked !== undefined && asked !== null && printScalar(asked) === unless.is) return [];
    return [...given.filter((name) => input[name] !== undefined), ...always];
  });
}
