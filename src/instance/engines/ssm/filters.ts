/** Filters of parameters. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
import type { Structure } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { demandPath } from "./names.ts";
import { listLabels, nameOf, SECURE, USUAL_KEY } from "./parameter.ts";

/** A filter that was found to be one. */
export interface ParameterFilter {
  readonly key: string;
  readonly option: string;
  readonly values: readonly string[];
}

const TAG = "tag:";
const OF_LISTS = ["Path", "Name", "Type", "KeyId", "Tier"];
const OF_PATHS = ["Type", "KeyId"];
const CHOICES: ReadonlyMap<string, readonly string[]> = new Map([
  ["Type", ["String", "StringList", "SecureString"]],
  ["Tier", ["Standard", "Advanced", "Intelligent-Tiering"]],
]);
const OPTIONS = ["BeginsWith", "Equals"];
const PATH_OPTIONS = ["Recursive", "OneLevel"];

function demandOption(key: string, option: string): void {
  const valid = key === "Path" ? PATH_OPTIONS : OPTIONS;
  if (!valid.includes(option) && !(key === "Name" && option === "Contains"))
    refuse(
      "InvalidFilterOption",
      `The following filter option is not valid: ${option}. Valid options include: [${valid.join(", ")}].`,
    );
}

function demandValues(key: string, values: readonly string[]): void {
  if (values.length === 0 && !key.startsWith(TAG))
    refuse("InvalidFilterValue", `The following filter values are missing : null for filter key ${key}.`);
}

function demandChoices(key: string, values: readonly string[]): void {
  if (key === "Path") for (const value of values) demandPath(value);
  const choices = CHOICES.get(key);
  const wrong = choices && values.find((value) => !choices.includes(value));
  if (choices && wrong !== undefined)
    refuse(
      "InvalidFilterOption",
      `The following filter value is not valid: ${wrong}. Valid values include: [${choices.join(", ")}].`,
    );
}

/** The filters of a call. Throws a Refusal where one is none. `isByPath`: whether parameters are read by a path. */
export function demandFilters(given: readonly Structure[], isByPath: boolean): readonly ParameterFilter[] {
  const filters: ParameterFilter[] = [];
  const valid = isByPath ? OF_PATHS : OF_LISTS;
  for (const one of given) {
    const key = readText(one, "Key");
    const isOther = isByPath ? ["Name", "Path", "Tier"].includes(key) : key === "Label";
    if (isOther)
      refuse(
        "InvalidFilterKey",
        `The following filter key is not valid: ${key}. Valid filter keys include: [${valid.join(", ")}].`,
      );
    const option = readText(one, "Option") || (key === "Path" ? "OneLevel" : "Equals");
    const values = listTexts(one["Values"]);
    demandValues(key, values);
    if (filters.some((filter) => filter.key === key))
      refuse(
        "InvalidFilterKey",
        `The following filter is duplicated in the request: ${key}. A request can contain only one occurrence of a specific filter.`,
      );
    demandOption(key, option);
    demandChoices(key, values);
    filters.push({ key, option, values });
  }
  return filters;
}

/** A name with the slash that it may have been given without. */
function root(name: string): string {
  return name.startsWith("/") ? name : `/${name}`;
}

function isUnder(name: string, path: string, isRecursive: boolean): boolean {
  const start = path === "/" ? "/" : `${root(path).replace(/\/$/, "")}/`;
  return root(name).startsWith(start) && (isRecursive || !root(name).includes("/", start.length));
}

function readTexts(key: string, parameter: Thing, { members }: Thing): readonly string[] {
  if (key.startsWith(TAG)) {
    const value = parameter.tags.get(key.slice(TAG.length));
    return value === undefined ? [] : [value];
  }
  if (key === "Name") return [root(nameOf(parameter))];
  const preset = key === "Tier" ? "Standard" : key === "KeyId" && members["Type"] === SECURE ? USUAL_KEY : "";
  const text = readText(members, key) || preset;
  return text === "" ? [] : [text];
}

function fits(parameter: Thing, version: Thing, { key, option, values }: ParameterFilter): boolean {
  if (key === "Path") return values.some((path) => isUnder(nameOf(parameter), path, option === "Recursive"));
  if (key === "Label") return listLabels(version).some((label) => values.includes(label));
  const texts = readTexts(key, parameter, version);
  // Who names a tag and no value asks whether it is there.
  if (values.length === 0) return texts.length > 0;
  const wanted = key === "Name" && option !== "Contains" ? values.map(root) : values;
  return texts.some((text) =>
    wanted.some((value) =>
      option === "BeginsWith"
        ? text.startsWith(value)
        : option === "Contains"
          ? text.includes(value)
          : text === value,
    ),
  );
}

/** Whether a parameter passes all filters. */
export function passes(parameter: Thing, version: Thing, filters: readonly ParameterFilter[]): boolean {
  return filters.every((filter) => fits(parameter, version, filter));
}

/** Whether a parameter passes filters as they were before there were options: names by how they begin. */
export function fitsFormer(parameter: Thing, version: Thing, filters: readonly Structure[]): boolean {
  return filters.every((filter) => {
    const key = readText(filter, "Key");
    const option = key === "Name" ? "BeginsWith" : "Equals";
    return fits(parameter, version, { key, option, values: listTexts(filter["Values"]) });
  });
}
