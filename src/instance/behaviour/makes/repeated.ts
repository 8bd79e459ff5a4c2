/** What is asked to be made again just as it was made is the same thing, and no error. */
import * as v from "valibot";
import { Text } from "../../../base/row-types.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { findByOperation } from "../rows-by-operation.ts";
import rows from "./repeated.json" with { type: "json" };

/** A row of repeated.json. */
export const RepeatedRow = v.strictObject({
  service: Text,
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  reason: Text,
});

const findRows = findByOperation(rows as readonly v.InferOutput<typeof RepeatedRow>[]);

/** Whether a call asks for a thing just as the one did that made it, of a service that takes that. */
export function isRepeated({ operation, input }: Context, { call }: Thing): boolean {
  return (
    call.operation === operation.name &&
    findRows(operation).length > 0 &&
    Bun.deepEquals(JSON.parse(JSON.stringify(call.input)), JSON.parse(JSON.stringify(input)))
  );
}
