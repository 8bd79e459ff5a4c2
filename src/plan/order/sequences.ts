/** Operations whose order within one second no identifier tells: a thing's parts that have no id of their own. */

import * as v from "valibot";
import { isStructure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { Text } from "../../base/row-types.ts";
import type { Call } from "../../dialect/call.ts";
import rows from "./sequences.json" with { type: "json" };

/**
 * A row of sequences.json: calls of these operations on one thing go in this order; or, with `values`, calls of the one
 * operation go in the order of the value that `member` has somewhere in them, or with `having`, of which of these members
 * stands somewhere in them.
 */
export const SequenceRow = v.strictObject({
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  member: v.optional(Text),
  values: v.optional(v.array(Text)),
  having: v.optional(v.array(Text)),
  reason: Text,
});

type Row = v.InferOutput<typeof SequenceRow>;

/** What tells a call's place in a sequence. */
type Ordered = Pick<Call, "service" | "operation" | "input">;

const byOperation = new Map<string, Row>();
const byValues = new Map<string, Row>();
for (const row of rows as readonly Row[]) {
  const known = row.values || row.having ? byValues : byOperation;
  for (const operation of row.operations) known.getOrInsert(`${row.service} ${operation}`, row);
}

function* findValues(value: Value | undefined, member: string): Generator<string> {
  if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* findValues(item, member);
  if (!isStructure(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const isWanted = name === member && inner !== undefined;
    if (isWanted && (typeof inner === "string" || typeof inner === "boolean")) yield String(inner);
    // EC2 puts what an attribute is into a structure of its own.
    else yield* findValues(inner, isWanted && isStructure(inner) ? "Value" : member);
  }
}

/** Whether a member stands somewhere in a value, with anything in it. */
function hasMember(value: Value | undefined, member: string): boolean {
  if (Array.isArray(value)) return (value as readonly Value[]).some((item) => hasMember(item, member));
  if (!isStructure(value)) return false;
  return Object.entries(value).some(
    ([name, inner]) => (name === member && inner !== undefined && inner !== null) || hasMember(inner, member),
  );
}

/** The place that the values in a call give it, the earliest of them; undefined where no row is about the operation. */
function findValuePlace({ service, operation, input }: Ordered): number | undefined {
  const { values, member, having } = byValues.get(`${service} ${operation.name}`) ?? {};
  const had = having?.findIndex((name) => hasMember(input, name)) ?? -1;
  if (had >= 0) return had;
  if (!values || member === undefined) return undefined;
  const found = [...findValues(input, member)]
    .map((value) => values.indexOf(value))
    .filter((place) => place >= 0);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** The place of a call among those of one second, by its operation or by the values in it; undefined where no row tells. */
export function findSequencePlace(call: Ordered): number | undefined {
  const { service, operation } = call;
  const row = byOperation.get(`${service} ${operation.name}`);
  return row ? row.operations.indexOf(operation.name) : findValuePlace(call);
}

/** The operations that go before one in its sequence. */
export function listPredecessors(service: string, operation: string): readonly string[] {
  const row = byOperation.get(`${service} ${operation}`);
  return row?.operations.slice(0, row.operations.indexOf(operation)) ?? [];
}

compileLightly(findValuePlace);
