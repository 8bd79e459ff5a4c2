/** Tells of a read whether what it names is another account's. */
import * as v from "valibot";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import type { Step } from "../steps.ts";
import rows from "./owners.json" with { type: "json" };

/** A row of owners.json: members at the top of an input that hold the account of what the call names. */
export const OwnerRow = v.strictObject({
  service: v.optional(Text),
  /** A pattern; of rows for every service, for names in lower case. */
  members: Text,
  reason: Text,
});

const ACCOUNT = /^\d{12}$/;

function saysOwner(service: string, member: string): boolean {
  return (rows as readonly v.InferOutput<typeof OwnerRow>[]).some((row) =>
    row.service === undefined
      ? matchesPattern(row.members, member.toLowerCase())
      : row.service === service && matchesPattern(row.members, member),
  );
}

/** Whether what a read is about belongs to another account than its own. */
export function isOfOthers({ service, account, input, seen }: Step): boolean {
  if (!seen) return false;
  if (seen.isOfOthers) return true;
  return Object.entries(input).some(
    ([member, value]) =>
      typeof value === "string" && value !== account && ACCOUNT.test(value) && saysOwner(service, member),
  );
}
