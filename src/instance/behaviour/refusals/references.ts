/** Whether what a call refers to stands: a subnet is made in a network that is there. */
import { splitArn } from "../../../aws/resources/arns.ts";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { arnTemplates } from "../../../aws/resources/table.ts";
import type { Deed, MemberMeaning } from "../../../aws/resources/types.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Done } from "../../gateway.ts";
import type { Context } from "../context.ts";
import { findNamed, readChain } from "../names/names.ts";
import { listTraces } from "../traces.ts";
import { isForeign, refuseAbsent, refusesReference } from "./refusals.ts";

/** Deeds that need what they refer to. */
const NEEDING: ReadonlySet<Deed> = new Set(["create", "put", "update", "attach"]);

/** Whether a text is of this account and region, as far as it says. */
export function isHere({ caller }: Context, text: string): boolean {
  const arn = splitArn(text);
  if (!arn) return !text.includes("://");
  const [, , , region = "", account = ""] = text.split(":");
  return (region === "" || region === caller.region) && (account === "" || account === caller.account);
}

/** Whether the service must have a thing of the type that the text names, if it is there: some call of its own makes such. */
function isOwn(context: Context, member: MemberMeaning, text: string): boolean {
  const { type = "", elsewhere, kind, part } = member;
  const { operation, resources, readings } = context;
  const { service, metadata } = operation.model;
  if (elsewhere || type.includes(":") || !listTraces(resources, readings).made.has(type)) return false;
  const arn = splitArn(text);
  // A name that is only used may be AWS's own, or be made with what uses it.
  const isContainer = part === "container";
  const isSure = arn
    ? resources.arnServices.includes(arn.service) && (isContainer || arnTemplates.read(arn)?.type === type)
    : isContainer || kind === "id";
  if (!isSure || (metadata.protocol === "ec2" && kind !== "id")) return false;
  return isHere(context, text) && !isForeign(service, type, text, member.path);
}

/** The first thing that a call refers to and that is not there, by what it is called; undefined where all stand. */
export function findMissing(context: Context): { readonly type: string; readonly text: string } | undefined {
  const { meaning, input } = context;
  for (const member of meaning.input) {
    const { type, part, path } = member;
    if (type === undefined || part === "own" || type === meaning.type) continue;
    for (const text of readTexts(parsePath(path), input)) {
      if (!isOwn(context, member, text) || !refusesReference(context, type)) continue;
      if (!findNamed(context, type, [text, ...(readChain(text)?.slice(-1) ?? [])])) return { type, text };
    }
  }
  return undefined;
}

/** AWS's own error where a call refers to what is not there; what production took is right, whatever stands here. */
export function refuseMissing(context: Context): Done | undefined {
  if (context.told || !NEEDING.has(context.meaning.deed)) return undefined;
  const missing = findMissing(context);
  return missing && { error: refuseAbsent(context, missing.type, missing.text) };
}

compileLightly(findMissing);
