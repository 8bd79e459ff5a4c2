/** Tags of parameters, documents, windows and baselines; those of other things are the generic behaviour's. https://docs.aws.amazon.com/systems-manager/latest/userguide/tagging-resources.html */
import { makeStructure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { findParameter } from "./parameter.ts";

const MOST_TAGS = 50;

/** The types of things with tags that are found here, by what calls name them. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ["Document", "document"],
  ["MaintenanceWindow", "maintenance-window"],
  ["PatchBaseline", "patch-baseline"],
]);

/** The thing that a call is about; undefined where it is of another type. */
function findTagged(context: Context): Thing | undefined {
  const { input, store } = context;
  const [kind, id] = [readText(input, "ResourceType"), readText(input, "ResourceId")];
  const type = TYPES.get(kind);
  if (kind !== "Parameter" && type === undefined) return undefined;
  const found =
    type === undefined
      ? findParameter(context, id)
      : store.find(placeOf(context, type), { service: "ssm", type }, [id]);
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
  const tagged = findTagged(context);
  if (!tagged) return undefined;
  const given = listStructures(context.input["Tags"]);
  const tags = new Map([
    ...tagged.tags,
    ...given.map((tag) => [readText(tag, "Key"), readText(tag, "Value")] as const),
  ]);
  if (tags.size > MOST_TAGS) refuse("TooManyTagsError");
  context.store.put({ ...tagged, tags });
  return { output: makeStructure() };
}

/** RemoveTagsFromResource: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html */
export function removeTags(context: Context): Done | undefined {
  const tagged = findTagged(context);
  if (!tagged) return undefined;
  const gone = listTexts(context.input["TagKeys"]);
  const tags = new Map([...tagged.tags].filter(([key]) => !gone.includes(key)));
  context.store.put({ ...tagged, tags });
  return { output: makeStructure() };
}

/** ListTagsForResource: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
export function listTags(context: Context): Done | undefined {
  const tagged = findTagged(context);
  if (!tagged) return undefined;
  const TagList = [...tagged.tags].map(([Key, Value]) => merge({ Key, Value }));
  return { output: merge({ TagList }) };
}
