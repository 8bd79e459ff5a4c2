/**
 * Finds operations of the rest protocols by method, path, query and headers. A service's routes are compiled from its
 * model when it is first asked for.
 */

import { PairMap } from "../../base/pair-map.ts";
import {
  compileTemplate,
  decodeSegments,
  fitsPath,
  type PathTemplate,
  splitPath,
} from "../bindings/path-template.ts";
import { listFixedPairs } from "../bindings/target.ts";
import { listMembers } from "../model/shape.ts";
import type { Operation, ServiceModel, Shape } from "../model/types.ts";
import type { WireRequest } from "../wire.ts";
import { listOlderRoutes } from "./older-routes.ts";

interface RestRoute {
  readonly operation: Operation;
  readonly template: PathTemplate;
  readonly fixed: WireRequest["query"];
  /** The names in the query, and those of headers, that members are bound to. */
  readonly required: readonly Bound[];
  readonly optional: readonly Bound[];
  /** How much of the path and the query is told by the route itself. */
  readonly weights: readonly number[];
}

interface Bound {
  readonly in: "querystring" | "header";
  readonly name: string;
}

/** A route that takes the request. The first number in which two differ decides, the larger one wins. */
interface Match {
  readonly operation: Operation;
  readonly rank: () => readonly number[];
}

function listBound(input: Shape | undefined, isRequired: boolean): Bound[] {
  if (!input) return [];
  return listMembers(input).flatMap(([name, { location, locationName, type }]) => {
    if (location !== "querystring" && location !== "header") return [];
    if (type === "map" || (input.required?.includes(name) ?? false) !== isRequired) return [];
    const wireName = locationName ?? name;
    return [{ in: location, name: location === "header" ? wireName.toLowerCase() : wireName }];
  });
}

function countLiterals({ before, after }: PathTemplate): number {
  return [...before, ...after].filter((part) => "literal" in part).length;
}

function compileRoute(operation: Operation): RestRoute {
  const template = compileTemplate(operation.http.requestUri);
  const fixed = listFixedPairs(operation);
  return {
    operation,
    template,
    fixed,
    required: listBound(operation.input, true),
    optional: listBound(operation.input, false),
    weights: [countLiterals(template), template.before.length + template.after.length, fixed.length],
  };
}

/** Routes of one method and one first part of the path: those that any query fits, and the others by a name that theirs has. */
interface RouteGroup {
  readonly free: readonly RestRoute[];
  readonly fixed: ReadonlyMap<string, readonly RestRoute[]>;
}

/** Routes by method, and by the first part of the path where that is no label; "" has the others. */
type RouteTable = PairMap<RouteGroup>;

function firstPart({ before }: PathTemplate): string {
  const [first] = before;
  return first && "literal" in first ? first.literal : "";
}

const tables = new WeakMap<ServiceModel, RouteTable>();

function compileRoutes(model: ServiceModel): RouteTable {
  const routes = [...Object.values(model.operations), ...listOlderRoutes(model)].map(compileRoute);
  const table = new PairMap<RouteGroup>();
  for (const [method, all] of Map.groupBy(routes, ({ operation }) => operation.http.method))
    for (const [first, group] of Map.groupBy(all, ({ template }) => firstPart(template)))
      table.set(method, first, groupRoutes(group));
  return table;
}

function groupRoutes(routes: readonly RestRoute[]): RouteGroup {
  return {
    free: routes.filter(({ fixed }) => fixed.length === 0),
    fixed: Map.groupBy(
      routes.filter(({ fixed }) => fixed.length > 0),
      ({ fixed }) => fixed[0]?.[0] ?? "",
    ),
  };
}

/** The routes that a query may be for: an API may have a hundred of one method, told apart by it. */
function listCandidates({ free, fixed }: RouteGroup, pairs: Names["pairs"]): readonly RestRoute[] {
  if (fixed.size === 0 || pairs.size === 0) return free;
  const named = [...pairs.keys()].flatMap((name) => fixed.get(name) ?? []);
  return named.length === 0 ? free : [...named, ...free];
}

interface Names {
  readonly pairs: ReadonlyMap<string, string | undefined>;
  readonly headers: WireRequest["headers"];
}

function countPresent(bound: readonly Bound[], { pairs, headers }: Names): number {
  let count = 0;
  for (const { in: place, name } of bound)
    if (place === "header" ? headers[name] !== undefined : pairs.has(name)) count++;
  return count;
}

/** A bare name takes any value: `?acl` and `?acl=` are the same. */
function hasFixed(fixed: RestRoute["fixed"], { pairs }: Names): boolean {
  for (const [name, value] of fixed)
    if (!pairs.has(name) || (value !== undefined && pairs.get(name) !== value)) return false;
  return true;
}

/** What decides between two routes of the same weights but how many of the optional members are there, of which an operation may have many. */
function rankRequired({ operation, required }: RestRoute, names: Names): readonly number[] {
  const present = countPresent(required, names);
  return [
    // What is missing is said when the input is checked, unless another operation wants no more than there is.
    present === required.length ? 1 : 0,
    present,
    operation.deprecated ? 0 : 1,
  ];
}

/** Whether `a` goes before `b`: negative where it does. */
export function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return (b[at] ?? 0) - (a[at] ?? 0);
  return 0;
}

/** Whether a route goes before another one, of which it is asked only as far as it has to be: negative where it does. */
function compareRoutes(a: RestRoute, b: RestRoute, names: Names): number {
  return (
    compareRanks(a.weights, b.weights) ||
    compareRanks(rankRequired(a, names), rankRequired(b, names)) ||
    countPresent(b.optional, names) - countPresent(a.optional, names)
  );
}

function chooseRoute(routes: readonly RestRoute[], names: Names): RestRoute | undefined {
  let [best, ...others] = routes;
  for (const route of others) if (best && compareRoutes(route, best, names) < 0) best = route;
  return best;
}

/**
 * The operation of an API that takes a request, with its rank among those of other APIs; the most specific wins:
 * by literal parts of the path, then by fixed pairs of the query (`?acl`), then by the required members that are there
 * (an upload's id makes PutObject an UploadPart). undefined where none takes it.
 */
export function matchRest(model: ServiceModel, request: WireRequest): Match | undefined {
  const table = tables.getOrInsertComputed(model, compileRoutes);
  const { method, query, headers, path } = request;
  const segments = splitPath(path);
  const decoded = decodeSegments(segments);
  const [first = ""] = segments;
  const names = { pairs: query.length === 0 ? NO_PAIRS : new Map(query), headers };
  const named = first === "" ? undefined : table.get(method, first);
  const others = table.get(method, "");
  const fitting: RestRoute[] = [];
  if (named) addFitting(named, names, decoded, fitting);
  if (others) addFitting(others, names, decoded, fitting);
  const best = fitting.length > 1 ? chooseRoute(fitting, names) : fitting[0];
  return best && makeMatch(best, names);
}

const NO_PAIRS: Names["pairs"] = new Map();

/** Adds the routes of a group that take a request. */
function addFitting(
  group: RouteGroup,
  names: Names,
  decoded: readonly (string | undefined)[],
  fitting: RestRoute[],
): void {
  for (const route of listCandidates(group, names.pairs))
    if (hasFixed(route.fixed, names) && fitsPath(route.template, decoded)) fitting.push(route);
}

function makeMatch(best: RestRoute, names: Names): Match {
  return {
    operation: best.operation,
    rank: () => [...best.weights, ...rankRequired(best, names), countPresent(best.optional, names)],
  };
}
