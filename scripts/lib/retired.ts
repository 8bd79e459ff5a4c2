/**
 * Keeps what AWS retired, for old logs name it: services that the newest botocore has no longer, and operations that it
 * dropped from a service that lives on. Each comes from the newest of the releases in scripts/python/botocore-retired.txt
 * that has it, and says so (`retired`, the release).
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PackedOperation, PackedShape } from "../../src/aws/model/types.ts";
import { type Json, listServices, readApi, resolveProtocol, type ServiceApi } from "./botocore-data.ts";
import { cache, makeOnce } from "./make-once.ts";
import { fetchBotocore, root, unpackWheel } from "./python.ts";
import { listReached, stripShape } from "./strip-model.ts";

const LISTS = ["botocore.txt", "botocore-retired.txt"].map((name) => join(root, "scripts", "python", name));
const CODE = ["retired.ts", "botocore-data.ts", "strip-model.ts"].map((name) => join(import.meta.dir, name));

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

function writeApi(dataFolder: string, service: string, { version, model, paginators, waiters }: ServiceApi) {
  const folder = join(dataFolder, service, version);
  mkdirSync(folder, { recursive: true });
  const files = { "service-2": model, "paginators-1": paginators, "waiters-2": waiters };
  for (const [name, content] of Object.entries(files)) {
    if (content) writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
  }
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

/**
 * A folder like botocore's data folder, made at the first call: the retired services, and the models of those services
 * that lost operations, with these. It stands before the newest release's own folder.
 */
export function fetchRetired(): string {
  const folder = join(cache, "retired");
  const recipe = [...LISTS, ...CODE].map((file) => readFileSync(file, "utf8")).join("\0");
  const newest = join(fetchBotocore(), "botocore", "data");
  makeOnce(folder, recipe, () => {
    const known = new Map(listServices(newest).map((service) => [service, readApi(newest, service)]));
    const changed = new Set<string>();
    for (const { release, line } of listReleases(readFileSync(LISTS[1] ?? "", "utf8"))) {
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
    for (const service of changed) {
      const api = known.get(service);
      if (api) writeApi(join(folder, "data"), service, api);
    }
  });
  return join(folder, "data");
}
