/**
 * Tables as AWS describes them: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 * What production told of a table stands in its members under the names of the description; what only inputs name is told as the
 * description names it.
 */

import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import type { Context } from "../../behaviour/context.ts";
import type { ThingPlace } from "../../thing.ts";
import { listStructures } from "../engine.ts";
import { findManagedKey } from "../kms/managed-keys.ts";
import { ON_DEMAND_UNITS, readUnits } from "./check-throughput.ts";
import { countItems } from "./items.ts";
import { measureItems } from "./measure-items.ts";
import { readNumber, readStructure, writeMembers } from "./read-members.ts";
import type { Table } from "./tables.ts";
import { describeVectorIndexes } from "./vectors/describe.ts";

/** What of a table is told as it stands in its members. */
const AS_THEY_STAND = [
  "AttributeDefinitions",
  "KeySchema",
  "StreamSpecification",
  "LatestStreamLabel",
  "LatestStreamArn",
  "GlobalTableVersion",
  "Replicas",
  "GlobalTableWitnesses",
  "GlobalTableSettingsReplicationMode",
  "RestoreSummary",
  "SSEDescription",
  "ArchivalSummary",
  "TableClassSummary",
  "OnDemandThroughput",
  "MultiRegionConsistency",
] as const;

/** Whether requests are paid for, and not what is provisioned. */
export function isOnDemand({ BillingMode, BillingModeSummary }: Structure): boolean {
  return (readStructure(BillingModeSummary)["BillingMode"] ?? BillingMode) === "PAY_PER_REQUEST";
}

function describeThroughput(members: Structure, given: Value | undefined): Structure {
  const { NumberOfDecreasesToday, LastIncreaseDateTime, LastDecreaseDateTime } = readStructure(given);
  const { reads, writes } = isOnDemand(members) ? { reads: 0, writes: 0 } : readUnits(given);
  return writeMembers({
    LastIncreaseDateTime,
    LastDecreaseDateTime,
    NumberOfDecreasesToday: readNumber(NumberOfDecreasesToday) ?? 0,
    ReadCapacityUnits: reads,
    WriteCapacityUnits: writes,
  });
}

/** How warm a table or an index is: as it was asked to be, else as it must be. */
export function describeWarmth(
  members: Structure,
  { ProvisionedThroughput, WarmThroughput }: Structure,
): Structure {
  const least = isOnDemand(members) ? ON_DEMAND_UNITS : readUnits(ProvisionedThroughput);
  const { ReadUnitsPerSecond, WriteUnitsPerSecond } = readStructure(WarmThroughput);
  return writeMembers({
    ReadUnitsPerSecond: readNumber(ReadUnitsPerSecond) ?? least.reads,
    WriteUnitsPerSecond: readNumber(WriteUnitsPerSecond) ?? least.writes,
    Status: "ACTIVE",
  });
}

function describeIndex(context: Context, table: Table, index: Structure): Structure {
  const { IndexName, KeySchema, Projection, OnDemandThroughput } = index;
  const name = String(IndexName);
  const { members } = table.thing;
  const known = table.indexes.find((one) => one.name === name);
  const own = {
    IndexName: name,
    KeySchema,
    Projection,
    IndexSizeBytes: known ? measureItems(context, table, known) : 0,
    ItemCount: known ? countItems(context, table, known) : 0,
    IndexArn: `${table.arn}/index/${name}`,
  };
  if (known?.isGlobal === false) return writeMembers(own);
  return writeMembers(own, {
    IndexStatus: "ACTIVE",
    ProvisionedThroughput: describeThroughput(members, index["ProvisionedThroughput"]),
    OnDemandThroughput,
    WarmThroughput: describeWarmth(members, index),
  });
}

function describeIndexes(context: Context, table: Table, list: string): Value | undefined {
  const indexes = listStructures(table.thing.members[list]);
  return indexes.length === 0 ? undefined : indexes.map((index) => describeIndex(context, table, index));
}

/** How requests are paid for; undefined of a table that has always been provisioned. */
function describeBilling(members: Structure, createdAt: Value | undefined): Value | undefined {
  const { BillingModeSummary } = members;
  const own = readStructure(BillingModeSummary);
  if (isOnDemand(members))
    return writeMembers(
      { BillingMode: "PAY_PER_REQUEST", LastUpdateToPayPerRequestDateTime: createdAt },
      own,
    );
  return isStructure(BillingModeSummary) ? own : undefined;
}

/** A table that stands. */
export function describeTable(context: Context, table: Table): Record<string, Value> {
  const { thing } = table;
  const { members } = thing;
  const createdAt = members["CreationDateTime"] ?? new Date(thing.createdAt);
  const { TableClass, SSESpecification } = members;
  const told = Object.fromEntries(AS_THEY_STAND.map((name) => [name, members[name]]));
  const isStreaming = readStructure(members["StreamSpecification"])["StreamEnabled"] === true;
  return writeMembers({
    ...told,
    TableName: table.name,
    TableStatus: "ACTIVE",
    CreationDateTime: createdAt,
    ProvisionedThroughput: describeThroughput(members, members["ProvisionedThroughput"]),
    TableSizeBytes: measureItems(context, table),
    ItemCount: countItems(context, table),
    TableArn: table.arn,
    TableId: members["TableId"] ?? thing.names.id,
    BillingModeSummary: describeBilling(members, createdAt),
    LocalSecondaryIndexes: describeIndexes(context, table, "LocalSecondaryIndexes"),
    GlobalSecondaryIndexes: describeIndexes(context, table, "GlobalSecondaryIndexes"),
    VectorIndexes: describeVectorIndexes(context, table),
    StreamSpecification: isStreaming ? members["StreamSpecification"] : undefined,
    SSEDescription: members["SSEDescription"] ?? describeEncryption(context, SSESpecification),
    TableClassSummary:
      members["TableClassSummary"] ?? (TableClass === undefined ? undefined : writeMembers({ TableClass })),
    DeletionProtectionEnabled: members["DeletionProtectionEnabled"] ?? false,
    WarmThroughput: describeWarmth(members, members),
  });
}

/**
 * How a table is encrypted by a key of the account's; undefined of one that AWS's own key encrypts. `isNew`: whether it begins to be so,
 * and gets the key that the account has for tables, where no other one is named.
 */
export function describeEncryption(
  context: Context,
  specification: Value | undefined,
  isNew = false,
): Structure | undefined {
  const { caller, told } = context;
  const { Enabled, SSEType, KMSMasterKeyId: id } = readStructure(specification);
  if (Enabled !== true) return undefined;
  const place = { account: caller.account, region: caller.region };
  const own = () => (isNew && !told ? findManagedKey(context, place, "dynamodb").names.arn : undefined);
  const arn = typeof id === "string" ? nameEncryptingKey(id, place) : own();
  return writeMembers({ Status: "ENABLED", SSEType: SSEType ?? "KMS", KMSMasterKeyArn: arn });
}

function nameEncryptingKey(id: string, { account, region }: ThingPlace): string {
  if (id.startsWith("arn:")) return id;
  return `arn:aws:kms:${region}:${account}:${id.startsWith("alias/") ? id : `key/${id}`}`;
}

compileLightly(describeThroughput, describeWarmth, describeBilling, describeTable);
