/**
 * Finds what AWS retired, for old logs name it: services that the newest botocore has no longer, and operations that it
 * dropped from a service that lives on. Each comes from the newest of the releases in scripts/python/botocore-retired.txt
 * that has it, and says so (`retired`, the release).
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PackedOperation, PackedShape } from "../../src/aws/model/types.ts";
import { type Json, listServices, readApi, resolveProtocol, type ServiceApi } from "./botocore-data.ts";
import { fetchBotocore, root, unpackWheel } from "./python.ts";
import { listReached, stripShape } from "./strip-model.ts";

const RETIRED_LIST = join(root, "scripts", "python", "botocore-retired.txt");

/** What a shape allows, of which nothing on the wire depends. */
const CONSTRAINTS = new Set([
  "required",
  "members",
  "enum",
  "min",
  "max",
  "pattern",
  "sensitive",
  "fault",
  "retryable",
]);

/** The releases that a list of requirements pins, in its order, each with its line. */
export function listReleases(list: string): { readonly release: string; readonly line: string }[] {
  return [...list.matchAll(/^botocore==(\S+) .*$/gm)].map(([line, release = ""]) => ({ release, line }));
}

function describeWire(shape: PackedShape): object {
  return Object.fromEntries(Object.entries(shape).filter(([key]) => !CONSTRAINTS.has(key)));
}

/** Whether every value of the older shape is written, read and demanded the same by the newer one of its name. */
function standsFor(newer: PackedShape, older: PackedShape): boolean {
  return (
    Bun.deepEquals(describeWire(newer), describeWire(older)) &&
    Object.entries(older.members ?? {}).every(([name, ref]) => Bun.deepEquals(newer.members?.[name], ref)) &&
    (newer.required ?? []).every((name) => older.required?.includes(name))
  );
}

/** What a request depends on beside its operation and shapes. */
function describeApi(model: Json): unknown {
  const { apiVersion, targetPrefix, xmlNamespace } = model["metadata"] as Json;
  return [resolveProtocol(model), apiVersion, targetPrefix, xmlNamespace];
}

/** A newer model with what an older one has more. */
export interface Merged {
  readonly model: Json;
  readonly kept: readonly string[];
  /** Operations that the newer model cannot take: a shape of theirs has another meaning in it. */
  readonly leftOut: readonly string[];
}

/** Adds the operations that only the older model has, with their shapes, where no name has come to mean another thing. */
export function mergeRetired(newer: Json, older: Json, release: string): Merged {
  const [operations, before] = [newer, older].map((model) => model["operations"] as Record<string, Json>);
  const [shapes, shapesBefore] = [newer, older].map((model) => model["shapes"] as Record<string, Json>);
  const gone = Object.keys(before ?? {}).filter((name) => !Object.hasOwn(operations ?? {}, name));
  if (gone.length === 0) return { model: newer, kept: [], leftOut: [] };
  if (!Bun.deepEquals(describeApi(newer), describeApi(older)))
    return { model: newer, kept: [], leftOut: gone };
  const stripped = Object.fromEntries(
    Object.entries(shapesBefore ?? {}).map(([name, shape]) => [name, stripShape(shape)]),
  );
  const merged = { ...newer, operations: { ...operations }, shapes: { ...shapes } };
  const isAddable = (name: string) => {
    const [shape, shapeBefore] = [shapes?.[name], stripped[name]];
    return shape === undefined || (shapeBefore !== undefined && standsFor(stripShape(shape), shapeBefore));
  };
  const kept: string[] = [];
  for (const name of gone) {
    const operation = before?.[name] ?? {};
    const reached = [...listReached([operation as unknown as PackedOperation], stripped)];
    if (!reached.every(isAddable)) continue;
    for (const shape of reached) (merged.shapes as Json)[shape] ??= shapesBefore?.[shape];
    (merged.operations as Json)[name] = { ...operation, retired: release };
    kept.push(name);
  }
  return { model: merged, kept, leftOut: gone.filter((name) => !kept.includes(name)) };
}

/** A service as it was in the last release that had it. */
function markRetired(api: ServiceApi, release: string): ServiceApi {
  const metadata = { ...(api.model["metadata"] as Json), retired: release };
  return { ...api, model: { ...api.model, metadata } };
}

function mergePaginators(
  newer: ServiceApi,
  older: ServiceApi,
  kept: readonly string[],
): Pick<ServiceApi, "paginators"> {
  const [pages, pagesBefore] = [newer, older].map(({ paginators }) => paginators?.["pagination"] as Json);
  const added = Object.entries(pagesBefore ?? {}).filter(([operation]) => kept.includes(operation));
  return { paginators: { pagination: { ...pages, ...Object.fromEntries(added) } } };
}

/** Takes from one older release what none of the newer ones had; `known` holds what is known until then. */
function takeRetired(known: Map<string, ServiceApi>, olderData: string, release: string): string[] {
  const changed: string[] = [];
  for (const service of listServices(olderData)) {
    const newer = known.get(service);
    const older = readApi(olderData, service);
    if (newer === undefined) {
      known.set(service, markRetired(older, release));
      changed.push(service);
      continue;
    }
    const { model, kept } = mergeRetired(newer.model, older.model, release);
    if (kept.length === 0) continue;
    known.set(service, { ...newer, model, ...mergePaginators(newer, older, kept) });
    changed.push(service);
  }
  return changed;
}

/** The files of a data folder, by their paths in it: `SERVICE/VERSION/service-2.json`. */
export type DataFiles = Readonly<Record<string, Json>>;

/** A value without what people read of it, which is most of a model. */
function dropDocumentation(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropDocumentation);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, inner]) => key !== "documentation" || typeof inner !== "string",
  );
  return Object.fromEntries(kept.map(([key, inner]) => [key, dropDocumentation(inner)]));
}

function listFiles(service: string, { version, model, paginators, waiters }: ServiceApi): [string, Json][] {
  const files = { "service-2": model, "paginators-1": paginators, "waiters-2": waiters };
  return Object.entries(files).flatMap(([name, content]): [string, Json][] =>
    content ? [[`${service}/${version}/${name}.json`, dropDocumentation(content) as Json]] : [],
  );
}

/** The releases of scripts/python/botocore-retired.txt, fetched one after the other, which takes minutes. */
export function makeRetired(): DataFiles {
  const newest = join(fetchBotocore(), "botocore", "data");
  const known = new Map(listServices(newest).map((service) => [service, readApi(newest, service)]));
  const changed = new Set<string>();
  for (const { release, line } of listReleases(readFileSync(RETIRED_LIST, "utf8"))) {
    process.stderr.write(`Fetching botocore ${release} for what AWS retired since\n`);
    const unpacked = mkdtempSync(join(tmpdir(), "botocore-"));
    try {
      writeFileSync(join(unpacked, "list.txt"), line);
      unpackWheel(join(unpacked, "list.txt"), unpacked);
      const data = join(unpacked, "botocore", "data");
      for (const service of takeRetired(known, data, release)) changed.add(service);
    } finally {
      rmSync(unpacked, { recursive: true });
    }
  }
  const files = [...changed].sort().flatMap((service) => {
    const api = known.get(service);
    return api ? listFiles(service, api) : [];
  });
  return Object.fromEntries(files);
}
