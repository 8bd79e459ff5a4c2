/** The members of updates that say the whole of what they name, or are preset again where they are not said: a function's environment. */
import * as v from "valibot";
import { readAnswerPath } from "../aws/model/answer-path.ts";
import type { Operation } from "../aws/model/types.ts";
import { makeStructure, type Structure } from "../aws/values.ts";
import { Text } from "../base/row-types.ts";
import { AskedFor } from "./asked-for.ts";
import type { Expectations } from "./expectations.ts";
import rows from "./given-whole.json" with { type: "json" };
import { printScalar } from "./same.ts";

/**
 * A row of given-whole.json: members of updates that take the place of what was there, `given` where a call gives them, `all` whether
 * it does or not. `unless`: a call that has this there adds to what was there.
 */
export const GivenWholeRow = v.strictObject({
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  given: v.optional(v.array(Text)),
  all: v.optional(v.array(Text)),
  unless: v.optional(AskedFor),
  reason: Text,
});

type Row = v.InferOutput<typeof GivenWholeRow>;

const ROWS = Map.groupBy(rows as readonly Row[], ({ service }) => service);

/** The members of which nothing is left of what a thing had before this update. */
export function listGivenWhole({ model, name }: Operation, input: Structure): readonly string[] {
  const all = ROWS.get(model.service) ?? [];
  return all.flatMap(({ operations, given = [], all: always = [], unless }) => {
    if (!operations.includes(name)) return [];
    const [asked] = unless ? readAnswerPath(unless.at, input) : [];
    if (unless && asked !== undefined && asked !== null && printScalar(asked) === unless.is) return [];
    return [...given.filter((member) => input[member] !== undefined), ...always];
  });
}

/** Takes out of what was asked of a thing what an update presets again by not saying it. */
export function dropPresetAgain(expectations: Expectations, operation: Operation, input: Structure): void {
  const names = listGivenWhole(operation, input);
  if (names.length === 0) return;
  const all = Object.assign(makeStructure(), Object.fromEntries(names.map((name) => [name, null])));
  expectations.replace({ input: all, ref: undefined }, false);
}
