/**
 * Backups of tables: copies of their items under names of their own.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/backuprestore_HowItWorks.html
 */
import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Space } from "../../records.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Thing } from "../../thing.ts";
import { listStructures, readText } from "../engine.ts";
import { describeTable } from "./describe-table.ts";
import { getBackedUpTable, readTableName } from "./named-table.ts";
import { readNumber, readStructure, writeMembers } from "./read-members.ts";
import { refuseAs } from "./refusal.ts";
import { findTable, type Table } from "./tables.ts";
import { describeTimeToLive } from "./time-to-live.ts";

const KIND = { service: "dynamodb", type: "backup" };
/** What of a table is restored with its backup. */
const KEPT = "SourceTableMembers";
const ITEMS = "items";
const LOT = 1_000;

/** The items of a table or of a backup, by the text that tells its records. */
export function itemsOf({ store }: Context, owner: string): Space {
  return store.records.space(owner, ITEMS);
}

/** Copies records. */
export function copyRecords(from: Space, to: Space): void {
  for (let after: string | Uint8Array | undefined; ; ) {
    const lot = from.list({ after, limit: LOT });
    for (const { key, value } of lot) to.put(key, value);
    if (lot.length < LOT) return;
    after = lot.at(-1)?.key;
  }
}

function pick(structure: Structure, names: readonly string[]): Structure {
  return writeMembers(Object.fromEntries(names.map((name) => [name, structure[name]])));
}

const SOURCE = [
  "TableName",
  "TableId",
  "TableArn",
  "TableSizeBytes",
  "KeySchema",
  "OnDemandThroughput",
  "ItemCount",
];
const LOCAL = ["IndexName", "KeySchema", "Projection"];
const UNITS = ["ReadCapacityUnits", "WriteCapacityUnits"];

function describeSource(described: Structure): Structure {
  const { CreationDateTime, ProvisionedThroughput, BillingModeSummary } = described;
  return writeMembers(pick(described, SOURCE), {
    TableCreationDateTime: CreationDateTime,
    ProvisionedThroughput: pick(readStructure(ProvisionedThroughput), UNITS),
    BillingMode: readStructure(BillingModeSummary)["BillingMode"] ?? "PROVISIONED",
  });
}

function describeFeatures(described: Structure, table: Table): Structure {
  const list = (name: string, names: readonly string[]): Value | undefined => {
    const indexes = listStructures(described[name]);
    return indexes.length === 0 ? undefined : indexes.map((index) => pick(index, names));
  };
  const isEnding = describeTimeToLive(table)["TimeToLiveStatus"] === "ENABLED";
  return writeMembers({
    LocalSecondaryIndexes: list("LocalSecondaryIndexes", LOCAL),
    GlobalSecondaryIndexes: list("GlobalSecondaryIndexes", [
      ...LOCAL,
      "ProvisionedThroughput",
      "OnDemandThroughput",
    ]),
    StreamDescription: described["StreamSpecification"],
    TimeToLiveDescription: isEnding ? describeTimeToLive(table) : undefined,
    SSEDescription: described["SSEDescription"],
  });
}

const DETAILS = [
  "BackupArn",
  "BackupName",
  "BackupSizeBytes",
  "BackupStatus",
  "BackupType",
  "BackupCreationDateTime",
];

function createBackup(context: Context): Structure {
  const { input, now, mint, store, caller, operation, told } = context;
  const table = getBackedUpTable(context);
  const answered = readStructure(told?.output["BackupDetails"]);
  const named = readText(answered, "BackupArn");
  const arn = named || `${table.arn}/backup/${String(now).padStart(14, "0")}-${mint(8)}`;
  const id = arn.slice(arn.lastIndexOf("/") + 1);
  const described = describeTable(context, table);
  const details = writeMembers({
    BackupArn: arn,
    BackupName: input["BackupName"],
    BackupSizeBytes: described["TableSizeBytes"],
    BackupStatus: "AVAILABLE",
    BackupType: "USER",
    BackupCreationDateTime: new Date(now),
    ...pick(answered, ["BackupSizeBytes", "BackupCreationDateTime"]),
  });
  const thing: Thing = {
    place: { account: caller.account, region: caller.region },
    ...KIND,
    chain: [id],
    within: undefined,
    names: { arn },
    members: writeMembers(details, {
      TableName: table.name,
      SourceTableDetails: describeSource(described),
      SourceTableFeatureDetails: describeFeatures(described, table),
      [KEPT]: table.thing.members,
    }),
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, input, output: writeMembers({ BackupDetails: details }) },
  };
  store.put(thing);
  copyRecords(itemsOf(context, table.owner), itemsOf(context, nameThing(thing)));
  return { BackupDetails: details };
}

/** The backup that an ARN names. Throws a refusal where there is none. */
export function getBackup({ store, caller, input }: Context): Thing {
  const arn = readText(input, "BackupArn");
  const place = { account: caller.account, region: caller.region };
  const found = store.find(place, KIND, [arn]);
  if (found?.names.arn === arn) return found;
  throw refuseAs("BackupNotFoundException", `Backup not found: ${arn}`);
}

/** What of the table a backup keeps; undefined of one that only a log tells of, which the generic behaviour tells. */
export function readKept({ members }: Thing): Structure | undefined {
  return members[KEPT] === undefined ? undefined : readStructure(members[KEPT]);
}

function describe({ members }: Thing, status?: string): Structure {
  return writeMembers({
    BackupDetails: writeMembers(pick(members, DETAILS), { BackupStatus: status }),
    SourceTableDetails: members["SourceTableDetails"],
    SourceTableFeatureDetails: members["SourceTableFeatureDetails"],
  });
}

function describeBackup(context: Context): Structure | undefined {
  const backup = getBackup(context);
  return readKept(backup) && { BackupDescription: describe(backup) };
}

function deleteBackup(context: Context): Structure | undefined {
  const backup = getBackup(context);
  if (!readKept(backup)) return undefined;
  context.store.remove(backup);
  return { BackupDescription: describe(backup, "DELETED") };
}

function readTime(value: Value | undefined): number | undefined {
  return value instanceof Date ? value.getTime() : undefined;
}

function isAsked(input: Structure, { members, createdAt }: Thing): boolean {
  const name = input["TableName"];
  const at = readTime(members["BackupCreationDateTime"]) ?? createdAt;
  const type = input["BackupType"] ?? "ALL";
  return (
    members["BackupName"] !== undefined &&
    (typeof name !== "string" || readTableName(name) === members["TableName"]) &&
    at >= (readTime(input["TimeRangeLowerBound"]) ?? 0) &&
    at < (readTime(input["TimeRangeUpperBound"]) ?? Number.POSITIVE_INFINITY) &&
    (type === "ALL" || type === (members["BackupType"] ?? "USER"))
  );
}

const MOST_TOLD = 100;

function listBackups(context: Context): Structure {
  const { store, caller, input } = context;
  const place = { account: caller.account, region: caller.region };
  const all = store.list(place, KIND).filter((thing) => isAsked(input, thing));
  const start = all.findIndex(({ names }) => names.arn === input["ExclusiveStartBackupArn"]) + 1;
  const end = start + (readNumber(input["Limit"]) ?? MOST_TOLD);
  return writeMembers({
    BackupSummaries: all.slice(start, end).map(({ members, names }) => {
      const table = findTable(context, String(members["TableName"]));
      const told = members["SourceTableDetails"] ?? (table && describeTable(context, table));
      const { TableId, TableArn } = readStructure(told);
      return writeMembers(pick(members, ["TableName", ...DETAILS]), {
        BackupArn: names.arn,
        TableId,
        TableArn,
      });
    }),
    LastEvaluatedBackupArn: end < all.length ? all[end - 1]?.names.arn : undefined,
  });
}

export const backups = {
  CreateBackup: createBackup,
  DeleteBackup: deleteBackup,
  DescribeBackup: describeBackup,
  ListBackups: listBackups,
};
