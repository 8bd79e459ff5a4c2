/** Reads parameters. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-searching.html */
import type { Structure } from "../../../aws/values.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { paginate } from "../../behaviour/pages.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, listTexts, merge, readText } from "../engine.ts";
import { Refusal, refuse, refuseInput } from "../refusal.ts";
import { demandFilters, fitsFormer, passes } from "./filters.ts";
import { demandPath } from "./names.ts";
import {
  type FoundVersion,
  findVersion,
  listLabels,
  listVersions,
  PARAMETER,
  readSelected,
  refuseParameter,
  refuseVersion,
  settle,
  tellDetails,
  tellVersion,
} from "./parameter.ts";
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

function tellFound(context: Context, { parameter, version, selector }: FoundVersion): Promise<Structure> {
  return tell(context, parameter, version, selector);
}

/** GetParameter: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export async function getParameter(context: Context): Promise<Done> {
  const text = readText(context.input, "Name");
  if (text.startsWith(SECRETS)) return { output: merge({ Parameter: await readSecret(context, text) }) };
  const found = findVersion(context, text);
  if (!found) return refuseParameter();
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

/** The parameters that stand and are meant. */
function listAll(context: Context, isMeant: (parameter: Thing) => boolean): readonly Thing[] {
  const all = context.store.list(placeOf(context, PARAMETER.type), PARAMETER).filter(isMeant);
  return all.filter((parameter) => settle(context, parameter) !== undefined);
}

/** The page that a call asks for; `usual`: how many where it does not say. */
function takePage<T>(context: Context, items: readonly T[], usual: number) {
  const { operation, input } = context;
  const page = paginate(operation, merge({ MaxResults: usual }, input), items);
  return page ?? refuse("InvalidNextToken", "The specified token isn't valid.");
}

/** GetParametersByPath: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export async function getByPath(context: Context): Promise<Done> {
  const { input } = context;
  const path = readText(input, "Path");
  demandPath(path);
  const filters = demandFilters(listStructures(input["ParameterFilters"]), true);
  const start = path.endsWith("/") ? path : `${path}/`;
  const isRecursive = input["Recursive"] === true;
  const isUnder = ({ chain: [name = ""] }: Thing) => {
    const whole = name.startsWith("/") ? name : `/${name}`;
    return whole.startsWith(start) && (isRecursive || !whole.includes("/", start.length));
  };
  const labels = filters.find(({ key }) => key === "Label")?.values;
  const under = listAll(context, isUnder).flatMap((parameter) => {
    const find = () => listVersions(context, parameter);
    // What is asked of the last version alone, the parameter says itself.
    const version = labels
      ? find().find((one) => listLabels(one).some((label) => labels.includes(label)))
      : parameter;
    if (!version || !passes(parameter, version, filters)) return [];
    return [{ parameter, find: () => (labels ? version : (find().at(-1) ?? parameter)) }];
  });
  const page = takePage(context, under, 10);
  const Parameters: Structure[] = [];
  for (const { parameter, find } of page.items) Parameters.push(await tell(context, parameter, find()));
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
  const isMeant = (parameter: Thing) =>
    input["Shared"] !== true &&
    passes(parameter, parameter, filters) &&
    fitsFormer(parameter, parameter, former);
  const page = takePage(context, listAll(context, isMeant), 10);
  const Parameters = page.items.map((parameter) => {
    const version = listVersions(context, parameter).at(-1) ?? parameter;
    const ARN = readText(tellVersion(parameter, version), "ARN");
    return merge(tellDetails(parameter, version), { ARN });
  });
  return { output: merge({ Parameters }, page.more) };
}
