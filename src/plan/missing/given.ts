/** The things that an account has by itself, made by no call, and what the log calls them. */
import * as v from "valibot";
import { Pattern, Text } from "../../base/row-types.ts";
import { listTexts } from "../order/texts.ts";
import type { Step } from "../steps.ts";
import rows from "./given.json" with { type: "json" };
import { compile } from "./recipes.ts";

/** A row of given.json: of which things an account has one, made by no call, and the operation that lists them. */
export const GivenRow = v.strictObject({
  /** The service and the operation that tell which one the target has, without any input. */
  service: Text,
  operation: Text,
  /** Where its answer holds the identifier: `Roots[].Id`. */
  answer: v.pipe(Text, v.regex(/^\w+\[\]\.\w+$/)),
  type: Text,
  /** What the identifier looks like, in the requests of these services. */
  pattern: Pattern,
  users: v.pipe(v.array(Text), v.nonEmpty()),
  reason: Text,
});

/** A thing that an account has one of. */
export type GivenThing = v.InferOutput<typeof GivenRow>;

/** All rows. */
export const GIVEN: readonly GivenThing[] = rows;
const types = new Set(GIVEN.map(({ service, type }) => `${service}:${type}`));

/** Whether an account has a thing by itself: of a row's type, as the resource table calls it. */
export function isGiven(service: string, type: string | undefined): boolean {
  return types.has(`${service}:${type}`);
}

/** The first text in requests that names the one thing of a type which the account has: `organizations:root`. */
export function findGiven(steps: Iterable<Step>, kind: string): string | undefined {
  const row = GIVEN.find(({ service, type }) => `${service}:${type}` === kind);
  if (!row) return undefined;
  const pattern = compile(row.pattern);
  for (const { service, operation, input } of steps) {
    const { input: shape } = operation;
    if (!shape || !row.users.includes(service)) continue;
    const found = listTexts(service, shape, input).find(({ text }) => pattern.test(text));
    if (found) return found.text;
  }
  return undefined;
}
