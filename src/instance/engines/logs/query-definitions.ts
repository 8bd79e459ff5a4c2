/** Queries that are kept under a name. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { readNumber } from "./groups.ts";
import { paginate } from "./pages.ts";
import { fail } from "./refusals.ts";

const KIND = { service: "logs", type: "query-definition" };
const ABSENT = fail("ResourceNotFoundException", "The specified query definition does not exist.");
const MOST = 1000;

function idOf({ names, chain }: Thing): string {
  return names.id ?? chain.at(-1) ?? "";
}

function list({ store, caller }: Context): Thing[] {
  return store.list(caller, KIND);
}

/** Keeps a query, or changes the one of an id. */
export function putQueryDefinition(context: Context): Done {
  const { input, now, operation, told, store, mint, caller } = context;
  const given = readText(input, "queryDefinitionId");
  const before = given === "" ? undefined : list(context).find((one) => idOf(one) === given);
  if (given !== "" && !before && !told) return ABSENT;
  const id = (told && readText(told.output, "queryDefinitionId")) || given || makeUuid(mint(32));
  const { clientToken: _, queryDefinitionId: __, ...members } = input;
  const lastModified = now;
  store.put({
    ...KIND,
    place: { account: caller.account, region: caller.region },
    chain: [id],
    within: undefined,
    names: { id },
    members: merge({ queryLanguage: "CWLI" }, members, { lastModified }),
    tags: new Map(),
    createdAt: before?.createdAt ?? now,
    call: { operation: operation.name, event: told?.event, input, output: makeStructure() },
  });
  return { output: told?.output ?? merge({ queryDefinitionId: id }) };
}

function tell(definition: Thing): Structure {
  return merge({ queryDefinitionId: idOf(definition) }, definition.members);
}

/** Tells what is kept, by the names. */
export function describeQueryDefinitions(context: Context): Done {
  const { input } = context;
  const [prefix, language] = [readText(input, "queryDefinitionNamePrefix"), readText(input, "queryLanguage")];
  const nameOf = (one: Thing) => `${readText(one.members, "name")}\n${idOf(one)}`;
  const all = list(context).filter(
    (one) =>
      nameOf(one).startsWith(prefix) &&
      (language === "" || readText(one.members, "queryLanguage") === language),
  );
  all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const page = paginate(all, nameOf, readText(input, "nextToken"), readNumber(input, "maxResults") ?? MOST);
  if ("error" in page) return page;
  return { output: merge({ queryDefinitions: page.items.map(tell) }, page.more) };
}

/** Forgets a query. */
export function deleteQueryDefinition(context: Context): Done {
  const { input, told, store } = context;
  const found = list(context).find((one) => idOf(one) === readText(input, "queryDefinitionId"));
  if (!found) return told ? { output: told.output } : ABSENT;
  store.remove(found);
  return { output: merge({ success: true }) };
}
