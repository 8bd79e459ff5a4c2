/** Where in an output things stand, by the members that name them. */
import { listMembers } from "../../../aws/model/shape.ts";
import type { Operation } from "../../../aws/model/types.ts";
import { parsePath } from "../../../aws/resources/read-texts.ts";
import { tellsRefused } from "../../../replay/partial.ts";
import type { Context } from "../context.ts";
import { isNameOf } from "../names/own-names.ts";
import { findMadeStructure } from "./by-readings.ts";

/** A place in an output where things stand: `Role`, `Vpcs[]`, `TableNames[]`, "" for the output itself. */
export type OutputPath = string;

/** A path without its last member, and that. */
export function splitLeaf(path: string): readonly [above: string, leaf: string] {
  const at = path.lastIndexOf(".");
  return at < 0 ? ["", path] : [path.slice(0, at), path.slice(at + 1)];
}

/** Whether a member stands in a list of what was refused. */
export function isOfRefused(operation: Operation, path: string): boolean {
  const [top = ""] = parsePath(path);
  return tellsRefused(operation, top);
}

const paths = new WeakMap<Operation, Map<string, OutputPath | undefined>>();
const makeMap = () => new Map<string, OutputPath | undefined>();

/** Where in the output of an operation the thing of a type stands: by the shallowest member that names it. */
export function findPath(context: Context, type: string): OutputPath | undefined {
  const known = paths.getOrInsertComputed(context.operation, makeMap);
  const path = known.get(type);
  if (path !== undefined || known.has(type)) return path;
  const chosen = choosePath(context, type);
  known.set(type, chosen);
  return chosen;
}

/** The same in the answer to a making: in the one structure that it is, where no member of it names the thing. */
export function findMadeAt(context: Context, type: string): OutputPath {
  return findPath(context, type) ?? findMadeStructure(context) ?? "";
}

function choosePath({ meaning, operation }: Context, type: string): OutputPath | undefined {
  const tokens = new Set(operation.pagination?.outputTokens);
  const paths = meaning.output.flatMap(({ type: of, path }) =>
    of === type && !tokens.has(path) && !isOfRefused(operation, path) ? [path] : [],
  );
  // A list tells of its things; what stands beside them is about the list.
  const isList =
    meaning.deed === "list" && listMembers(operation.output).some(([, { type: of }]) => of === "list");
  const telling = isList ? paths.filter((path) => path.includes("[]")) : paths;
  const [shallowest] = telling.toSorted((a, b) => parsePath(a).length - parsePath(b).length);
  if (shallowest === undefined) return undefined;
  // What is told beside a structure and in it as well is the structure's, where that has all of the thing's names.
  const top = telling.filter((path) => /^\w+$/.test(path));
  const within = telling.find((path) => /^\w+\.\w+$/.test(path) && path.endsWith(`.${shallowest}`));
  if (within !== undefined && top.every((path) => telling.includes(`${splitLeaf(within)[0]}.${path}`)))
    return splitLeaf(within)[0];
  if (shallowest.endsWith("[]")) return shallowest;
  const [at] = splitLeaf(shallowest);
  return isNameOf(operation, meaning, type, at) ? splitLeaf(at)[0] : at;
}
