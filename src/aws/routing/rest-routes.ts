/**
 * Finds operations of the rest protocols by method, path, query and headers. A service's routes are compiled from its
 * model when it is first asked for.
 */

import { compileTemplate, matchPath, type PathTemplate } from "../bindings/path-template.ts";
import { listFixedPairs } from "../bindings/target.ts";
import { listMembers } from "../model/shape.ts";
import type { Operation, ServiceModel, Shape } from "../model/types.ts";
import type { WireRequest } from "../wire.ts";

interface RestRoute {
  readonly operation: Operation;
  readonly template: PathTemplate;
  readonly fixed: WireRequest["query"];
  /** The names in the query, and those of headers, that members are bound to. */
  readonly required: readonly Bound[];
  readonly optional: readonly Bound[];
}

interface Bound {
  readonly in: "querystring" | "header";
  readonly name: string;
}

/** A route that takes the request. The first number in which two differ decides, the larger one wins. */
interface Match {
  readonly operation: Operation;
  readonly rank: readonly number[];
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

function compileRoute(operation: Operation): RestRoute {
  return {
    operation,
    template: compileTemplate(operation.http.requestUri),
    fixed: listFixedPairs(operation),
    required: listBound(operation.input, true),
    optional: listBound(operation.input, false),
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
  const routes = Object.values(model.operations).map(compileRoute);
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

function countLiterals({ before, after }: PathTemplate): number {
  return [...before, ...after].filter((part) => "literal" in part).length;
}

interface Names {
  readonly pairs: ReadonlyMap<string, string | undefined>;
  readonly headers: WireRequest["headers"];
}

function countPresent(bound: readonly Bound[], { pairs, headers }: Names): number {
  return bound.filter(({ in: place, name }) => (place === "header" ? name in headers : pairs.has(name)))
    .length;
}

/** A bare name takes any value: `?acl` and `?acl=` are the same. */
function hasFixed(fixed: RestRoute["fixed"], { pairs }: Names): boolean {
  return fixed.every(
    ([name, value]) => pairs.has(name) && (value === undefined || pairs.get(name) === value),
  );
}

function tryRoute(route: RestRoute, path: string, names: Names): Match[] {
  const { operation, template, fixed, required, optional } = route;
  if (!hasFixed(fixed, names) || !matchPath(template, path)) return [];
  const present = countPresent(required, names);
  const rank = [
    countLiterals(template),
    template.before.length + template.after.length,
    fixed.length,
    // What is missing is said when the input is checked, unless another operation wants no more than there is.
    present === required.length ? 1 : 0,
    present,
    operation.deprecated ? 0 : 1,
    countPresent(optional, names),
  ];
  return [{ operation, rank }];
}

/** Whether `a` goes before `b`: negative where it does. */
export function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (b[at] ?? 0) - (a[at] ?? 0);
}

/**
 * The operation of an API that takes a request, with its rank among those of other APIs; the most specific wins:
 * by literal parts of the path, then by fixed pairs of the query (`?acl`), then by the required members that are there
 * (an upload's id makes PutObject an UploadPart). undefined where none takes it.
 */
export function matchRest(model: ServiceModel, request: WireRequest): Match | undefined {
  const table = tables.getOrInsertComputed(model, compileRoutes);
  const [, first = ""] = request.path.split("/", 2);
  const names = { pairs: new Map(request.query), headers: request.headers };
  const keys = first === "" ? [`${request.method} `] : [`${request.method} ${first}`, `${request.method} `];
  const matches: Match[] = [];
  for (const key of keys) {
    const group = table.get(key);
    if (!group) continue;
    for (const route of listCandidates(group, names.pairs))
      matches.push(...tryRoute(route, request.path, names));
  }
  return matches.length > 1 ? matches.sort((a, b) => compareRanks(a.rank, b.rank))[0] : matches[0];
}
