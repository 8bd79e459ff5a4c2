/**
 * What is compared otherwise than by equal members, and which calls are a batch of changes. Rows are data with a reason
 * each; which operations read back what is the table of readings' (src/aws/resources).
 */
import * as v from "valibot";
import { matchesPattern } from "../base/pattern.ts";
import rows from "./readers.json" with { type: "json" };

const Text = v.pipe(v.string(), v.nonEmpty());
const Operations = v.pipe(v.array(Text), v.nonEmpty());

/**
 * compare: a member of the input is another one of the answer (`pair`: its value belongs to the key that this member
 * holds). batch: the items of `list` are things of their own, each told by `keys` of its member `item`; those whose
 * `action` is one of `removes` go.
 */
export const ReaderRow = v.variant("kind", [
  v.strictObject({
    kind: v.literal("compare"),
    service: Text,
    operations: Operations,
    member: Text,
    as: Text,
    pair: v.optional(Text),
    reason: Text,
  }),
  v.strictObject({
    kind: v.literal("batch"),
    service: Text,
    operations: Operations,
    list: Text,
    item: Text,
    keys: v.pipe(v.array(Text), v.nonEmpty()),
    action: Text,
    removes: v.array(Text),
    reason: Text,
  }),
]);

type Row = v.InferOutput<typeof ReaderRow>;
export type BatchRow = Extract<Row, { kind: "batch" }>;
export type CompareRow = Extract<Row, { kind: "compare" }>;

const table = rows as readonly Row[];

function isFor(
  row: { readonly service: string; readonly operations: readonly string[] },
  service: string,
  name: string,
) {
  return (
    matchesPattern(row.service, service) && row.operations.some((pattern) => matchesPattern(pattern, name))
  );
}

/** The members of a call that are found under another name. */
export function findCompares(service: string, operation: string): CompareRow[] {
  return table.filter((row) => row.kind === "compare" && isFor(row, service, operation)) as CompareRow[];
}

/** The row of a call whose input is a batch of changes. */
export function findBatch(service: string, operation: string): BatchRow | undefined {
  return table.find((row) => row.kind === "batch" && isFor(row, service, operation)) as BatchRow | undefined;
}
