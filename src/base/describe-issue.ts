/** Says what a schema found wrong, in fewer words than valibot where something is not there. */
import type * as v from "valibot";

/** `missing`, or what was expected and what came. */
export function describeIssue({ received, message }: v.BaseIssue<unknown>): string {
  return received === "undefined" ? "missing" : message;
}
