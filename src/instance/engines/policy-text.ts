/** Whether a text is a policy at all: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
import { isObject } from "../../base/values.ts";

/** What a statement may come to; case counts. */
const EFFECTS: ReadonlySet<unknown> = new Set(["Allow", "Deny"]);

/** Whether what JSON says is a policy: it has statements, each of which allows or denies. What they say of whom is not looked at. */
export function isPolicy(policy: unknown): boolean {
  if (!isObject(policy) || policy["Statement"] === undefined) return false;
  const statements: readonly unknown[] = [policy["Statement"]].flat();
  return statements.length > 0 && statements.every((one) => isObject(one) && EFFECTS.has(one["Effect"]));
}
