/** Lists about one thing, which must stand: the access keys of a user. */

import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import type { MemberMeaning } from "../../../aws/resources/types.ts";
import { isStructure, type Value } from "../../../aws/values.ts";
import type { Done } from "../../gateway.ts";
import type { Context } from "../context.ts";
import { findNamed, readChain } from "../names/names.ts";
import { isHere } from "../refusals/references.ts";
import { hasAbsence, isForeign, refuseAbsent, refusesReference } from "../refusals/refusals.ts";
import { listTraces } from "../traces.ts";

/** Whether a value has no item in any of its lists, and nothing but words about that beside them. */
function isEmpty(value: Value | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return !isStructure(value) || Object.values(value).every(isEmpty);
}

/**
 * Whether a member names what a list is about: what is only asked by may be left out, or be the beginning of names. What the
 * operation has an error for that is called like it must be there.
 */
function isSubject(context: Context, type: string, { part, path, renames }: MemberMeaning): boolean {
  const { operation, meaning } = context;
  if (renames || path.includes("[]")) return false;
  if (part === "container" || operation.input?.required?.includes(path) === true) return true;
  return part === "reference" && (meaning.type === undefined || hasAbsence(context, type));
}

/** Whether a thing of the type may stand under the text, as far as is known here. */
function mayStand(context: Context, { type = "", path }: MemberMeaning, text: string): boolean {
  const { operation, resources, readings, siblings = [] } = context;
  const { service } = operation.model;
  // What is not one name, or no ARN of a thing of the type, is read by nothing here: a name with a version behind it.
  const chain = text.includes(":") ? readChain(text) : [text];
  if (!chain || !isHere(context, text) || isForeign(service, type, text, path)) return true;
  if (!listTraces(resources, readings).made.has(type)) return true;
  const texts = [text, ...chain.slice(-1)];
  return [type, ...siblings.map((one) => `${one}:${type}`)].some((one) => findNamed(context, one, texts));
}

/** AWS's own error for an empty list about what does not stand, where the operation has one; any other answer as it is. */
export function refuseAbout(context: Context, done: Done): Done {
  const { operation, meaning, input } = context;
  // EC2's models have no errors.
  if ("error" in done || operation.model.metadata.protocol === "ec2") return done;
  const isList = meaning.deed === "list" || Object.values(done.output).some(Array.isArray);
  if (!isList || !isEmpty(done.output)) return done;
  for (const member of meaning.input) {
    const { type, path, elsewhere } = member;
    if (type === undefined || type.includes(":") || elsewhere || !isSubject(context, type, member)) continue;
    if (!(operation.errors?.length ?? 0) || !refusesReference(context, type)) continue;
    const text = readTexts(parsePath(path), input).find((one) => !mayStand(context, member, one));
    if (text !== undefined) return { error: refuseAbsent(context, type, text) };
  }
  return done;
}
