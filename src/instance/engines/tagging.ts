/** The tagging API: tags of what stands, of whichever service. https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/Welcome.html */
import { splitArn } from "../../aws/resources/arns.ts";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { type Context, nameAttached } from "../behaviour/context.ts";
import { paginate } from "../behaviour/reads/pages.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { merge, readText, type ServiceEngine } from "./engine.ts";

/** What is global is told in the first region. */
const GLOBAL_REGION = "us-east-1";

/**
 * Types, by their services, that this API does not tell: https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html
 */
const UNTOLD: ReadonlySet<string> = new Set([
  "iam role",
  "iam user",
  "organizations account",
  "organizations organizational-unit",
  "organizations policy",
  "organizations root",
]);

/** The region in which a thing is told: a bucket's own, though its name is known in all. */
function tellRegion({ place, members }: Thing): string {
  const [home] = readTexts(parsePath("CreateBucketConfiguration.LocationConstraint"), members);
  return place.region || (home ?? GLOBAL_REGION);
}

/** What of the caller's account and region has an ARN and can have tags. */
function listThings({ store, caller }: Context): Thing[] {
  return [...store.listAll()].filter(
    (thing) =>
      thing.place.account === caller.account &&
      thing.names.arn !== undefined &&
      !thing.type.endsWith(nameAttached("")) &&
      !UNTOLD.has(`${thing.service} ${thing.type}`) &&
      tellRegion(thing) === caller.region,
  );
}

function listTexts(input: Structure, path: string): string[] {
  return readTexts(parsePath(path), input);
}

/** Whether a thing is of a type as this API writes them: `ec2`, `ec2:instance`. Not every ARN tells it, a bucket's is a name alone. */
function isOfType({ names, type: own }: Thing, type: string): boolean {
  const { service, resource = "" } = splitArn(names.arn ?? "") ?? {};
  const [wanted, kind] = type.split(":");
  const [first] = resource.split(/[/:]/);
  return service === wanted && (kind === undefined || first === kind || own === kind);
}

function listItems(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

function hasTags({ tags }: Thing, filter: Value): boolean {
  if (!isStructure(filter)) return true;
  const own = tags.get(readText(filter, "Key"));
  const values = listTexts(filter, "Values[]");
  return own !== undefined && (values.length === 0 || values.includes(own));
}

/** The tagged things that a call asks for. */
function listAsked(context: Context): Thing[] {
  const { input } = context;
  const [arns, types] = [listTexts(input, "ResourceARNList[]"), listTexts(input, "ResourceTypeFilters[]")];
  const filters = listItems(input["TagFilters"]);
  return listThings(context).filter((thing) => {
    const { arn = "" } = thing.names;
    return (
      thing.tags.size > 0 &&
      (arns.length === 0 || arns.includes(arn)) &&
      (types.length === 0 || types.some((type) => isOfType(thing, type))) &&
      filters.every((filter) => hasTags(thing, filter))
    );
  });
}

function answerPage<T>(context: Context, member: string, all: readonly T[], write: (one: T) => Value): Done {
  const page = paginate(context.operation, context.input, all);
  if (!page)
    return {
      error: { code: "PaginationTokenExpiredException", message: "The token is not valid", status: 400 },
    };
  return { output: merge({ PaginationToken: "" }, { [member]: page.items.map(write) }, page.more) };
}

/** Changes the tags of each thing that a call names; what does not stand is told. */
function change(context: Context, set: (tags: Map<string, string>) => void): Done {
  const { store, input, told } = context;
  const byArn = new Map([...store.listAll()].map((thing) => [thing.names.arn, thing]));
  const failed: Record<string, Value> = makeStructure();
  for (const arn of listTexts(input, "ResourceARNList[]")) {
    const thing = byArn.get(arn);
    const message = `The resource ${arn} does not exist`;
    if (!thing) {
      failed[arn] = merge({ StatusCode: 400, ErrorCode: "InvalidParameterException", ErrorMessage: message });
      continue;
    }
    const tags = new Map(thing.tags);
    set(tags);
    store.put({ ...thing, tags });
  }
  return { output: told?.output ?? merge({ FailedResourcesMap: failed as Structure }) };
}

export const tagging: ServiceEngine = {
  GetResources: (context) =>
    answerPage(context, "ResourceTagMappingList", listAsked(context), ({ names, tags }) =>
      merge({
        ResourceARN: names.arn ?? "",
        Tags: [...tags].map(([Key, Value]) => merge({ Key, Value })),
      }),
    ),
  GetTagKeys(context) {
    const keys = new Set(listThings(context).flatMap(({ tags }) => [...tags.keys()]));
    return answerPage(context, "TagKeys", [...keys], (key) => key);
  },
  GetTagValues(context) {
    const key = readText(context.input, "Key");
    const values = new Set(listThings(context).flatMap(({ tags }) => tags.get(key) ?? []));
    return answerPage(context, "TagValues", [...values], (value) => value);
  },
  TagResources(context) {
    const given = context.input["Tags"];
    return change(context, (tags) => {
      for (const [key, value] of isStructure(given ?? null) ? Object.entries(given as Structure) : [])
        if (typeof value === "string") tags.set(key, value);
    });
  },
  UntagResources: (context) =>
    change(context, (tags) => {
      for (const key of listTexts(context.input, "TagKeys[]")) tags.delete(key);
    }),
};
