/** Tells of a read whether what it names is another account's. */
import * as v from "valibot";
import type { Value } from "../../aws/values.ts";
import { matchesPattern } from "../../base/pattern.ts";
import { Text } from "../../base/row-types.ts";
import type { Step } from "../steps.ts";
import rows from "./owners.json" with { type: "json" };

/** A row of owners.json: members at the top of an input that hold the account of what the call names. */
export const OwnerRow = v.strictObject({
  service: v.optional(Text),
  /** A pattern; of rows for every service, for names in lower case. */
  members: Text,
  /** What stands there for the account itself: everything else is said of others. Without it, only the numbers of accounts are. */
  own: v.optional(Text),
  reason: Text,
});

type Row = v.InferOutput<typeof OwnerRow>;

const ACCOUNT = /^\d{12}$/;

function findRow(service: string, member: string): Row | undefined {
  return (rows as readonly Row[]).find((row) =>
    row.service === undefined
      ? matchesPattern(row.members, member.toLowerCase())
      : row.service === service && matchesPattern(row.members, member),
  );
}

/** Whether what stands in a member leaves nothing that may be the account's own. */
function saysOthers(service: string, account: string, member: string, value: Value | undefined): boolean {
  const texts = [value].flat().filter((one) => typeof one === "string");
  // Most members hold neither the number of an account nor a list.
  const isNumber = texts.length === 1 && ACCOUNT.test(texts[0] ?? "");
  if (texts.length === 0 || !(isNumber || Array.isArray(value))) return false;
  const row = findRow(service, member);
  if (!row || (row.own === undefined && !isNumber)) return false;
  return texts.every((text) => text !== account && text !== row.own);
}

/** Whether what a read is about belongs to another account than its own. */
export function isOfOthers({ service, account, input, seen }: Step): boolean {
  if (!seen) return false;
  if (seen.isOfOthers) return true;
  return Object.entries(input).some(([member, value]) => saysOthers(service, account, member, value));
}
