/** What a recipe's template asks of the log by name (`$evidence`), besides the members that calls hold. */
import { isRealRegion } from "../../aws/model/partitions.ts";
import { isStructure, type Value } from "../../aws/values.ts";
import { isObject } from "../../base/values.ts";
import { findMembers } from "./find-members.ts";
import { FIRST_REGION } from "./homes.ts";
import type { LogFacts, NamedStep } from "./log-facts.ts";
import type { Networks } from "./networks-used.ts";
import { findTrust } from "./principals.ts";
import type { Recipe } from "./recipes.ts";
import type { Reference } from "./reference.ts";
import { findDescribedKeys, findTableIndexes, findTableKeys, type TableKey } from "./table-keys.ts";
import { digestKey } from "./thing-keys.ts";

/** What there is to look at: the thing to make, the log, the networks so far, and what it was put in. */
export interface Scene {
  readonly reference: Reference;
  /** All that is known of it. */
  readonly parts: Readonly<Record<string, string>>;
  readonly facts: LogFacts;
  readonly networks: Networks;
  /** The calls that name the thing or, where none does, those that name what it is made for. */
  readonly users: readonly NamedStep[];
  /** How that is made which it is made up for, where no call names it. */
  readonly holder: Recipe | undefined;
  /** The thing of this type that the new one was given. */
  findParent(type: string): Reference | undefined;
}

const ZONE = /^[a-z]{2}(-[a-z]+)+-\d[a-z]*[a-z]$/;

/**
 * moto (MOTO_ALLOW_NONEXISTENT_REGION) has no zones in regions that AWS has not, fails to choose one for a subnet, and
 * takes a zone of any other region.
 */
const ANY_ZONE = "us-east-1a";

function findZone({ reference, facts, networks, findParent }: Scene): string | undefined {
  if (!isRealRegion(reference.parts["region"] ?? "")) return ANY_ZONE;
  for (const { step } of facts.listCalls(reference.key)) {
    for (const value of [step.input, step.output].flatMap((one) => [...findMembers(one, "AvailabilityZone")]))
      if (typeof value === "string" && ZONE.test(value)) return value;
  }
  const vpc = reference.recipe.type === "subnet" ? findParent("vpc") : undefined;
  return vpc && networks.chooseZone(reference.parts["region"] ?? "", vpc);
}

/** What the names of a zone's records have in common, without their first label where all have the same name. */
function findZoneName({ reference, facts }: Scene): string {
  const names = facts
    .listCalls(reference.key)
    .flatMap(({ step }) => [...findMembers(step.input, "ResourceRecordSet")])
    .flatMap((set) => (isStructure(set) && typeof set["Name"] === "string" ? [set["Name"]] : []))
    .map((name) => name.replace(/\.$/, "").split(".").reverse());
  const [first = []] = names;
  const differing = first.findIndex((label, at) => names.some((other) => other[at] !== label));
  const common = differing === -1 ? first : first.slice(0, differing);
  const isOneName = names.every((other) => other.length === common.length);
  const labels = isOneName && common.length > 2 ? common.slice(0, -1) : common;
  return labels.length > 1 ? `${labels.reverse().join(".")}.` : "cloudmock.example.";
}

/** The changes that bring about the records of a zone whose first change in the log takes them away; undefined without one. */
function findRecordsBefore({ reference, facts }: Scene): unknown {
  const known = new Set<string>();
  const found: unknown[] = [];
  const changes = facts
    .listCalls(reference.key)
    .flatMap(({ step }) => [...findMembers(step.input, "Changes")])
    .flatMap((list) => (Array.isArray(list) ? (list as readonly Value[]) : []));
  for (const change of changes) {
    const set = isStructure(change) ? change["ResourceRecordSet"] : undefined;
    if (!isStructure(change) || !isStructure(set)) continue;
    const name = JSON.stringify([set["Name"], set["Type"], set["SetIdentifier"]]).toLowerCase();
    if (!known.has(name) && change["Action"] === "DELETE")
      found.push({ Action: "UPSERT", ResourceRecordSet: { $is: set } });
    known.add(name);
  }
  return found.length > 0 ? found : undefined;
}

/** The parts of the path that an API's resource was answered with; undefined where none was. */
function splitResourcePath({ step: { output } }: NamedStep): readonly string[] | undefined {
  const { path } = output;
  return typeof path === "string" ? path.split("/").slice(1) : undefined;
}

function listResourceMakers(calls: readonly NamedStep[]): readonly NamedStep[] {
  return calls.filter(({ step }) => step.operation.name === "CreateResource");
}

/** The parent of the resources that calls make, and that none of them made: of those right below the top, where paths tell. */
function readRootResource(calls: readonly NamedStep[]): string | undefined {
  const making = listResourceMakers(calls);
  const made = new Set(making.map(({ step }) => step.output["id"]));
  const root = making
    .filter((call) => (splitResourcePath(call)?.length ?? 1) === 1)
    .map(({ step }) => step.input["parentId"])
    .find((parent) => !made.has(parent));
  return typeof root === "string" ? root : undefined;
}

/** The last part of a resource's path, by the paths of those that calls make under it. */
function findResourcePart({ reference: { key, name }, facts }: Scene): string | undefined {
  const below = listResourceMakers(facts.listCalls(key)).filter(
    ({ step }) => step.input["parentId"] === name,
  );
  return below.map((call) => splitResourcePath(call)?.at(-2)).find((part) => part !== undefined);
}

/** Asked for by each resource of an API, all of whose calls name it. */
const rootResources = new WeakMap<LogFacts, Map<string, string | undefined>>();

/** The parent of an API's resources that no call made. */
function findRootResource({ reference: { key }, facts }: Scene): string | undefined {
  const known = rootResources.getOrInsertComputed(facts, () => new Map<string, string | undefined>());
  return known.getOrInsertComputed(key, () => readRootResource(facts.listCalls(key)));
}

/** What the resources of the API are made under that a resource is put in: its root, by the id that its answer has. */
function findParentResource(scene: Scene): string | undefined {
  const api = scene.findParent("rest-api");
  return api && (findRootResource({ ...scene, reference: api }) ?? `root${digestKey(api.key)}`);
}

function findKeys({ reference, facts, users }: Scene) {
  return findDescribedKeys(users) ?? findTableKeys(reference.name, facts.listCalls(reference.key));
}

function findIndexes({ reference, facts }: Scene) {
  return findTableIndexes(reference.name, facts.listCalls(reference.key));
}

function writeSchema(keys: readonly TableKey[]) {
  return keys.map(({ name }, place) => ({ AttributeName: name, KeyType: place === 0 ? "HASH" : "RANGE" }));
}

/** The keys of a table and of its indexes, each once. */
function listAttributes(scene: Scene) {
  const keys = [...findKeys(scene), ...findIndexes(scene).flatMap((index) => index.keys)];
  const types = new Map(keys.map(({ name, type }) => [name, type]));
  return [...types].map(([name, type]) => ({ AttributeName: name, AttributeType: type }));
}

/** The indexes that the log queries, of all attributes; undefined without one, for the API takes no empty list. */
function writeIndexes(scene: Scene) {
  const indexes = findIndexes(scene).map(({ name, keys }) => ({
    IndexName: name,
    KeySchema: writeSchema(keys),
    Projection: { ProjectionType: "ALL" },
  }));
  return indexes.length === 0 ? undefined : indexes;
}

/** As much as is held in memory for a body that is made up. */
const LONGEST_BODY = 8 * 1024 * 1024;

/** A body of the size that a read of an object tells, of zeros; empty where none does. */
function makeBody({ reference, facts }: Scene): Uint8Array {
  for (const { step } of facts.listCalls(reference.key)) {
    const data = step.event?.additionalEventData;
    const size = isObject(data) ? Number(data["bytesTransferredOut"]) : Number.NaN;
    if (size > 0) return new Uint8Array(Math.min(size, LONGEST_BODY));
  }
  return new Uint8Array(0);
}

/** ALB's highest number for a rule. */
const LAST_PRIORITY = 50_000;

/** A number for a rule that others of its listener have hardly got. */
function choosePriority({ parts: { digest = "0" } }: Scene): number {
  return (Number.parseInt(digest, 16) % LAST_PRIORITY) + 1;
}

/** The one channel that a region of an account has, by the name that the log has for it. */
function nameChannel({ reference: { parts }, facts }: Scene): string {
  const place = { account: parts["account"] ?? "", region: parts["region"] ?? "" };
  return facts.listOfType("delivery-channel", place)[0]?.name ?? "default";
}

/** A stream's shards are counted from 0; and so many are made at most for what the log names. */
const SHARD = /^shardId-(\d{12})$/;
const MOST_SHARDS = 200;

/** The members by which calls name shards, and those by which answers count them. */
const SHARD_MEMBERS = ["ShardId", "ShardToSplit", "ShardToMerge", "AdjacentShardToMerge"];

/** How many shards a stream had: as many as calls name, or as an answer counts, up to the first that changes them. */
function countShards({ reference, facts }: Scene): number {
  let count = 1;
  for (const { step } of facts.listCalls(reference.key)) {
    const told = [...findMembers(step.output, "CurrentShardCount")].find((one) => typeof one === "number");
    if (typeof told === "number") return Math.min(Math.max(count, told), MOST_SHARDS);
    const texts = SHARD_MEMBERS.flatMap((member) =>
      [step.input, step.output].flatMap((one) => [...findMembers(one, member)]),
    );
    for (const text of texts) {
      const number = typeof text === "string" ? SHARD.exec(text)?.[1] : undefined;
      if (number !== undefined) count = Math.min(Math.max(count, Number(number) + 1), MOST_SHARDS);
    }
    // From then on there are shards that the log made.
    if (step.input["ShardToSplit"] !== undefined || step.input["ShardToMerge"] !== undefined) return count;
  }
  return count;
}

/** The names that `$evidence` can have. */
export const EVIDENCE: Readonly<Record<string, (scene: Scene) => unknown>> = {
  "vpc-network": ({ reference, networks }) => networks.chooseVpc(reference),
  "subnet-network": ({ reference, networks, findParent }) => {
    const vpc = findParent("vpc");
    return vpc && networks.chooseSubnet(reference, vpc);
  },
  zone: findZone,
  "object-body": makeBody,
  "rule-priority": choosePriority,
  "zone-name": findZoneName,
  "records-before": findRecordsBefore,
  "channel-name": nameChannel,
  "root-resource": findRootResource,
  "parent-resource": findParentResource,
  "resource-part": findResourcePart,
  "bucket-region": ({ parts: { region } }) => (region === FIRST_REGION ? undefined : region),
  "stream-shards": countShards,
  trust: ({ reference, facts, holder }) => findTrust(reference, facts.listCalls(reference.key), holder),
  "key-schema": (scene) => writeSchema(findKeys(scene)),
  "key-attributes": listAttributes,
  "table-indexes": writeIndexes,
};
