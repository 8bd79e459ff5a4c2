/**
 * The placeholder table: what to put where the log hides or leaves out a member that the API needs and that its model
 * does not mark as secret, required or binary. The rule for those that it does mark is in placeholders.ts.
 */
import * as v from "valibot";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import { Conditions } from "./conditions.ts";
import { KEY_NAMES } from "./placeholder-keys.ts";
import rows from "./placeholders.json" with { type: "json" };

const Names = v.pipe(v.array(Text), v.nonEmpty());

/** What is made anew for each call, by src/plan/fill/placeholder-makers.ts. */
export const MAKERS = ["function-code", "layer", "object", "parts", "template", "user"] as const;

export const PlaceholderRow = v.pipe(
  v.strictObject({
    /** Absent: every service, and `at` is a pattern for the member's own name, wherever it stands. */
    service: v.optional(Text),
    /** Patterns of operation names. */
    operations: Names,
    /** Where, as a path of member names; `[]` after a name is every item of its list. */
    at: Text,
    /** hidden: only where a marker stands. missing: also where the log has nothing. always: in any case. */
    when: v.picklist(["hidden", "missing", "always"]),
    /** Members beside it that make it needless where the log has nothing: one of them is given. */
    unless: v.optional(Names),
    /**
     * Conditions: paths of members (several with `|` between them: any of these), from the top of the input or, after `answer.`, of what production answered, that have to
     * have one of these values, case aside; "" is none, and of a list one item is enough.
     */
    only: v.optional(Conditions),
    /** The same for members beside it. */
    beside: v.optional(Conditions),
    /** Members beside it that must not have one of these values. */
    except: v.optional(Conditions),
    /** Members beside it that it takes the place of, since they fit another value. */
    instead: v.optional(Names),
    /**
     * The value: a text, any other JSON value, a document in the format that a member beside it names, one of
     * placeholder-keys.json, one made for the call, the text that production answered at a path, or one that the pattern in a
     * member beside it takes.
     */
    fill: v.variant("kind", [
      v.strictObject({ kind: v.literal("text"), text: v.string() }),
      v.strictObject({ kind: v.literal("value"), value: v.unknown() }),
      v.strictObject({ kind: v.literal("document"), value: v.unknown() }),
      v.strictObject({ kind: v.literal("key"), name: v.picklist(KEY_NAMES) }),
      v.strictObject({ kind: v.literal("make"), maker: v.picklist(MAKERS) }),
      v.strictObject({ kind: v.literal("answer"), path: Text }),
      v.strictObject({ kind: v.literal("pattern"), of: Text }),
      v.strictObject({ kind: v.literal("leave-out") }),
    ]),
    /** What it is, for people. */
    filled: Text,
    /** Paths in --body-dir where the real one may be; `{Member}` is a top-level member's value, the name in an ARN. */
    files: v.optional(Names),
    reason: Text,
  }),
  v.check(
    (row) => row.service !== undefined || !/[.[]/.test(row.at),
    "a row for every service names one member",
  ),
);

export type Placing = v.InferOutput<typeof PlaceholderRow>;

const table = rows as readonly Placing[];
const found = new Map<string, readonly Placing[]>();

/** The rows for one operation, those of its service first. */
export function findPlacings(service: string, operation: string): readonly Placing[] {
  return found.getOrInsertComputed(`${service} ${operation}`, () =>
    table
      .filter(
        (row) =>
          (row.service ?? service) === service &&
          row.operations.some((pattern) => matchesPattern(pattern, operation)),
      )
      .toSorted((a, b) => Number(a.service === undefined) - Number(b.service === undefined)),
  );
}
