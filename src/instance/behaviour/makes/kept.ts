/** Makings of which no read could be told from a log, and that stand in the instance all the same. */

import * as v from "valibot";
import { compileLightly } from "../../../base/compiling.ts";
import { PairMap } from "../../../base/pair-map.ts";
import { Text } from "../../../base/row-types.ts";
import rows from "./kept.json" with { type: "json" };

/** A row of kept.json. */
export const KeptRow = v.strictObject({
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  reason: Text,
});

const KEPT = new PairMap(
  (rows as readonly v.InferOutput<typeof KeptRow>[]).flatMap((row) =>
    row.operations.map((operation) => [row.service, operation, row] as const),
  ),
);

/** Whether an operation's doing leaves nothing that could be read: the table of readings says so of some that the instance keeps. */
export function isTraceless(
  { service, traceless }: { readonly service: string; readonly traceless: readonly string[] },
  operation: string,
): boolean {
  return traceless.includes(operation) && !KEPT.has(service, operation);
}

compileLightly(isTraceless);
