/** Reads parameters. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-searching.html */
import type { Structure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { isOver, listStructures, listTexts, merge, readText } from "../engine.ts";
import { Refusal, refuseInput } from "../refusal.ts";
import { demandFilters, fitsFormer, passes } from "./filters.ts";
import { demandAskedName, demandPath } from "./names.ts";
import { takePage, walkItems } from "./pages.ts";
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
  // What is asked for twice is told once.
  const names = [...new Set(listTexts(context.input["Names"]))];
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

/** The page that a call asks for of the parameters that `pick` takes. One whose policy has ended it is no more. */
function walkParameters<T>(
  context: Context,
  all: readonly Thing[],
  pick: (parameter: Thing) => T | undefined,
  isOpen = false,
) {
  const pickLasting = (parameter: Thing) =>
    isOver(parameter.members, context.now) ? undefined : pick(parameter);
  return walkItems(context, all, pickLasting, { usual: 10, isOpen });
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
  const name = readText(context.input, "Name");
  const found = findVersion(context, name);
  if (!found || found === "version") return refuseParameter(name);
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
  const pick = (parameter: Thing) =>
    passes(parameter, parameter, filters) && fitsFormer(parameter, parameter, former) ? parameter : undefined;
  // AWS looks no further than the page: whether there is another one, the next call tells.
  const page = walkParameters(context, all, pick, true);
  const Parameters = page.items.map((parameter) => {
    const version = listVersions(context, parameter).at(-1) ?? parameter;
    const ARN = readText(tellVersion(parameter, version), "ARN");
    return merge(tellDetails(parameter, version), { ARN });
  });
  return { output: merge({ Parameters }, page.more) };
}
