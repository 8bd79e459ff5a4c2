/** How members of an output name other things. */
import type { MemberMeaning } from "../../aws/resources/types.ts";
import type { Context } from "./context.ts";
import { findNamed, readChain } from "./names.ts";

/** Whether two members are called the same but for which of a thing's names they have: `PolicyName` and `PolicyArn`. */
export function isSameStem(one: string, other: string): boolean {
  const cut = (name: string) => name.replace(/(?:name|id|identifier|arn|url)$/i, "").toLowerCase();
  return cut(one) === cut(other);
}

/** What a member names as its kind has it: a key's id, where its ARN was given. */
export function fitReference(context: Context, { type, kind }: MemberMeaning, text: string): string {
  const isArn = text.startsWith("arn:");
  if (type === undefined || (kind !== "id" && kind !== "arn") || isArn === (kind === "arn")) return text;
  const thing = findNamed(context, type, [text, ...(readChain(text)?.slice(-1) ?? [])]);
  return (thing && (kind === "id" ? (thing.names.id ?? thing.chain.at(-1)) : thing.names.arn)) ?? text;
}
