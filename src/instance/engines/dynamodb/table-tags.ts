/** Tags of tables: what is refused of what is asked about them. The rest is the generic behaviour's. */

import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { readText } from "../engine.ts";
import { readNumber, writeMembers } from "./read-members.ts";
import { RefusedRequest, refuse, refuseAs, refuseResource } from "./refusal.ts";
import { checkKind, checkScheme, type ResourceArn, readArn } from "./resource-arns.ts";
import { findTable } from "./tables.ts";

const TABLE = /^arn:[\w-]+:dynamodb:[^:]+:\d+:table\/[^/]{3,}$/;
const MOST_TAGS = 50;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
/** So many are told at once. */
const PAGE = 10;

/** Whether a text has the parts of an ARN, of a service's resource with a type. */
function isResource(text: string): boolean {
  const [scheme, partition, service, , , ...resource] = text.split(":");
  return Boolean(scheme && partition && service && /\/./.test(resource.join(":")));
}

/** Throws a refusal of what others have, and of what cannot have tags. */
function checkOwner({ caller }: Context, text: string, arn: ResourceArn): void {
  const denied = refuseAs("AccessDeniedException", "Access is denied");
  if (arn.service !== "dynamodb") throw denied;
  checkKind(text, arn);
  if (arn.account !== caller.account) throw denied;
  if (arn.region !== caller.region) throw refuseArn(text);
}

function refuseArn(text: string): RefusedRequest {
  return refuse(`Invalid TableArn: Invalid ResourceArn provided as input ${text}`);
}

function checkResource(context: Context): string {
  const text = readText(context.input, "ResourceArn");
  const arn = readArn(text);
  if (arn) checkOwner(context, text, arn);
  // AWS has come to say so of names; what has colons was only ever seen denied.
  if (text !== "" && !text.includes(":")) checkScheme(text);
  if (!isResource(text)) throw refuseResource(context, text);
  if (!TABLE.test(text)) throw refuseArn(text);
  return text;
}

function checkTable(context: Context, arn: string, message: string): void {
  if (!findTable(context, arn)) throw refuseAs("ResourceNotFoundException", message);
}

/** Throws a refusal of tags that no table can have. */
export function checkTags(tags: readonly Structure[]): void {
  const seen = new Set<string>();
  for (const { Key, Value } of tags) {
    const [name, text] = [String(Key), String(Value)];
    if (!TAG_TEXT.test(name)) throw refuse(`The Tag Key provided is invalid, Key: ${name}`);
    if (!TAG_TEXT.test(text)) throw refuse(`The Tag Value provided is invalid, Value: ${text}`);
    if (seen.has(name)) throw refuse(`Duplicate Tag Keys provided as input: Duplicate Tag Key found ${name}`);
    seen.add(name);
  }
  if (seen.size > MOST_TAGS)
    throw refuse("Number of Tags exceed the current limit for the provided ResourceArn");
}

function checkTagging(context: Context): void {
  const arn = checkResource(context);
  const { Tags } = context.input;
  const tags = Array.isArray(Tags) ? (Tags as readonly Structure[]) : [];
  if (tags.length === 0) throw refuse("Atleast one Tag needs to be provided as Input.");
  checkTable(context, arn, `Requested resource not found: ResourcArn: ${arn} not found`);
  checkTags(tags);
  const names = new Set([
    ...(findTable(context, arn)?.thing.tags.keys() ?? []),
    ...tags.map(({ Key }) => String(Key)),
  ]);
  if (names.size > MOST_TAGS)
    throw refuse("Number of Tags exceed the current limit for the provided ResourceArn");
}

function checkUntagging(context: Context): void {
  const arn = checkResource(context);
  const { TagKeys } = context.input;
  if (!Array.isArray(TagKeys) || TagKeys.length === 0)
    throw refuse("Atleast one Tag Key needs to be provided as Input.");
  checkTable(context, arn, "Requested resource not found");
}

/** What is refused is answered, and all else left. */
function checking(check: (context: Context) => void): (context: Context) => Done | undefined {
  return (context) => {
    if (context.told) return undefined;
    try {
      check(context);
      return undefined;
    } catch (problem) {
      if (problem instanceof RefusedRequest) return { error: problem.error };
      throw problem;
    }
  };
}

function listTags(context: Context): Structure {
  const arn = checkResource(context);
  checkTable(context, arn, `Requested resource not found: ResourcArn: ${arn} not found`);
  const all = [...(findTable(context, arn)?.thing.tags ?? [])].map(([Key, Value]) => ({ Key, Value }));
  const start = readNumber(Number(readText(context.input, "NextToken"))) ?? 0;
  const end = start + PAGE;
  return writeMembers({
    Tags: all.slice(start, end),
    NextToken: end < all.length ? String(end) : undefined,
  });
}

/** What is checked before the generic behaviour tags. */
export const tagChecks = {
  TagResource: checking(checkTagging),
  UntagResource: checking(checkUntagging),
};

export const tableTags = { ListTagsOfResource: listTags };
