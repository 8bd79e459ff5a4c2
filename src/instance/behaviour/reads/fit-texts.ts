/** Texts as the structures that a read has for them: a function's `Layers` are ARNs as they are given, and each has an Arn as it is read. */

import { parsePath } from "../../../aws/resources/read-texts.ts";
import type { MemberMeaning } from "../../../aws/resources/types.ts";
import { makeStructure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Context } from "../context.ts";

/** The members that name things in the items of a list of the output. */
function listNaming({ meaning }: Context, list: string): readonly (readonly [string, MemberMeaning])[] {
  return meaning.output.flatMap((member) => {
    const [start, leaf = ""] = [member.path.slice(0, list.length), member.path.slice(list.length + 1)];
    return start === list && parsePath(leaf).length === 1 ? [[leaf, member] as const] : [];
  });
}

/** A list of texts as structures that each name one thing; undefined where they are none, or no member is known to hold them. */
export function fitTexts(context: Context, list: string, given: Value | undefined): Value | undefined {
  if (!Array.isArray(given) || given.length === 0 || given.some((item) => typeof item !== "string"))
    return undefined;
  const naming = listNaming(context, list);
  const items = (given as readonly string[]).map((text) => {
    const isArn = text.startsWith("arn:");
    const [name] = naming.find(([, { kind }]) => (kind === "arn") === isArn) ?? [];
    return name === undefined ? undefined : Object.assign(makeStructure(), { [name]: text });
  });
  return items.includes(undefined) ? undefined : (items as Value);
}

compileLightly(listNaming, fitTexts);
