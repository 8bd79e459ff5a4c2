/**
 * Makes src/aws/model/models.bin, the API model table, from the botocore release pinned in
 * scripts/python/botocore.txt: `npm run models`. The same release gives the same bytes.
 *
 * The file: four bytes (little endian) with the length of the index, the index (TableIndex as JSON,
 * zstd), then one zstd block of JSON (a PackedModel) per service, at the offsets the index names.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type {
  PackedModel,
  PackedOperation,
  Protocol,
  ServiceEntry,
  TableIndex,
} from "../src/aws/model/types.ts";
import { fetchBotocore, root } from "./lib/python.ts";
import { stripModel } from "./lib/strip-model.ts";

type Json = Record<string, unknown>;

/** botocore's order of choice among the protocols a service speaks (botocore/utils.py). */
const PROTOCOL_ORDER: readonly Protocol[] = [
  "json",
  "rest-json",
  "rest-xml",
  "smithy-rpc-v2-cbor",
  "query",
  "ec2",
];
const COMPRESSION_LEVEL = 19;

function readJson(path: string): Json {
  const bytes = existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`));
  return JSON.parse(bytes.toString()) as Json;
}

/** Merges botocore's own additions to a model (service-2.sdk-extras.json) into it. */
function mergeExtras(model: Json, extras: Json): Json {
  const merged: Json = { ...model };
  for (const [key, value] of Object.entries(extras)) {
    const old = merged[key];
    const nested = typeof value === "object" && typeof old === "object" && value !== null && old !== null;
    merged[key] = nested && !Array.isArray(value) ? mergeExtras(old as Json, value as Json) : value;
  }
  return merged;
}

function resolveProtocol(metadata: Json): Protocol {
  const spoken = (metadata["protocols"] ?? [metadata["protocol"]]) as string[];
  const protocol = PROTOCOL_ORDER.find((candidate) => spoken.includes(candidate));
  if (protocol === undefined) throw new Error(`no known protocol among ${spoken.join(", ")}`);
  return protocol;
}

/** The latest API version of a service, in the table's form. */
export function readService(dataFolder: string, service: string): PackedModel {
  const version = readdirSync(join(dataFolder, service)).sort().at(-1) ?? "";
  const folder = join(dataFolder, service, version);
  const extrasPath = join(folder, "service-2.sdk-extras.json");
  const extras = existsSync(extrasPath) ? (readJson(extrasPath)["merge"] as Json) : {};
  const model = mergeExtras(readJson(join(folder, "service-2.json")), extras);
  return stripModel(service, resolveProtocol(model["metadata"] as Json), model);
}

/** The names of all services in a botocore release, sorted. */
export function listServices(dataFolder: string): string[] {
  const names = readdirSync(dataFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.map((entry) => entry.name).sort();
}

/** An event stream in the request is a conversation, which no audit log holds. */
function isReplayable(model: PackedModel, operation: PackedOperation): boolean {
  const input = operation.input && model.shapes[operation.input.shape];
  return !Object.values(input?.members ?? {}).some((member) => model.shapes[member.shape]?.eventstream);
}

/** One service's block of the table and its row in the index; `offset` is filled in by the caller. */
function packService(model: PackedModel, offset: number): { entry: ServiceEntry; bytes: Uint8Array } {
  const bytes = Bun.zstdCompressSync(JSON.stringify(model), { level: COMPRESSION_LEVEL });
  const operations = Object.values(model.operations);
  const { metadata } = model;
  const entry: ServiceEntry = {
    service: model.service,
    serviceId: metadata.serviceId,
    endpointPrefix: metadata.endpointPrefix,
    signingName: metadata.signingName ?? metadata.endpointPrefix,
    protocol: metadata.protocol,
    apiVersion: metadata.apiVersion,
    offset,
    length: bytes.length,
    operations: operations.length,
    replayable: operations.filter((operation) => isReplayable(model, operation)).length,
  };
  return { entry, bytes };
}

function makeTable(): Uint8Array {
  const botocore = fetchBotocore();
  const version = /botocore==(\S+)/.exec(
    readFileSync(join(root, "scripts/python/botocore.txt"), "utf8"),
  )?.[1];
  const dataFolder = join(botocore, "botocore", "data");
  const services: ServiceEntry[] = [];
  const blocks: Uint8Array[] = [];
  let offset = 0;
  for (const service of listServices(dataFolder)) {
    const { entry, bytes } = packService(readService(dataFolder, service), offset);
    services.push(entry);
    blocks.push(bytes);
    offset += bytes.length;
  }
  const index: TableIndex = { botocore: version ?? "unknown", services };
  const packedIndex = Bun.zstdCompressSync(JSON.stringify(index), { level: COMPRESSION_LEVEL });
  const head = new Uint8Array(4);
  new DataView(head.buffer).setUint32(0, packedIndex.length, true);
  return Buffer.concat([head, packedIndex, ...blocks]);
}

if (import.meta.main) {
  const table = makeTable();
  const path = join(root, "src", "aws", "model", "models.bin");
  writeFileSync(path, table);
  console.log(`${path}: ${table.length} bytes`);
}
