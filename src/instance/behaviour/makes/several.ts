/** How many things a call asks for. */
import * as v from "valibot";
import { PairMap } from "../../../base/pair-map.ts";
import { Text } from "../../../base/row-types.ts";
import type { Context } from "../context.ts";
import rows from "./several.json" with { type: "json" };

/** A row of several.json: the member of an operation's input that says how many things it makes. */
export const SeveralRow = v.strictObject({ service: Text, operation: Text, count: Text, reason: Text });

const COUNTS = new PairMap(
  (rows as readonly v.InferOutput<typeof SeveralRow>[]).map(
    ({ service, operation, count }) => [service, operation, count] as const,
  ),
);

/** How many things a call makes: one, but where its input says more. */
export function countAsked({ operation, input }: Context): number {
  const member = COUNTS.get(operation.model.service, operation.name);
  const count = member === undefined ? undefined : input[member];
  return typeof count === "number" ? count : 1;
}
