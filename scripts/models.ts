/**
 * Makes src/aws/model/models.bin, the API model table, and partitions.json, the partitions, from the botocore release pinned in
 * scripts/python/botocore.txt, and what AWS retired from the older ones in botocore-retired.txt: `npm run models`.
 * The same releases give the same bytes.
 *
 * The file is laid out as scripts/lib/pack-blocks.ts says: the index is a TableIndex, a block a PackedModel.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PackedModel, PackedOperation, ServiceEntry, TableIndex } from "../src/aws/model/types.ts";
import { addPaginations } from "./lib/add-paginations.ts";
import { listServices, readApi } from "./lib/botocore-data.ts";
import { nestsQuantifiers } from "./lib/nested-quantifiers.ts";
import { packBlocks } from "./lib/pack-blocks.ts";
import { readPartitions, writePartitions } from "./lib/partitions.ts";
import { fetchBotocore, root } from "./lib/python.ts";
import { listReleases } from "./lib/retired.ts";
import { fetchRetired } from "./lib/retired-file.ts";
import { stripModel } from "./lib/strip-model.ts";

/** An event stream in the request is a conversation, which no audit log holds. */
function isReplayable(model: PackedModel, operation: PackedOperation): boolean {
  const input = operation.input && model.shapes[operation.input.shape];
  return !Object.values(input?.members ?? {}).some((member) => model.shapes[member.shape]?.eventstream);
}

/** A service's row in the index, but for where its block is. */
export function makeEntry(model: PackedModel): Omit<ServiceEntry, "offset" | "length"> {
  const operations = Object.values(model.operations);
  const { metadata } = model;
  return {
    service: model.service,
    serviceId: metadata.serviceId,
    endpointPrefix: metadata.endpointPrefix,
    signingName: metadata.signingName ?? metadata.endpointPrefix,
    protocol: metadata.protocol,
    apiVersion: metadata.apiVersion,
    ...(metadata.targetPrefix !== undefined && { targetPrefix: metadata.targetPrefix }),
    ...(operations.some(({ authtype }) => authtype === "none") && { takesUnsigned: true }),
    operations: operations.length,
    replayable: operations.filter((operation) => isReplayable(model, operation)).length,
    ...(metadata.retired !== undefined && { retired: metadata.retired }),
  };
}

/** The models of all services, retired ones too, sorted by name. */
export function readModels(): PackedModel[] {
  const newest = join(fetchBotocore(), "botocore", "data");
  const retired = fetchRetired();
  const kept = new Set(listServices(retired));
  const services = [...new Set([...listServices(newest), ...kept])].sort();
  return addPaginations(
    services.map((service) => stripModel(service, readApi(kept.has(service) ? retired : newest, service))),
  );
}

/** The bytes of the table of these models. Throws where botocore.txt pins no release. */
export function makeTable(models: readonly PackedModel[]): Uint8Array {
  const [newest] = listReleases(readFileSync(join(root, "scripts", "python", "botocore.txt"), "utf8"));
  if (newest === undefined) throw new Error("scripts/python/botocore.txt pins no botocore");
  const rows = models.map((model) => ({ entry: makeEntry(model), block: model }));
  return packBlocks(rows, { botocore: newest.release } satisfies Omit<TableIndex, "services">);
}

/** How many distinct patterns the models have, and how many of them nest quantifiers. */
export function countPatterns(models: readonly PackedModel[]): { patterns: number; nesting: number } {
  const shapes = models.flatMap((model) => Object.values(model.shapes));
  const patterns = [...new Set(shapes.flatMap(({ pattern }) => pattern ?? []))];
  return { patterns: patterns.length, nesting: patterns.filter(nestsQuantifiers).length };
}

if (import.meta.main) {
  const models = readModels();
  const table = makeTable(models);
  const path = join(root, "src", "aws", "model", "models.bin");
  writeFileSync(path, table);
  console.log(`${path}: ${table.length} bytes`);
  writeFileSync(join(root, "src", "aws", "model", "partitions.json"), writePartitions(readPartitions()));
  const { patterns, nesting } = countPatterns(models);
  console.log(
    `${nesting} of ${patterns} patterns nest quantifiers: none may be run by a backtracking matcher`,
  );
}
