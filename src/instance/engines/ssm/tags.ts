/** Tags of parameters; those of other things are the generic behaviour's. https://docs.aws.amazon.com/systems-manager/latest/userguide/tagging-resources.html */
import { makeStructure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { findParameter } from "./parameter.ts";

const MOST_TAGS = 50;

/** The parameter that a call is about; undefined where it is about something else. */
function findTagged(context: Context): Thing | undefined {
  const { input } = context;
  if (readText(input, "ResourceType") !== "Parameter") return undefined;
  const found = findParameter(context, readText(input, "ResourceId"));
  return (
    found ??
    refuse(
      "InvalidResourceId",
      "The resource ID isn't valid. Verify that you entered the correct ID and try again.",
    )
  );
}

/** AddTagsToResource: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
export function addTags(context: Context): Done | undefined {
  const parameter = findTagged(context);
  if (!parameter) return undefined;
  const given = listStructures(context.input["Tags"]);
  const tags = new Map([
    ...parameter.tags,
    ...given.map((tag) => [readText(tag, "Key"), readText(tag, "Value")] as const),
  ]);
  if (tags.size > MOST_TAGS) refuse("TooManyTagsError");
  context.store.put({ ...parameter, tags });
  return { output: makeStructure() };
}

/** RemoveTagsFromResource: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html */
export function removeTags(context: Context): Done | undefined {
  const parameter = findTagged(context);
  if (!parameter) return undefined;
  const gone = listTexts(context.input["TagKeys"]);
  const tags = new Map([...parameter.tags].filter(([key]) => !gone.includes(key)));
  context.store.put({ ...parameter, tags });
  return { output: makeStructure() };
}

/** ListTagsForResource: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
export function listTags(context: Context): Done | undefined {
  const parameter = findTagged(context);
  if (!parameter) return undefined;
  const TagList = [...parameter.tags].map(([Key, Value]) => merge({ Key, Value }));
  return { output: merge({ TagList }) };
}
