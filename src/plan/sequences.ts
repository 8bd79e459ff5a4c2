/** Operations whose order within one second no identifier tells: a thing's parts that have no id of their own. */
import * as v from "valibot";
import rows from "./sequences.json" with { type: "json" };

const Text = v.pipe(v.string(), v.nonEmpty());

/** A row of sequences.json: calls of these operations on one thing go in this order. */
export const SequenceRow = v.strictObject({
  service: Text,
  operations: v.pipe(v.array(Text), v.minLength(2)),
  reason: Text,
});

const places = new Map<string, number>(
  rows.flatMap(({ service, operations }) =>
    operations.map((name, place) => [`${service} ${name}`, place] as const),
  ),
);

/** The place of an operation in its service's sequence; undefined where it is in none. */
export function findSequencePlace(service: string, operation: string): number | undefined {
  return places.get(`${service} ${operation}`);
}
