/** Tags of keys. https://docs.aws.amazon.com/kms/latest/developerguide/tagging-keys.html */
import type { Structure, Value } from "../../../aws/values.ts";
import { makeStructure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { findAsked } from "./find-key.ts";
import { demandCustomers, demandState } from "./key.ts";
import { tellPage } from "./pages.ts";

const MOST_TAGS = 50;
const USUAL_PAGE = 50;

/** Tags as an input gives them. Throws a Refusal where they are none. */
export function readTags(
  value: Value | undefined,
  has: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const given = listStructures(value);
  const tags = new Map(given.map((tag) => [readText(tag, "TagKey"), readText(tag, "TagValue")]));
  if (tags.size < given.length) refuse("TagException", "Duplicate tag keys");
  for (const key of tags.keys())
    if (key.toLowerCase().startsWith("aws:")) refuse("TagException", "Tags beginning with aws: are reserved");
  const all = new Map([...has, ...tags]);
  if (all.size > MOST_TAGS) refuse("TagException", "Too many tags");
  return all;
}

/** Tags as answers have them. */
export function tellTags(tags: ReadonlyMap<string, string>): readonly Structure[] {
  return [...tags].map(([TagKey, TagValue]) => merge({ TagKey, TagValue }));
}

const CHANGEABLE = ["Disabled", "PendingImport", "Unavailable"];

/** TagResource: https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html */
export function tagKey(context: Context): Done {
  const key = findAsked(context);
  demandCustomers(key, context);
  demandState(key, CHANGEABLE);
  const { thing } = key;
  context.store.put({ ...thing, tags: readTags(context.input["Tags"], thing.tags) });
  return { output: makeStructure() };
}

/** UntagResource: https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html */
export function untagKey(context: Context): Done {
  const key = findAsked(context);
  demandCustomers(key, context);
  demandState(key, CHANGEABLE);
  const { thing } = key;
  const gone = listTexts(context.input["TagKeys"]);
  const tags = new Map([...thing.tags].filter(([name]) => !gone.includes(name)));
  context.store.put({ ...thing, tags });
  return { output: makeStructure() };
}

/** ListResourceTags: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html */
export function listTags(context: Context): Done {
  const { thing } = findAsked(context);
  return { output: tellPage(context, "Tags", tellTags(thing.tags), USUAL_PAGE) };
}
