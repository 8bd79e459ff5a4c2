/**
 * The correction table: what CloudTrail records otherwise than the API names it, and no general rule undoes.
 * Rows are data with a reason each; they are applied to the recorded parameters before these are decoded.
 */
import * as v from "valibot";
import { matchesPattern } from "../base/pattern.ts";
import { Text } from "../base/row-types.ts";
import rows from "./corrections.json" with { type: "json" };

const Common = {
  service: Text,
  /** Patterns of operation names. */
  operations: v.pipe(v.array(Text), v.nonEmpty()),
  /** Where, as `member.member`; `[]` after a name is every item of its list, `{}` every value of its map. Names match without case. */
  at: Text,
  reason: Text,
};

/**
 * ignore: no parameter, leave it out (`when: "list"`: only where it is a list). ignore-empty: leave it out where it
 * is empty. move: it belongs elsewhere. hoist: the members of its only item belong one level up. nest: wrap the
 * object in a member named by one of its own. replace: other texts for its value. names: a list of the names that the map
 * at `to` has, whose values the log does not hold; what is no list of texts stays. open: the only member of an object that
 * stands where a text belongs. unlisted: the log never holds it and nothing can stand for it, so that the call is left out.
 * caller: where it is missing, it means who calls. told: where it is missing, the record has it at `from`, outside of the
 * parameters; then `instead` is left out, by which the caller named the same thing.
 */
export const CorrectionRow = v.variant("kind", [
  v.strictObject({ kind: v.literal("ignore"), ...Common, when: v.optional(v.literal("list")) }),
  v.strictObject({ kind: v.literal("ignore-empty"), ...Common }),
  v.strictObject({ kind: v.literal("move"), ...Common, to: Text }),
  v.strictObject({ kind: v.literal("names"), ...Common, to: Text }),
  v.strictObject({ kind: v.literal("hoist"), ...Common }),
  v.strictObject({ kind: v.literal("open"), ...Common }),
  v.strictObject({ kind: v.literal("unlisted"), ...Common }),
  v.strictObject({ kind: v.literal("caller"), ...Common }),
  v.strictObject({
    kind: v.literal("told"),
    ...Common,
    /** Of `resources`, `member` is the type of the one whose ARN it is. */
    from: v.strictObject({
      part: v.picklist(["additionalEventData", "responseElements", "resources"]),
      member: Text,
    }),
    instead: v.optional(Text),
  }),
  v.strictObject({ kind: v.literal("nest"), ...Common, by: Text }),
  v.strictObject({ kind: v.literal("replace"), ...Common, values: v.record(v.string(), v.string()) }),
]);

export type Correction = v.InferOutput<typeof CorrectionRow>;

const corrections = rows as readonly Correction[];
const found = new Map<string, Map<string, readonly Correction[]>>();

/** The rows for one operation, in the order in which they apply. */
export function findCorrections(service: string, operation: string): readonly Correction[] {
  const ofService = found.getOrInsertComputed(service, () => new Map());
  return ofService.getOrInsertComputed(operation, () =>
    corrections.filter(
      (row) =>
        row.service === service && row.operations.some((pattern) => matchesPattern(pattern, operation)),
    ),
  );
}
