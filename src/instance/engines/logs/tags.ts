/** Tags of log groups by both APIs, and of what else has an ARN. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
import { isStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { findGroup, findIdentified } from "./groups.ts";
import { fail, NO_GROUP, type Refused } from "./refusals.ts";

const SERVICE = "logs";
const MOST_TAGS = 50;

/** What an ARN names, of whichever type. */
function findTagged(context: Context): Thing | Refused {
  const { input, store, caller } = context;
  const arn = readText(input, "resourceArn");
  const group = arn.includes(":log-group:") ? findIdentified(context, arn) : undefined;
  if (group) return group;
  for (const type of store.listTypes(caller, SERVICE)) {
    const found = store.find(caller, { service: SERVICE, type }, [arn]);
    if (found?.names.arn === arn) return found;
  }
  return fail("ResourceNotFoundException", "The specified resource does not exist.");
}

function findNamed(context: Context): Thing | Refused {
  return findGroup(context, readText(context.input, "logGroupName")) ?? NO_GROUP;
}

type Find = (context: Context) => Thing | Refused;

function readTags({ tags }: Structure): readonly (readonly [string, string])[] {
  const given = isStructure(tags) ? Object.entries(tags) : [];
  return given.map(([key, value]) => [key, typeof value === "string" ? value : ""]);
}

function add(find: Find): (context: Context) => Done {
  return (context) => {
    const thing = find(context);
    if ("error" in thing) return thing;
    const tags = new Map([...thing.tags, ...readTags(context.input)]);
    if (tags.size > MOST_TAGS && !context.told)
      return fail("TooManyTagsException", `A resource can have no more than ${MOST_TAGS} tags.`);
    context.store.put({ ...thing, tags });
    return { output: merge() };
  };
}

function take(find: Find, member: string): (context: Context) => Done {
  return (context) => {
    const thing = find(context);
    if ("error" in thing) return thing;
    const keys = listTexts(context.input[member]);
    context.store.put({ ...thing, tags: new Map([...thing.tags].filter(([key]) => !keys.includes(key))) });
    return { output: merge() };
  };
}

function list(find: Find): (context: Context) => Done {
  return (context) => {
    const thing = find(context);
    return "error" in thing ? thing : { output: merge({ tags: merge(Object.fromEntries(thing.tags)) }) };
  };
}

export const tagLogGroup = add(findNamed);
export const tagResource = add(findTagged);
export const untagLogGroup = take(findNamed, "tags");
export const untagResource = take(findTagged, "tagKeys");
export const listTagsLogGroup = list(findNamed);
export const listTagsForResource = list(findTagged);
