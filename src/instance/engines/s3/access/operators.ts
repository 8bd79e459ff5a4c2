/** The kinds of conditions: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */

const KINDS: ReadonlySet<string> = new Set([
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ...["StringLike", "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan"],
  ...["NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals"],
  ...["DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"],
  ...["Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike"],
  "ArnNotLike",
]);
const WRITTEN = /^(?:ForAllValues:|ForAnyValue:)?([A-Za-z]+?)(?:IfExists)?$/;

/** Whether there are conditions of a kind, as a policy writes it. */
export function isOperator(written: string): boolean {
  return written === "Null" || KINDS.has(WRITTEN.exec(written)?.[1] ?? "");
}
