/** Tags of whatever has some. https://docs.aws.amazon.com/systems-manager/latest/userguide/tagging-resources.html */
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
  ["Association", "association"],
  ["Automation", "automation-execution"],
  ["Document", "document"],
  ["MaintenanceWindow", "maintenance-window"],
  ["ManagedInstance", "managed-instance"],
  ["OpsItem", "ops-item"],
  ["OpsMetadata", "ops-metadata"],
  ["PatchBaseline", "patch-baseline"],
]);

/** The thing that a call is about. Throws a Refusal where there is none. */
function demandTagged(context: Context): Thing {
  const { input, store } = context;
  const [kind, id] = [readText(input, "ResourceType"), readText(input, "ResourceId")];
  const type = TYPES.get(kind);
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
export function addTags(context: Context): Done {
  const tagged = demandTagged(context);
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
export function removeTags(context: Context): Done {
  const tagged = demandTagged(context);
  const gone = listTexts(context.input["TagKeys"]);
  const tags = new Map([...tagged.tags].filter(([key]) => !gone.includes(key)));
  context.store.put({ ...tagged, tags });
  return { output: makeStructure() };
}

/** ListTagsForResource: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
export function listTags(context: Context): Done {
  const tagged = demandTagged(context);
  const TagList = [...tagged.tags].map(([Key, Value]) => merge({ Key, Value }));
  return { output: merge({ TagList }) };
}
