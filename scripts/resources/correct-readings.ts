/** The rows of readings.json: how operations are read back where the generator does not find it, with the reason. */
import * as v from "valibot";
import { matchesPattern } from "../../src/base/pattern.ts";
import { Text } from "../../src/base/row-types.ts";

const Operations = v.pipe(v.array(Text), v.nonEmpty());

/**
 * read: `operations` are read back by `reads`, and by nothing else; `filter` makes an EC2 filter of the texts at a path; `holds` are paths
 * of all texts that must stand in what is read; `at` is where it lists such things; `given` are paths in the call that fill members of the reads that have these.
 * none: they leave nothing that could be read. fill: `read` tells all only if it is given this. undo: they are undone by
 * `undo`, or by nothing where it is absent; `given` is what that takes besides what the call tells by itself.
 */
export const ReadingRow = v.variant("kind", [
  v.strictObject({
    kind: v.literal("read"),
    service: Text,
    operations: Operations,
    reads: v.pipe(v.array(Text), v.nonEmpty()),
    filter: v.optional(v.strictObject({ name: Text, from: Text })),
    holds: v.optional(v.array(Text)),
    at: v.optional(Text),
    given: v.optional(v.record(Text, Text)),
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
    kind: v.literal("undo"),
    service: Text,
    operations: Operations,
    undo: v.optional(Text),
    /** What the undoing operation is given besides what is found, or instead: a path in the call, or a value. */
    given: v.optional(v.record(Text, v.union([Text, v.strictObject({ value: v.boolean() })]))),
    reason: Text,
  }),
]);

export type ReadingRow = v.InferOutput<typeof ReadingRow>;
type RowOf<Kind extends ReadingRow["kind"]> = Extract<ReadingRow, { kind: Kind }>;

/** What the rows say of one service. */
export class ReadingRows {
  readonly #rows: readonly ReadingRow[];

  constructor(rows: readonly ReadingRow[], service: string) {
    this.#rows = rows.filter((row) => row.service === service || row.service === "*");
  }

  #find<Kind extends ReadingRow["kind"]>(kind: Kind, operation: string): RowOf<Kind> | undefined {
    return this.#rows.find(
      (row): row is RowOf<Kind> =>
        row.kind === kind &&
        "operations" in row &&
        row.operations.some((one) => matchesPattern(one, operation)),
    );
  }

  findRead(operation: string): RowOf<"read"> | undefined {
    return this.#find("read", operation);
  }

  leavesNothing(operation: string): boolean {
    return this.#find("none", operation) !== undefined;
  }

  findUndo(operation: string): RowOf<"undo"> | undefined {
    return this.#find("undo", operation);
  }

  /** What a read is given besides what the call tells. */
  listFills(read: string): RowOf<"fill">[] {
    return this.#rows.filter((row) => row.kind === "fill" && row.read === read) as RowOf<"fill">[];
  }
}
