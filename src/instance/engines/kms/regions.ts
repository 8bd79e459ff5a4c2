/** Keys of one id in several regions. https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html */
import { findPartition } from "../../../aws/model/partitions.ts";
import { isStructure, makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, merge, readText } from "../engine.ts";
import { refuse, refuseInput } from "../refusal.ts";
import { findAsked } from "./find-key.ts";
import { changeKey, demandState, KEY, type Key, nameArn, readKey, tellKey } from "./key.ts";
import { demandPolicy, putPolicy, writeUsualPolicy } from "./policies.ts";
import { listRelated } from "./rotate.ts";
import { readTags, tellTags } from "./tags.ts";

/** Members that replicas share with their primary key. */
const SHARED = [
  "KeyUsage",
  "KeySpec",
  "CustomerMasterKeySpec",
  "Origin",
  "CurrentKeyMaterialId",
  "KeyRotationEnabled",
  "RotationPeriodInDays",
];

interface Configuration {
  readonly kind: string;
  readonly primary: Structure;
  readonly replicas: readonly Structure[];
}

function readConfiguration(key: Key): Configuration {
  const { MultiRegionConfiguration: told } = tellKey(key);
  const { MultiRegionKeyType = "", PrimaryKey = null, ReplicaKeys } = isStructure(told) ? told : {};
  return {
    kind: typeof MultiRegionKeyType === "string" ? MultiRegionKeyType : "",
    primary: isStructure(PrimaryKey) ? PrimaryKey : makeStructure(),
    replicas: listStructures(ReplicaKeys),
  };
}

function configure({ store }: Context, key: Key, primary: Structure, replicas: readonly Structure[]): Key {
  const MultiRegionKeyType = readText(primary, "Region") === key.thing.place.region ? "PRIMARY" : "REPLICA";
  const MultiRegionConfiguration = merge({ MultiRegionKeyType, PrimaryKey: primary, ReplicaKeys: replicas });
  return changeKey(store, key, { MultiRegion: true, MultiRegionConfiguration });
}

function demandRegion(region: string, of: string): void {
  const partition = findPartition(of);
  if (findPartition(region) !== partition || !new RegExp(partition.regionPattern).test(region))
    refuseInput(`The region ${region} is not supported.`);
}

/** ReplicateKey: https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html */
export function replicateKey(context: Context): Done {
  const { input, store, now, operation } = context;
  const key = findAsked(context);
  const { thing, id, arn } = key;
  const region = readText(input, "ReplicaRegion");
  if (!key.isMultiRegion)
    refuse("UnsupportedOperationException", `${arn} is not a multi-region primary key.`);
  const { kind, primary, replicas } = readConfiguration(key);
  if (kind !== "PRIMARY")
    refuse("UnsupportedOperationException", `${arn} is not a multi-region primary key.`);
  demandState(key);
  demandRegion(region, thing.place.region);
  const place = { ...thing.place, region };
  const replicaArn = nameArn(place, `key/${id}`);
  if (store.find(place, KEY, [id]))
    refuse("AlreadyExistsException", `The key ${replicaArn} already exists in region ${region}.`);
  const policy = readText(input, "Policy") || writeUsualPolicy(place);
  demandPolicy(policy);
  const tags = readTags(input["Tags"]);
  const all = [...replicas, merge({ Arn: replicaArn, Region: region })];
  const { members } = thing;
  const shared = SHARED.flatMap((name) => {
    const value = members[name];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  const isImported = key.origin === "EXTERNAL";
  const made: Thing = {
    ...KEY,
    place,
    chain: [id],
    within: undefined,
    names: { id, arn: replicaArn },
    members: merge(Object.fromEntries(shared), {
      Description: readText(input, "Description"),
      ...(isImported ? { KeyState: "PendingImport", Enabled: false } : {}),
    }),
    tags,
    createdAt: now,
    call: { operation: operation.name, input, output: makeStructure() },
  };
  store.put(made);
  for (const related of [key, ...listRelated(context, key)]) configure(context, related, primary, all);
  const replica = configure(context, readKey(made), primary, all);
  putPolicy(context, replica, policy);
  // What is told of a replica while it is made, which is over as soon as it was.
  const { CurrentKeyMaterialId: _material, ...told } = tellKey(replica);
  const ReplicaKeyMetadata = merge(told, { Enabled: false, KeyState: "Creating" });
  const ReplicaTags = tellTags(tags);
  return {
    output: merge(
      { ReplicaKeyMetadata, ReplicaPolicy: policy },
      ReplicaTags.length > 0 ? { ReplicaTags } : {},
    ),
  };
}

/** UpdatePrimaryRegion: https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html */
export function movePrimary(context: Context): Done {
  const { input } = context;
  const key = findAsked(context);
  const region = readText(input, "PrimaryRegion");
  if (!key.isMultiRegion)
    refuse("UnsupportedOperationException", `${key.arn} is not a multi-region primary key.`);
  const { kind, primary, replicas } = readConfiguration(key);
  if (kind !== "PRIMARY")
    refuse("UnsupportedOperationException", `${key.arn} is not a multi-region primary key.`);
  demandState(key);
  const next = replicas.find((one) => readText(one, "Region") === region);
  if (!next)
    refuse(
      "NotFoundException",
      `Key '${nameArn({ ...key.thing.place, region }, `key/${key.id}`)}' does not exist`,
    );
  const rest = [primary, ...replicas.filter((one) => one !== next)];
  for (const related of [key, ...listRelated(context, key)])
    configure(context, related, next ?? primary, rest);
  return { output: makeStructure() };
}
