/**
 * What is bound to the path and the query of a request, both ways.
 * See https://smithy.io/2.0/spec/http-bindings.html.
 */
import { keepMisfit, type ReadingRules } from "../formats/reading.ts";
import { formatScalar, readScalar } from "../formats/scalars.ts";
import { listEntries, listItems, Unsendable } from "../formats/unsendable.ts";
import { listMembers } from "../model/shape.ts";
import type { Operation, Shape } from "../model/types.ts";
import { makeStructure, type Structure, type Value } from "../values.ts";
import type { WireRequest } from "../wire.ts";
import { type BoundMember, nameOnWire } from "./members.ts";
import { compileTemplate, matchPath, type PathTemplate, splitPath } from "./path-template.ts";
import { renderPath } from "./uri.ts";

function bindLabels(members: readonly BoundMember[]): Map<string, string> {
  const labels = members.filter(({ shape }) => shape.location === "uri");
  return new Map(
    labels.map((member) => [nameOnWire(member), formatScalar(member.value, member.shape, "uri")] as const),
  );
}

type QueryPair = WireRequest["query"][number];

/** The pairs of a requestUri's query text, as S3's `acl` and `list-type=2`. */
function parseQuery(text: string): QueryPair[] {
  if (text === "") return [];
  return text.split("&").map((pair) => {
    const at = pair.indexOf("=");
    return at < 0 ? [pair, undefined] : [pair.slice(0, at), pair.slice(at + 1)];
  });
}

/** A value as query pairs: one for a scalar, one for each item of a list. */
function writeQueryValue(name: string, shape: Shape, value: Value): QueryPair[] {
  if (shape.type !== "list" || shape.member === undefined) return [[name, formatScalar(value, shape, "uri")]];
  const member = shape.member;
  const items = listItems(value, shape.name).filter((item) => item !== null);
  return items.map((item) => [name, formatScalar(item, member, "uri")]);
}

function bindQuery(members: readonly BoundMember[]): QueryPair[] {
  const bound = members.filter(({ shape }) => shape.location === "querystring");
  const named = new Set(bound.filter(({ shape }) => shape.type !== "map").map(nameOnWire));
  return bound.flatMap((member) => {
    const { shape, value } = member;
    if (shape.type !== "map") return writeQueryValue(nameOnWire(member), shape, value);
    if (shape.value === undefined) throw new Unsendable(`${shape.name} is a map without a shape for values`);
    const values = shape.value;
    return listEntries(value, shape, shape.name).flatMap(([key, item]) => {
      // A member of its own takes precedence over a map's key of the same name.
      if (named.has(key) || item === undefined || item === null) return [];
      return writeQueryValue(key, values, item);
    });
  });
}

/** Path and query of a request. Throws Unsendable where a label is missing, empty or would be collapsed. */
export function bindTarget(
  operation: Operation,
  members: readonly BoundMember[],
): Pick<WireRequest, "path" | "query"> {
  const [path = "/", query = ""] = operation.http.requestUri.split("?");
  return {
    path: renderPath(path, bindLabels(members)),
    query: [...parseQuery(query), ...bindQuery(members)],
  };
}

/** The pairs that every request of an operation has: S3's `?acl` and `?list-type=2`. */
export function listFixedPairs(operation: Operation): readonly QueryPair[] {
  const [, query = ""] = operation.http.requestUri.split("?");
  return parseQuery(query);
}

/** The text of a pair of a query; nothing follows a bare name. */
const textOf = ([, value]: QueryPair) => value ?? "";

/** A map's entries: all pairs that are no other member's. */
function readQueryMap(
  shape: Shape,
  pairs: readonly QueryPair[],
  reading: ReadingRules,
): Structure | undefined {
  const { value: values } = shape;
  if (values === undefined || pairs.length === 0) return undefined;
  const map = makeStructure();
  for (const [name, found] of Map.groupBy(pairs, ([name]) => name)) {
    const value = readQueryValue(values, found, reading);
    if (value !== undefined) map[name] = value;
  }
  return map;
}

function readQueryValue(shape: Shape, pairs: readonly QueryPair[], reading: ReadingRules): Value | undefined {
  const [first] = pairs;
  if (first === undefined) return undefined;
  const { member } = shape;
  if (shape.type === "list") {
    return member ? pairs.map((pair) => readScalar(member, textOf(pair), reading)) : [];
  }
  if (shape.type === "structure" || shape.type === "map") return keepMisfit(reading, shape, textOf(first));
  return readScalar(shape, textOf(first), reading);
}

/** What an operation's path and query are read by. */
interface TargetRules {
  readonly template: PathTemplate;
  /** The members that stand in either. */
  readonly bound: readonly Pick<BoundMember, "name" | "shape">[];
  /** Names in the query that no map of all others has. */
  readonly taken: ReadonlySet<string>;
}

const rules = new WeakMap<Operation, TargetRules>();

function makeRules(operation: Operation): TargetRules {
  const members = listMembers(operation.input).map(([name, shape]) => ({ name, shape }));
  const taken = new Set(listFixedPairs(operation).map(([name]) => name));
  for (const member of members)
    if (member.shape.location === "querystring" && member.shape.type !== "map") taken.add(nameOnWire(member));
  return {
    template: compileTemplate(operation.http.requestUri),
    bound: members.filter(({ shape }) => shape.location === "uri" || shape.location === "querystring"),
    taken,
  };
}

/** The members that path and query hold; undefined where the path is none of the operation's. */
export function readTarget(
  operation: Operation,
  { path, query }: Pick<WireRequest, "path" | "query">,
  reading: ReadingRules,
): Structure | undefined {
  const { template, bound, taken } = rules.getOrInsertComputed(operation, makeRules);
  const labels = matchPath(template, splitPath(path));
  if (labels === undefined || operation.input === undefined) return labels && makeStructure();
  const read = makeStructure();
  for (const member of bound) {
    const { name, shape } = member;
    const wireName = nameOnWire(member);
    if (shape.location === "uri") {
      const label = labels.get(wireName);
      if (label !== undefined) read[name] = readScalar(shape, label, reading);
      continue;
    }
    if (query.length === 0) continue;
    const value =
      shape.type === "map"
        ? readQueryMap(
            shape,
            query.filter(([key]) => !taken.has(key)),
            reading,
          )
        : readQueryValue(
            shape,
            query.filter(([key]) => key === wireName),
            reading,
          );
    if (value !== undefined) read[name] = value;
  }
  return read;
}
