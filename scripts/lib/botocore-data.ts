/** Reads the service models in a botocore release's data folder: DATA/SERVICE/VERSION/service-2.json. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Protocol } from "../../src/aws/model/types.ts";

export type Json = Record<string, unknown>;

/** botocore's order of choice among the protocols a service speaks (botocore/utils.py). */
const PROTOCOL_ORDER: readonly Protocol[] = [
  "json",
  "rest-json",
  "rest-xml",
  "smithy-rpc-v2-cbor",
  "query",
  "ec2",
];

function readJson(path: string): Json | undefined {
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as Json;
  if (existsSync(`${path}.gz`)) return JSON.parse(gunzipSync(readFileSync(`${path}.gz`)).toString()) as Json;
  return undefined;
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

/** A service's API as botocore has it. */
export interface ServiceApi {
  /** The folder's name: the API version by which botocore finds it. */
  readonly version: string;
  /** service-2.json with its extras. */
  readonly model: Json;
  /** paginators-1.json and waiters-2.json, where there are any. */
  readonly paginators?: Json;
  readonly waiters?: Json;
}

/** The latest API version of a service. Throws where the folder has no model of it. */
export function readApi(dataFolder: string, service: string): ServiceApi {
  const version = readdirSync(join(dataFolder, service)).sort().at(-1) ?? "";
  const read = (name: string) => readJson(join(dataFolder, service, version, name));
  const model = read("service-2.json");
  if (model === undefined) throw new Error(`no model of ${service} in ${dataFolder}`);
  const extras = (read("service-2.sdk-extras.json")?.["merge"] ?? {}) as Json;
  const paginators = read("paginators-1.json");
  const waiters = read("waiters-2.json");
  return {
    version,
    model: mergeExtras(model, extras),
    ...(paginators && { paginators }),
    ...(waiters && { waiters }),
  };
}

/** The names of all services in a data folder, sorted. */
export function listServices(dataFolder: string): string[] {
  const names = readdirSync(dataFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.map((entry) => entry.name).sort();
}

/** The protocol a model is spoken to in, as botocore chooses it. Throws on one that the table does not know. */
export function resolveProtocol(model: Json): Protocol {
  const metadata = model["metadata"] as Json;
  const spoken = (metadata["protocols"] ?? [metadata["protocol"]]) as string[];
  const protocol = PROTOCOL_ORDER.find((candidate) => spoken.includes(candidate));
  if (protocol === undefined) throw new Error(`no known protocol among ${spoken.join(", ")}`);
  return protocol;
}
