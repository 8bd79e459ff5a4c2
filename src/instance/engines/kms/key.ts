/** A key as KMS has it: what is told of it, and what it can be used for now. https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
import { findPartition } from "../../../aws/model/partitions.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Store } from "../../store.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { refuse } from "../refusal.ts";
import { SYMMETRIC, tellAlgorithms } from "./specs.ts";

export const KEY = { service: "kms", type: "key" } as const;

/** A key that stands. */
export interface Key {
  readonly thing: Thing;
  readonly id: string;
  readonly arn: string;
  readonly spec: string;
  readonly usage: string;
  readonly origin: string;
  readonly state: string;
  readonly isMultiRegion: boolean;
}

/** The members of a key that its description tells, in AWS's order. */
const TOLD = [
  "CreationDate",
  "DeletionDate",
  "ValidTo",
  "CustomKeyStoreId",
  "CloudHsmClusterId",
  "ExpirationModel",
  "PendingDeletionWindowInDays",
  "XksKeyConfiguration",
  "CurrentKeyMaterialId",
];

function textOr(members: Structure, name: string, preset: string): string {
  return readText(members, name) || preset;
}

/** The ARN of something of KMS's. */
export function nameArn(place: { readonly account: string; readonly region: string }, path: string): string {
  return `arn:${findPartition(place.region).name}:kms:${place.region}:${place.account}:${path}`;
}

/** A thing as a key. */
export function readKey(thing: Thing): Key {
  const { members, names, chain, place } = thing;
  const id = names.id ?? chain.at(-1) ?? "";
  const isEnabled = members["Enabled"] !== false;
  return {
    thing,
    id,
    arn: names.arn ?? nameArn(place, `key/${id}`),
    spec: textOr(members, "KeySpec", textOr(members, "CustomerMasterKeySpec", SYMMETRIC)),
    usage: textOr(members, "KeyUsage", "ENCRYPT_DECRYPT"),
    origin: textOr(members, "Origin", "AWS_KMS"),
    state: textOr(members, "KeyState", isEnabled ? "Enabled" : "Disabled"),
    isMultiRegion: members["MultiRegion"] === true || id.startsWith("mrk-"),
  };
}

/** Where a multi-Region key stands. */
function tellRegions({ thing, arn }: Key): Structure {
  const { MultiRegionConfiguration: told } = thing.members;
  const { MultiRegionKeyType = null, PrimaryKey = null, ReplicaKeys = [] } = isStructure(told) ? told : {};
  const own = merge({ Arn: arn, Region: thing.place.region });
  return merge({
    MultiRegionKeyType: MultiRegionKeyType ?? "PRIMARY",
    PrimaryKey: PrimaryKey ?? own,
    ReplicaKeys,
  });
}

/** What DescribeKey tells. */
export function tellKey(key: Key): Structure {
  const { thing, id, arn, spec, usage, origin, state, isMultiRegion } = key;
  const { members, place, createdAt } = thing;
  const told: Record<string, Value> = makeStructure();
  for (const name of TOLD) {
    const value = members[name];
    if (value !== undefined && value !== null) told[name] = value;
  }
  // Only while it is awaited is its day told, and for a replica only how long the wait will be.
  if (!state.startsWith("Pending")) delete told["DeletionDate"];
  return merge(
    {
      AWSAccountId: place.account,
      KeyId: id,
      Arn: arn,
      CreationDate: new Date(createdAt),
      Enabled: state === "Enabled",
      Description: readText(members, "Description"),
      KeyUsage: usage,
      KeyState: state,
      Origin: origin,
      KeyManager: textOr(members, "KeyManager", "CUSTOMER"),
      CustomerMasterKeySpec: spec,
      KeySpec: spec,
      ...tellAlgorithms(spec, usage),
      MultiRegion: isMultiRegion,
    },
    told,
    isMultiRegion ? { MultiRegionConfiguration: tellRegions(key) } : {},
  );
}

/** Changes members of a key, and drops those that are undefined. */
export function changeKey(
  store: Store,
  { thing }: Key,
  changes: Readonly<Record<string, Value | undefined>>,
): Key {
  const members: Record<string, Value | undefined> = Object.assign(makeStructure(), thing.members);
  for (const [name, value] of Object.entries(changes))
    if (value === undefined) delete members[name];
    else members[name] = value;
  const changed: Thing = { ...thing, members: members as Structure };
  store.put(changed);
  return readKey(changed);
}

const UNUSABLE: ReadonlyMap<string, string> = new Map([
  ["PendingDeletion", "is pending deletion."],
  ["PendingReplicaDeletion", "is pending replica deletion."],
  ["PendingImport", "is pending import."],
  ["Unavailable", "is unavailable."],
]);

/** Refuses a key whose state an operation does not take; `takes` are those besides Enabled that it does. */
export function demandState({ state, arn }: Key, takes: readonly string[] = []): void {
  if (state === "Enabled" || takes.includes(state)) return;
  if (state === "Disabled") refuse("DisabledException", `${arn} is disabled.`);
  refuse("KMSInvalidStateException", `${arn} ${UNUSABLE.get(state) ?? `is ${state}.`}`);
}

/** Refuses a key of AWS's own, which its owner alone changes. */
export function demandCustomers({ thing, arn }: Key, { operation }: Context): void {
  if (readText(thing.members, "KeyManager") === "AWS")
    refuse("AccessDeniedException", `${operation.name} is not allowed for the AWS managed key ${arn}`);
}

/** Refuses a key that is not for the use that an operation makes of it, which is told by its name. */
export function demandUsage({ usage, arn }: Key, wanted: string, { operation }: Context): void {
  if (usage !== wanted)
    refuse(
      "InvalidKeyUsageException",
      `${arn} key usage is ${usage} which is not valid for ${operation.name}.`,
    );
}

/** Refuses an algorithm that keys of the spec do not have. */
export function demandAlgorithm({ spec, usage }: Key, algorithm: string): void {
  const all = Object.values(tellAlgorithms(spec, usage)).flat();
  if (!all.includes(algorithm))
    refuse("InvalidKeyUsageException", `Algorithm ${algorithm} is incompatible with key spec ${spec}.`);
}

/** Ends a call that was only to be tried. */
export function endDryRun({ input }: Context): void {
  if (input["DryRun"] === true)
    refuse("DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");
}
