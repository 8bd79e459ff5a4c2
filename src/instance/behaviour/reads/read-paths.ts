/** Where in the answer of a read things stand, which the tables say by what makes them, and members by what they have in common. */

import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation, Shape } from "../../../aws/model/types.ts";
import type { Deed } from "../../../aws/resources/types.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { findShape } from "../../../plan/missing/derived/paths.ts";
import type { Context } from "../context.ts";
import { isNameOf } from "../names/own-names.ts";
import { findOnlyList, listMakings } from "./by-readings.ts";
import { findPath, type OutputPath } from "./view.ts";

/** Whether a read names only what things stand in, of which each has a name there: the destinations of a set's events. */
function listsInside({ meaning, resources }: Context, makings: ReturnType<typeof listMakings>): boolean {
  if (meaning.input.length === 0 || meaning.input.some(({ part }) => part !== "container")) return false;
  const hasName = ({ maker, type }: (typeof makings)[number]) =>
    resources.operations[maker]?.input.some((one) => one.part === "own" && one.type === type) === true;
  return makings.length > 0 && makings.every((one) => one.lists && hasName(one));
}

/** Whether an operation tells things in pages, and is asked for none by its name: a read that is a list. */
function isListing(context: Context): boolean {
  const { operation, meaning } = context;
  if (meaning.deed === "list") return true;
  const makings = listMakings(context);
  // A read that nothing names a thing for, and that is known to list what others make.
  if (meaning.input.length === 0 && makings.length > 0 && makings.every(({ lists }) => lists)) return true;
  if (listsInside(context, makings)) return true;
  // Names that can be left out ask for some of all that there is.
  const own = meaning.input.filter(({ part }) => part === "own");
  const required = operation.input?.required ?? [];
  const isList = own.some(({ path }) => /^\w+\[\]$/.test(path));
  if (isList && own.every(({ path }) => !required.includes(path.replace("[]", "")))) return true;
  const items = operation.pagination?.items ?? [];
  return items.length > 0 && own.length === 0 && !isItselfSet(context);
}

const SETS: ReadonlySet<Deed> = new Set(["create", "put", "update"]);

/** Whether an answer in pages is what calls set as a whole, and its list a part of that: a configuration with its features. */
function isItselfSet({ operation, meaning, resources }: Context): boolean {
  const [item] = listMembers(operation.output).flatMap(([name, { member }]) =>
    operation.pagination?.items?.includes(name) && member ? [member] : [],
  );
  const setting = Object.entries(resources.operations).filter(
    ([, { type, deed }]) => type === meaning.type && SETS.has(deed),
  );
  return setting.some(([name]) => {
    const given = listGiven(operation.model.operations[name]);
    return countShared(given, operation.output) > countShared(given, item) + 1;
  });
}

/** What is given to an operation that makes things, at the top and a structure deeper. */
function listGiven(operation: Operation | undefined): ReadonlySet<string> {
  return new Set(
    listMembers(operation?.input).flatMap(([name, { members = {} }]) => [name, ...Object.keys(members)]),
  );
}

function countShared(names: ReadonlySet<string>, shape: Shape | undefined): number {
  return listMembers(shape).filter(([name]) => names.has(name)).length;
}

/** The paths that may be meant where a table says one: the lists beside it, and those that it stands in. */
function listOthers({ output }: Operation, at: OutputPath): OutputPath[] {
  const inner = at.slice(0, at.lastIndexOf("[]") + 2);
  const outer = inner.includes(".") ? inner.slice(0, inner.lastIndexOf(".")) : "";
  const prefix = outer === "" ? "" : `${outer}.`;
  const beside = listMembers(findShape(output, outer)).flatMap(([name, { member }]) =>
    member?.type === "structure" ? [`${prefix}${name}[]`] : [],
  );
  return [...new Set([at, inner, ...beside])];
}

const chosen = new WeakMap<Operation, Map<string, OutputPath>>();

/** Where the things of a maker stand: of the lists that may be meant, the one whose items have most of what it was given. */
function choosePath({ operation }: Context, maker: string, at: OutputPath): OutputPath {
  if (!at.includes("[]")) return at;
  const known = chosen.getOrInsertComputed(operation, () => new Map());
  return known.getOrInsertComputed(`${maker} ${at}`, () => {
    const names = listGiven(operation.model.operations[maker]);
    const count = (path: OutputPath) => countShared(names, findShape(operation.output, path));
    return listOthers(operation, at).reduce((best, path) => (count(path) > count(best) ? path : best));
  });
}

/** Where the things that an operation makes stand in the answer; undefined where the tables do not say it. */
export function findMadePath(context: Context, maker: string): OutputPath | undefined {
  const making = listMakings(context).find((one) => one.maker === maker);
  if (making?.at === undefined || making.at === "") return undefined;
  const at = choosePath(context, maker, making.at);
  const isName = isNameOf(context.operation, context.meaning, making.type, at);
  return isName ? at.slice(0, at.lastIndexOf(".")) : at;
}

/** Where things of a type stand, as the readings of the table say, which are surer than their names in the output. */
export function findReadPath(context: Context, type: string): OutputPath | undefined {
  const making = listMakings(context).find(
    (one) => one.type === type && one.at !== undefined && one.at !== "",
  );
  if (making) return findMadePath(context, making.maker);
  const path = findPath(context, type);
  return path !== undefined && tellsOthers(context, path) ? "" : path;
}

/** Whether a read that demands one thing's name lists something else: the events of a stack, which name that. */
function tellsOthers(context: Context, path: OutputPath): boolean {
  const { meaning, operation } = context;
  const isOfOne = meaning.input.some(
    (one) =>
      one.part === "own" &&
      !one.path.includes("[]") &&
      operation.input?.required?.includes(one.path) === true,
  );
  return path.includes("[]") && isOfOne && listMakings(context).length === 0;
}

/** The same, where a list tells its things by no name. */
export function tellPath(context: Context, type: string): OutputPath | undefined {
  const isOfOthers = listMakings(context).some((one) => one.type !== type);
  const list = isListing(context) && !isOfOthers ? findOnlyList(context.operation) : undefined;
  const only = list !== undefined && tellsOthers(context, list) ? "" : list;
  return findReadPath(context, type) ?? only ?? findOnlyMap(context);
}

/** The map in which an answer has each thing that is named, where it has nothing else: `DkimAttributes{}`. */
function findOnlyMap({ operation, meaning }: Context): OutputPath | undefined {
  const [[name, shape] = [], ...others] = listMembers(operation.output);
  const isNamed = meaning.input.some(({ part, path }) => part === "own" && path.endsWith("[]"));
  return shape?.type === "map" && others.length === 0 && isNamed ? `${name}{}` : undefined;
}

compileLightly(listOthers);
