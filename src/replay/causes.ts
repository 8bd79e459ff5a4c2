/** Why a call failed that had succeeded in production: a category and a cause, by a table of codes and messages. */
import * as v from "valibot";
import { isRealRegion } from "../aws/model/partitions.ts";
import type { Deed } from "../aws/resources/types.ts";
import { Text } from "../base/row-types.ts";
import rows from "./causes.json" with { type: "json" };
import type { CallFailure } from "./outcome.ts";

/** Every failure is in exactly one. */
export const CATEGORIES = [
  "target_unsupported",
  "target_failed",
  "missing_prerequisite",
  "already_exists",
  "invalid_parameters",
  "throttled",
  "network",
  "other",
] as const;

export type Category = (typeof CATEGORIES)[number];

/** A row: all its conditions have to hold, and the first row whose conditions do decides. */
export const CauseRow = v.strictObject({
  category: v.picklist(CATEGORIES),
  /** What went wrong, in words for people; failures are grouped by it. */
  cause: Text,
  /** The answer's HTTP status; 0 where no answer came. */
  status: v.optional(v.array(v.number())),
  /** What the operation does, by the resource table. */
  deeds: v.optional(v.array(v.picklist(["create", "delete"] satisfies Deed[]))),
  /** Whether AWS has no region of the name that the call is for. */
  regions: v.optional(v.literal("invented")),
  /** A regular expression. */
  code: v.optional(Text),
  /** A regular expression, without case. */
  message: v.optional(Text),
  /** Of a read: that what it asked for is not there. */
  absent: v.optional(v.literal(true)),
  /** The earlier failure that can bring it about: of a call that was to make something, or to remove it. */
  follows: v.optional(v.picklist(["unmade", "unremoved"])),
  /** What the user can do, in a line. */
  advice: Text,
  reason: Text,
});

export type Cause = Pick<
  v.InferOutput<typeof CauseRow>,
  "category" | "cause" | "absent" | "follows" | "advice"
>;

const table = (rows as v.InferOutput<typeof CauseRow>[]).map((row) => ({
  ...row,
  code: row.code === undefined ? undefined : new RegExp(row.code),
  message: row.message === undefined ? undefined : new RegExp(row.message, "i"),
}));

/** What is asked of a failure. */
export type Failed = Pick<CallFailure, "status" | "code" | "message"> & {
  /** What the operation does, by the resource table. */
  readonly deed: Deed;
  /** The region that it went to, where that is known. */
  readonly region?: string | undefined;
};

/** The cause of a failure; the table's last row takes any. */
export function findCause({ status, code, message, deed, region }: Failed): Cause {
  const isInvented = region !== undefined && region !== "" && !isRealRegion(region);
  const found = table.find(
    (row) =>
      (row.status?.includes(status) ?? true) &&
      (row.deeds?.some((one) => one === deed) ?? true) &&
      (row.regions === undefined || isInvented) &&
      (row.code?.test(code) ?? true) &&
      (row.message?.test(message) ?? true),
  );
  if (!found) throw new RangeError(`no cause for ${code}`);
  return found;
}
