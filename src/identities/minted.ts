/** Tells the texts that AWS mints (ids, ARNs, URLs, keys) from the words and numbers beside them in an answer. */
import * as v from "valibot";
import { Pattern, Text } from "../base/row-types.ts";
import rows from "./minted.json" with { type: "json" };

/**
 * A row of minted.json, all of it patterns. `texts`: texts of this form are minted, in members of the names if `members`
 * is there. `members` alone: what members of these names hold is minted, unless it is of a form that some row calls
 * `words`.
 */
export const MintedRow = v.union([
  v.strictObject({ members: v.optional(Pattern), texts: Pattern, reason: Text }),
  v.strictObject({ members: Pattern, reason: Text }),
  v.strictObject({ words: Pattern, reason: Text }),
]);

const all = rows as readonly v.InferOutput<typeof MintedRow>[];

const forms = all.flatMap((row) => {
  if (!("texts" in row)) return [];
  const members = row.members === undefined ? undefined : new RegExp(row.members);
  return [{ members, texts: new RegExp(row.texts) }];
});
const naming = all.flatMap((row) => ("members" in row && !("texts" in row) ? [new RegExp(row.members)] : []));
const words = all.flatMap((row) => ("words" in row ? [new RegExp(row.words)] : []));

/** Whether `text`, found under `member` of an answer, is an identifier that its service made up. */
export function isMinted(text: string, member: string): boolean {
  if (forms.some(({ members, texts }) => (members?.test(member) ?? true) && texts.test(text))) return true;
  return naming.some((pattern) => pattern.test(member)) && !words.some((pattern) => pattern.test(text));
}
