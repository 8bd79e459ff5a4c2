/** The table of tolerated differences: what emulators do otherwise by design. Rows are data with a reason each. */
import * as v from "valibot";
import { matchesPattern } from "../base/pattern.ts";
import { Text } from "../base/row-types.ts";
import type { Difference } from "./differences.ts";
import rows from "./tolerated.json" with { type: "json" };

/** A row of tolerated.json: a pattern of the operation that asked and the member's path. */
export const ToleratedRow = v.strictObject({
  service: Text,
  operation: Text,
  member: Text,
  reason: Text,
});

type Row = v.InferOutput<typeof ToleratedRow>;

const table = rows as readonly Row[];

/** Why a difference is no fault of the replay, where a row says so. */
export function findTolerance(
  service: string,
  operation: string,
  { member }: Difference,
): string | undefined {
  const row = table.find(
    (one) =>
      one.service === service &&
      matchesPattern(one.operation, operation) &&
      (member === one.member || member.startsWith(`${one.member}.`)),
  );
  return row?.reason;
}
