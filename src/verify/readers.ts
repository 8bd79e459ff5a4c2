/**
 * The table of readers: which operation reads back what a call made, where nouns and members do not say, and what a
 * read needs beside the thing's own name. Rows are data with a reason each.
 */
import * as v from "valibot";
import { matchesPattern } from "../base/pattern.ts";
import rows from "./readers.json" with { type: "json" };

const Text = v.pipe(v.string(), v.nonEmpty());
const Operations = v.pipe(v.array(Text), v.nonEmpty());

/**
 * read: `operations` are read back by `read`; `from` fills its members from members of the call, `filter` makes an EC2
 * filter of one, `holds` are members whose texts must stand in what is read. none: they leave nothing that can be read. fill: `read` answers fully only with this member.
 * compare: a member of the input is another one of the answer (`pair`: its value belongs to the key that this member
 * holds). batch: the items of `list` are things of their own, each told by `keys` of its member `item`; those whose
 * `action` is one of `removes` go.
 */
export const ReaderRow = v.variant("kind", [
  v.strictObject({
    kind: v.literal("read"),
    service: Text,
    operations: Operations,
    read: Text,
    from: v.optional(v.record(Text, Text)),
    holds: v.optional(v.array(Text)),
    filter: v.optional(v.strictObject({ name: Text, member: Text })),
    reason: Text,
  }),
  v.strictObject({ kind: v.literal("none"), service: Text, operations: Operations, reason: Text }),
  v.strictObject({
    kind: v.literal("fill"),
    service: Text,
    read: Text,
    member: Text,
    value: v.union([Text, v.array(Text), v.boolean()]),
    reason: Text,
  }),
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
export type ReadRow = Extract<Row, { kind: "read" }>;
export type FillRow = Extract<Row, { kind: "fill" }>;
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

/** The rows that say how the call is read back, in their order. */
export function findReadRows(service: string, operation: string): ReadRow[] {
  return table.filter((row) => row.kind === "read" && isFor(row, service, operation)) as ReadRow[];
}

/** Why a call leaves nothing that can be read, where a row says so. */
export function findNoTrace(service: string, operation: string): string | undefined {
  return table.find((row) => row.kind === "none" && isFor(row, service, operation))?.reason;
}

/** What a read operation is given in addition. */
export function findFills(service: string, read: string): FillRow[] {
  return table.filter(
    (row) => row.kind === "fill" && row.service === service && row.read === read,
  ) as FillRow[];
}

/** The members of a call that are found under another name. */
export function findCompares(service: string, operation: string): CompareRow[] {
  return table.filter((row) => row.kind === "compare" && isFor(row, service, operation)) as CompareRow[];
}

/** The row of a call whose input is a batch of changes. */
export function findBatch(service: string, operation: string): BatchRow | undefined {
  return table.find((row) => row.kind === "batch" && isFor(row, service, operation)) as BatchRow | undefined;
}
