/**
 * Finds operations of the rest protocols by method, path, query and headers. A service's routes are compiled from its
 * model when it is first asked for.
 */

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
type RouteTable = ReadonlyMap<string, RouteGroup>;

function firstPart({ before }: PathTemplate): string {
  const [first] = before;
  return first && "literal" in first ? first.literal : "";
}

const tables = new WeakMap<ServiceModel, RouteTable>();

function compileRoutes(model: ServiceModel): RouteTable {
  const routes = [...Object.values(model.operations), ...listOlderRoutes(model)].map(compileRoute);
  const groups = Map.groupBy(
    routes,
    ({ operation, template }) => `${operation.http.method} ${firstPart(template)}`,
  );
  return new Map([...groups].map(([key, group]) => [key, groupRoutes(group)]));
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
  return fixed.every(
    ([name, value]) => pairs.has(name) && (value === undefined || pairs.get(name) === value),
  );
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
  for (const [at, value] of a.entries()) if (value !== b[at]) return (b[at] ?? 0) - value;
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
  const segments = splitPath(request.path);
  const decoded = decodeSegments(segments);
  const [first = ""] = segments;
  const names = { pairs: new Map(request.query), headers: request.headers };
  const keys = first === "" ? [`${request.method} `] : [`${request.method} ${first}`, `${request.method} `];
  const fitting: RestRoute[] = [];
  for (const key of keys) {
    const group = table.get(key);
    if (!group) continue;
    for (const route of listCandidates(group, names.pairs))
      if (hasFixed(route.fixed, names) && fitsPath(route.template, decoded)) fitting.push(route);
  }
  const best = fitting.length > 1 ? chooseRoute(fitting, names) : fitting[0];
  if (!best) return undefined;
  return {
    operation: best.operation,
    rank: () => [...best.weights, ...rankRequired(best, names), countPresent(best.optional, names)],
  };
}
