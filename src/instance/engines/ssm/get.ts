/** Reads parameters. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-searching.html */
import type { Structure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { paginate, walkPage } from "../../behaviour/reads/pages.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { isOver, listStructures, listTexts, merge, readText } from "../engine.ts";
import { Refusal, refuse, refuseInput } from "../refusal.ts";
import { demandFilters, fitsFormer, passes } from "./filters.ts";
import { demandAskedName, demandPath } from "./names.ts";
import {
  type FoundParameter,
  findVersion,
  listLabels,
  listVersions,
  PARAMETER,
  readSelected,
  refuseParameter,
  refuseVersion,
  tellDetails,
  tellVersion,
} from "./parameter.ts";
import { listPublic } from "./public.ts";
import { readSecret, SECRETS, tellValue } from "./secure.ts";

async function tell(
  context: Context,
  parameter: Thing,
  version: Thing,
  selector?: string,
): Promise<Structure> {
  return merge(
    tellVersion(parameter, version),
    { Value: await tellValue(context, parameter, version) },
    selector === undefined ? {} : { Selector: `:${selector}` },
  );
}

/** A parameter that stands in no path is told by the name that it was asked for with, be there a slash before it or none. */
async function tellFound(
  context: Context,
  { name, isArn, parameter, version, selector }: FoundParameter,
): Promise<Structure> {
  const told = await tell(context, parameter, version, selector);
  return isArn ? told : merge(told, { Name: name });
}

/** GetParameter: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export async function getParameter(context: Context): Promise<Done> {
  const text = readText(context.input, "Name");
  if (text.startsWith(SECRETS)) return { output: merge({ Parameter: await readSecret(context, text) }) };
  const found = findVersion(context, text);
  if (!found) {
    demandAskedName(readSelected(text).name);
    return refuseParameter();
  }
  if (found === "version") {
    const { name, selector = "" } = readSelected(text);
    return refuseVersion(name, selector);
  }
  return { output: merge({ Parameter: await tellFound(context, found) }) };
}

/** GetParameters: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export async function getParameters(context: Context): Promise<Done> {
  const names = listTexts(context.input["Names"]);
  if (new Set(names).size < names.length) refuseInput("Duplicate parameter names are not allowed.");
  const Parameters: Structure[] = [];
  const InvalidParameters: string[] = [];
  for (const name of names) {
    const told = name.startsWith(SECRETS) ? await trySecret(context, name) : await tryOne(context, name);
    if (told) Parameters.push(told);
    else InvalidParameters.push(name);
  }
  return { output: merge({ Parameters, InvalidParameters }) };
}

function tryOne(context: Context, name: string): Promise<Structure> | undefined {
  const found = findVersion(context, name);
  return found && found !== "version" ? tellFound(context, found) : undefined;
}

async function trySecret(context: Context, name: string): Promise<Structure | undefined> {
  try {
    return await readSecret(context, name);
  } catch (error) {
    if (error instanceof Refusal && error.error.code === "ParameterNotFound") return undefined;
    throw error;
  }
}

/** The page that a call asks for; `usual`: how many where it does not say. */
function takePage<T>(context: Context, items: readonly T[], usual: number) {
  const { operation, input } = context;
  const page = paginate(operation, merge({ MaxResults: usual }, input), items);
  return page ?? refuse("InvalidNextToken", "The specified token isn't valid.");
}

/** The page that a call asks for of the parameters that `pick` takes. One whose policy has ended it is no more. */
function walkParameters<T>(
  context: Context,
  all: readonly Thing[],
  pick: (parameter: Thing) => T | undefined,
) {
  const { operation, input, now } = context;
  const page = walkPage(operation, merge({ MaxResults: 10 }, input), all, (parameter) =>
    isOver(parameter.members, now) ? undefined : pick(parameter),
  );
  return page ?? refuse("InvalidNextToken", "The specified token isn't valid.");
}

/** The paths under which a parameter stands: directly, and at any depth. The directory `/` is "". */
function listPaths({ chain: [name = ""] }: Thing): readonly string[] {
  const parts = (name.startsWith("/") ? name.slice(1) : name).split("/").slice(0, -1);
  const paths = ["", ...parts.map((_part, at) => `/${parts.slice(0, at + 1).join("/")}`)];
  return [...paths.map((path) => `under ${path}`), `in ${paths.at(-1)}`];
}

/** GetParametersByPath: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export async function getByPath(context: Context): Promise<Done> {
  const { input, store } = context;
  const path = readText(input, "Path");
  demandPath(path);
  const filters = demandFilters(listStructures(input["ParameterFilters"]), true);
  const text = `${input["Recursive"] === true ? "under" : "in"} ${path.replace(/\/$/, "")}`;
  const all =
    listPublic(context, path, input["Recursive"] === true) ??
    store.listBy(placeOf(context, PARAMETER.type), PARAMETER, { index: "path", read: listPaths }, [text]);
  const labels = filters.find(({ key }) => key === "Label")?.values;
  const page = walkParameters(context, all, (parameter) => {
    // What is asked of the last version alone, the parameter says itself.
    const version = labels
      ? listVersions(context, parameter).find((one) =>
          listLabels(one).some((label) => labels.includes(label)),
        )
      : parameter;
    return version && passes(parameter, version, filters) ? { parameter, version } : undefined;
  });
  const Parameters: Structure[] = [];
  for (const { parameter, version } of page.items) {
    const told = labels ? version : (listVersions(context, parameter).at(-1) ?? parameter);
    Parameters.push(await tell(context, parameter, told));
  }
  return { output: merge({ Parameters }, page.more) };
}

/** GetParameterHistory: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html */
export async function getHistory(context: Context): Promise<Done> {
  const found = findVersion(context, readText(context.input, "Name"));
  if (!found || found === "version") return refuseParameter();
  const { parameter } = found;
  const page = takePage(context, listVersions(context, parameter), 50);
  const Parameters: Structure[] = [];
  for (const version of page.items) {
    const Value = await tellValue(context, parameter, version);
    Parameters.push(merge(tellDetails(parameter, version), { Value, Labels: listLabels(version) }));
  }
  return { output: merge({ Parameters }, page.more) };
}

/** DescribeParameters: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
export function describeParameters(context: Context): Done {
  const { input } = context;
  const former = listStructures(input["Filters"]);
  const given = listStructures(input["ParameterFilters"]);
  if (former.length > 0 && given.length > 0)
    refuseInput("You can use either Filters or ParameterFilters in a single request.");
  const filters = demandFilters(given, false);
  // Nobody shares parameters with anybody here.
  const isShared = input["Shared"] === true;
  const all = isShared ? [] : context.store.list(placeOf(context, PARAMETER.type), PARAMETER);
  const page = walkParameters(context, all, (parameter) =>
    passes(parameter, parameter, filters) && fitsFormer(parameter, parameter, former) ? parameter : undefined,
  );
  const Parameters = page.items.map((parameter) => {
    const version = listVersions(context, parameter).at(-1) ?? parameter;
    const ARN = readText(tellVersion(parameter, version), "ARN");
    return merge(tellDetails(parameter, version), { ARN });
  });
  return { output: merge({ Parameters }, page.more) };
}
