/** Operations whose order within one second no identifier tells: a thing's parts that have no id of their own. */
import * as v from "valibot";
import { isStructure, type Structure, type Value } from "../../aws/values.ts";
import { Text } from "../../base/row-types.ts";
import rows from "./sequences.json" with { type: "json" };

/**
 * A row of sequences.json: calls of these operations on one thing go in this order; or, with `values`, calls of the one
 * operation go in the order of the value that `member` has somewhere in them.
 */
export const SequenceRow = v.strictObject({
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  member: v.optional(Text),
  values: v.optional(v.array(Text)),
  reason: Text,
});

type Row = v.InferOutput<typeof SequenceRow>;

const sequences = rows as readonly Row[];

const places = new Map<string, number>(
  sequences
    .filter(({ values }) => values === undefined)
    .flatMap(({ service, operations }) =>
      operations.map((name, place) => [`${service} ${name}`, place] as const),
    ),
);

function* findValues(value: Value | undefined, member: string): Generator<string> {
  if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* findValues(item, member);
  if (!isStructure(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === member && typeof inner === "string") yield inner;
    else yield* findValues(inner, member);
  }
}

/** The place that the values in a call give it, the earliest of them; undefined where no row is about the operation. */
export function findValuePlace(service: string, operation: string, input: Structure): number | undefined {
  const row = sequences.find(
    (one) => one.values && one.service === service && one.operations.includes(operation),
  );
  if (!row?.values || row.member === undefined) return undefined;
  const { values, member } = row;
  const found = [...findValues(input, member)]
    .map((value) => values.indexOf(value))
    .filter((place) => place >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** The place of an operation in its service's sequence; undefined where it is in none. */
export function findSequencePlace(service: string, operation: string): number | undefined {
  return places.get(`${service} ${operation}`);
}

/** The operations that go before one in its sequence. */
export function listPredecessors(service: string, operation: string): readonly string[] {
  const row = sequences.find(
    (one) => !one.values && one.service === service && one.operations.includes(operation),
  );
  return row?.operations.slice(0, row.operations.indexOf(operation)) ?? [];
}
