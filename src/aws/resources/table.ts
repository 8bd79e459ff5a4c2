/** Reads the resource table (resources.bin, made by scripts/resources.ts), a service at a time. */
import { type BlockEntry, Blocks } from "../model/blocks.ts";
import { ArnTemplates } from "./arns.ts";
import tablePath from "./resources.bin" with { type: "file" };
import type { OperationMeaning, ServiceResources } from "./types.ts";

interface Index {
  readonly services: readonly BlockEntry[];
  /** The names of types of which several services make things. */
  readonly shared: readonly string[];
  /** CloudFormation's types, as `dynamodb:table`. */
  readonly cfn: Readonly<Record<string, string>>;
  /** The services whose things ARNs name, by the word for the service in these. */
  readonly arns: Readonly<Record<string, readonly string[]>>;
}

const table = new Blocks<Index, ServiceResources>(tablePath);
const loaded = new Map<string, ServiceResources>();

/** The ARNs of all services that have been loaded: what others name is nothing that a call of the log makes. */
export const arnTemplates = new ArnTemplates();

/** What the table says of one service, read once a process. Throws a RangeError for a service that it does not have. */
export async function loadResources(service: string): Promise<ServiceResources> {
  const known = loaded.get(service);
  if (known) return known;
  const resources = await table.load(service);
  if (!loaded.has(service)) arnTemplates.add(resources);
  loaded.set(service, resources);
  return resources;
}

/** The names of types that do not tell whose they are: several services make buckets, and one makes roles. */
export async function loadSharedTypes(): Promise<ReadonlySet<string>> {
  return new Set((await table.loadIndex()).shared);
}

/** The services whose things an ARN may name by its word for the service: `states`. */
export async function findArnServices(word: string): Promise<readonly string[]> {
  const { arns } = await table.loadIndex();
  return Object.hasOwn(arns, word) ? (arns[word] ?? []) : [];
}

let cfnTypes: Index["cfn"] = {};

/** Makes ready what CloudFormation's types are. */
export async function loadCfnTypes(): Promise<void> {
  cfnTypes = (await table.loadIndex()).cfn;
}

/** Which type of which service one of CloudFormation's is (`AWS::IAM::Role`); undefined for one that no service has, or before they are loaded. */
export function findCfnType(name: string): { readonly service: string; readonly type: string } | undefined {
  const [service, type] = (Object.hasOwn(cfnTypes, name) ? cfnTypes[name] : undefined)?.split(":") ?? [];
  return service === undefined || type === undefined ? undefined : { service, type };
}

/** What the table says of a service, at once, for one that has been loaded. Throws a RangeError for one that has not. */
export function getResources(service: string): ServiceResources {
  const resources = loaded.get(service);
  if (!resources) throw new RangeError(`the resources of ${service} are not loaded`);
  return resources;
}

/** An operation that the table does not have could be about anything. */
export const UNKNOWN: OperationMeaning = { deed: "act", input: [], output: [] };

/** What the table says of an operation, by botocore's names; nothing of a service that has not been loaded. */
export function findMeaning(service: string, operation: string): OperationMeaning {
  return loaded.get(service)?.operations[operation] ?? UNKNOWN;
}

/** The same for a service that may not have been loaded. */
export function findResources(service: string): ServiceResources | undefined {
  return loaded.get(service);
}

/** Where a type of the table is: its service is said where it is another one (`iam:role`). */
export function splitType(
  service: string,
  type: string,
): { readonly service: string; readonly type: string } {
  const at = type.indexOf(":");
  return at < 0 ? { service, type } : { service: type.slice(0, at), type: type.slice(at + 1) };
}
