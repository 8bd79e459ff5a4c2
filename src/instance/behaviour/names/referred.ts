/** What members of a thing name: the thing itself, what it stands in, and others by another of their names. */

import type { MemberMeaning, NameKind } from "../../../aws/resources/types.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Thing } from "../../thing.ts";
import { cutRevision } from "../changes/revisions.ts";
import type { Context } from "../context.ts";
import { findMember } from "../fit-value.ts";
import { climb } from "../reads/links.ts";
import { findNamed, readChain } from "./names.ts";
import { tellGivenName, tellMadeName } from "./own-names.ts";

/** What a thing is called by a kind of name. */
export function tellName(thing: Thing, kind: NameKind): string | undefined {
  if (kind === "name") return cutRevision(thing);
  const own = thing.chain.at(-1);
  if (kind === "url") return thing.names.url;
  return kind === "arn" ? thing.names.arn : (thing.names[kind === "any" ? "arn" : kind] ?? own);
}

/** Whether two members are called the same but for which of a thing's names they have: `PolicyName` and `PolicyArn`. */
function isSameStem(one: string, other: string): boolean {
  const cut = (name: string) => name.replace(/(?:name|id|identifier|arn|url)$/i, "").toLowerCase();
  return cut(one) === cut(other);
}

/** What a member names as its kind has it. The ARN of another service's thing, whose kinds that one does not know, stays one. */
export function fitReference(context: Context, { type, kind }: MemberMeaning, text: string): string {
  const isArn = text.startsWith("arn:");
  if (isArn && type?.includes(":")) return text;
  if (type === undefined || (kind !== "id" && kind !== "arn") || isArn === (kind === "arn")) return text;
  const thing = findNamed(context, type, [text, ...(readChain(text)?.slice(-1) ?? [])]);
  return (thing && (kind === "id" ? (thing.names.id ?? thing.chain.at(-1)) : thing.names.arn)) ?? text;
}

/** What another thing is called that the thing names by another of its names: a policy's name, of which it has the ARN. */
export function tellReferred(
  context: Context,
  { members, type: ownType, chain }: Thing,
  { type, kind }: MemberMeaning,
  roles: ReadonlyMap<string, MemberMeaning>,
  name: string,
): string | undefined {
  if (type === undefined) return undefined;
  for (const [leaf, other] of roles) {
    // Another role of the same kind is another one's name.
    const isOther = other.type === type && other.kind !== kind && isSameStem(leaf, name);
    const text = isOther ? findMember(members, leaf) : undefined;
    if (typeof text !== "string") continue;
    const thing = findNamed(context, type, [text]);
    // It does not come from itself.
    if (thing?.type === ownType && thing.chain.join() === chain.join()) continue;
    const told = thing ? tellName(thing, kind) : kind === "name" ? readChain(text)?.at(-1) : undefined;
    if (told !== undefined) return told;
  }
  return undefined;
}

/** What the thing stands in is called, where a member names a thing of that type. */
export function tellOuter(context: Context, thing: Thing, { type, kind }: MemberMeaning): string | undefined {
  const outer = type === undefined || type === thing.type ? undefined : climb(context, thing, type);
  const given =
    outer && kind === "name" ? (tellGivenName(outer, "Name") ?? tellMadeName(context, outer)) : undefined;
  return given ?? (outer && tellName(outer, kind));
}

compileLightly(tellReferred);
