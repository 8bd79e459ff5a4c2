/** What the whole log says about values that single calls lack: runtimes of functions, objects that it puts, parts. */

import { findMeaning } from "../../aws/resources/table.ts";
import { isStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import type { Step } from "../steps.ts";
import { type AttributeTypes, learnAttributeTypes } from "./attribute-types.ts";
import { countHidden, type HiddenNames } from "./hidden-names.ts";
import { readName, readText } from "./read-text.ts";

/** A function's entry point. */
export interface EntryPoint {
  readonly runtime: string;
  readonly handler: string;
}

/** What calls tell about each other. `uploads` is added to while the calls are filled, in their order. */
export interface Facts {
  /** By the place and name of the function; the latest that the log has. */
  readonly entryPoints: ReadonlyMap<string, EntryPoint>;
  /** Objects that the log itself puts into buckets, as `bucket/key`. */
  readonly objects: ReadonlySet<string>;
  /** The names of the parameters that calls give to a stack, by its place and name. */
  readonly parameters: ReadonlyMap<string, ReadonlySet<string>>;
  readonly attributeTypes: AttributeTypes;
  /** By what the users of a pool are named, where by addresses: `email`, `phone_number`; by the ids of the pool and of its clients. */
  readonly userAddresses: ReadonlyMap<string, readonly string[]>;
  /** Which things hidden names mean. */
  readonly hiddenNames: HiddenNames;
  /** ETags of the parts that were filled so far, by upload and part number. */
  readonly uploads: Map<string, Map<number, string>>;
}

/** Whether a call makes an object in a bucket. */
function putsObject({ service, operation }: Step): boolean {
  const { deed, type } = findMeaning(service, operation.name);
  return service === "s3" && type === "object" && (deed === "create" || deed === "put");
}

/** The key of the function that a step is about. */
export function nameFunction({ account, region, input }: Step): string {
  return `${account} ${region} ${readName(readText(input, "FunctionName"))}`;
}

/** The key of the stack or stack set that a step is about. */
export function nameStack({ account, region, input }: Step): string {
  const name = readText(input, "StackName") || readText(input, "StackSetName");
  return `${account} ${region} ${readName(name)}`;
}

/** The key of the upload that a call is about. */
export function nameUpload(input: Structure): string {
  return `${readText(input, "Bucket")}/${readText(input, "Key")} ${readText(input, "UploadId")}`;
}

function listParameters(input: Structure): string[] {
  const given = input["Parameters"];
  return (Array.isArray(given) ? (given as readonly Value[]) : [])
    .map((item) => (isStructure(item) ? readText(item, "ParameterKey") : ""))
    .filter((name) => name !== "");
}

function isPresent(value: Value | undefined): boolean {
  return isStructure(value) ? Object.keys(value).length > 0 : value !== undefined && value !== null;
}

/** Takes note of a part that is copied: its ETag is what the copy is answered. */
function noteCopiedPart({ input, output }: Step, uploads: Facts["uploads"]): void {
  const { CopyPartResult: copied } = output;
  if (!isStructure(copied)) return;
  const parts = uploads.getOrInsertComputed(nameUpload(input), () => new Map());
  parts.set(Number(input["PartNumber"] ?? 1), readText(copied, "ETag"));
}

/** Takes note of a pool whose users are named by addresses, and of its clients. */
function noteUserAddresses({ input, output }: Step, addresses: Map<string, readonly string[]>): void {
  const { UserPool: pool, UserPoolClient: client } = output;
  const given = input["UsernameAttributes"];
  if (isStructure(pool) && Array.isArray(given) && given.length > 0)
    addresses.set(readText(pool, "Id"), given as readonly string[]);
  const known = addresses.get(readText(input, "UserPoolId"));
  if (isStructure(client) && known) addresses.set(readText(client, "ClientId"), known);
}

/** Reads the facts out of all steps. */
export function learnFacts(steps: readonly Step[]): Facts {
  const entryPoints = new Map<string, EntryPoint>();
  const objects = new Set<string>();
  const parameters = new Map<string, Set<string>>();
  const uploads: Facts["uploads"] = new Map();
  const userAddresses = new Map<string, readonly string[]>();
  for (const step of steps) {
    const { service, input, output } = step;
    if (service === "lambda" && isPresent(input["FunctionName"])) {
      const known = entryPoints.get(nameFunction(step));
      const runtime = readText(input, "Runtime") || readText(output, "Runtime") || known?.runtime;
      const handler = readText(input, "Handler") || readText(output, "Handler") || known?.handler;
      if (runtime || handler)
        entryPoints.set(nameFunction(step), { runtime: runtime ?? "", handler: handler ?? "" });
    }
    if (service === "cloudformation") {
      const names = parameters.get(nameStack(step)) ?? new Set();
      for (const name of listParameters(input)) names.add(name);
      parameters.set(nameStack(step), names);
    }
    if (service === "cognito-idp") noteUserAddresses(step, userAddresses);
    if (service === "s3") noteCopiedPart(step, uploads);
    if (putsObject(step)) {
      objects.add(`${readText(input, "Bucket")}/${readText(input, "Key")}`);
    }
  }
  return {
    entryPoints,
    objects,
    parameters,
    attributeTypes: learnAttributeTypes(steps),
    userAddresses,
    hiddenNames: countHidden(steps),
    uploads,
  };
}

compileLightly(noteCopiedPart);
