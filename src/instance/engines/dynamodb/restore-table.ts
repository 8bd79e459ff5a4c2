/** Tables that are made from others: from a backup, or as one was at a moment, which is the last one here. */
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import { nameThing } from "../../state/thing-text.ts";
import { readText } from "../engine.ts";
import { copyRecords, getBackup, itemsOf, readKept } from "./backups.ts";
import { describeEncryption, describeTable } from "./describe-table.ts";
import { fillIndex } from "./items.ts";
import { getBackedUpTable } from "./named-table.ts";
import { readStructure, writeMembers } from "./read-members.ts";
import { isRecoverable } from "./recovery.ts";
import { RefusedRequest, refuse, refuseAs } from "./refusal.ts";
import { findTable, readTable, type Table } from "./tables.ts";

/** What a restored table has of the other one. */
const RESTORED = [
  "AttributeDefinitions",
  "KeySchema",
  "LocalSecondaryIndexes",
  "GlobalSecondaryIndexes",
  "VectorIndexes",
  "BillingMode",
  "BillingModeSummary",
  "ProvisionedThroughput",
  "OnDemandThroughput",
  "SSESpecification",
  "SSEDescription",
] as const;

/** The list that is asked for, where one is: an empty one means none. */
function choose(asked: Value | undefined, kept: Value | undefined): Value | undefined {
  if (!Array.isArray(asked)) return kept;
  return asked.length === 0 ? undefined : asked;
}

function overrideMembers(context: Context, kept: Structure): Structure {
  const { input, now } = context;
  const members: Record<string, Value | undefined> = Object.fromEntries(
    RESTORED.map((name) => [name, kept[name]]),
  );
  const { BillingModeOverride: mode, SSESpecificationOverride: encryption } = input;
  const at = new Date(now);
  return writeMembers(members, {
    LocalSecondaryIndexes: undefined,
    ...(mode === "PAY_PER_REQUEST" && {
      BillingMode: mode,
      BillingModeSummary: writeMembers({ BillingMode: mode, LastUpdateToPayPerRequestDateTime: at }),
    }),
    ProvisionedThroughput: input["ProvisionedThroughputOverride"],
    OnDemandThroughput: input["OnDemandThroughputOverride"],
    SSESpecification: encryption,
    SSEDescription: encryption === undefined ? undefined : describeEncryption(context, encryption),
  });
}

function restore(context: Context, kept: Structure, owner: string, summary: Structure): Structure {
  const { input, store, now } = context;
  checkTarget(context);
  const name = readText(input, "TargetTableName");
  const done = make(context, "table");
  if ("error" in done) throw new RefusedRequest(done.error);
  const made = findTable(context, name);
  if (!made) return done.output;
  const members: Record<string, Value> = writeMembers(overrideMembers(context, kept));
  for (const list of ["LocalSecondaryIndexes", "GlobalSecondaryIndexes"] as const) {
    const chosen = choose(input[list.replace("Indexes", "IndexOverride")], kept[list]);
    if (chosen === undefined || chosen === null) delete members[list];
    else members[list] = chosen;
  }
  if (input["BillingModeOverride"] === "PROVISIONED") {
    delete members["BillingModeSummary"];
    members["BillingMode"] = "PROVISIONED";
  }
  const thing = {
    ...made.thing,
    members: writeMembers(members, {
      TableName: name,
      CreationDateTime: new Date(now),
      TableId: made.thing.members["TableId"] ?? made.thing.names.id,
      RestoreSummary: writeMembers(summary, {
        RestoreDateTime: input["RestoreDateTime"] ?? new Date(now),
        RestoreInProgress: false,
      }),
    }),
  };
  store.put(thing);
  const table = readTable(thing);
  copyRecords(itemsOf(context, owner), itemsOf(context, table.owner));
  for (const index of table.indexes) fillIndex(context, table, index);
  return { TableDescription: tellBegun(describeTable(context, table)) };
}

/** The answer tells a restoration that has only begun: it is over when the table is asked for. */
function tellBegun(described: Structure): Structure {
  const RestoreSummary = { ...readStructure(described["RestoreSummary"]), RestoreInProgress: true };
  return writeMembers(described, { TableStatus: "CREATING", RestoreSummary });
}

function restoreFromBackup(context: Context): Structure | undefined {
  const backup = getBackup(context);
  const kept = readKept(backup);
  if (!kept) return undefined;
  const { TableArn } = readStructure(backup.members["SourceTableDetails"]);
  return restore(
    context,
    kept,
    nameThing(backup),
    writeMembers({ SourceBackupArn: backup.names.arn, SourceTableArn: TableArn }),
  );
}

function findSource(context: Context): Table {
  const { SourceTableArn, SourceTableName } = context.input;
  if (SourceTableArn === undefined && SourceTableName === undefined)
    throw refuse(
      "One or more parameter values were invalid: SourceTableName or SourceTableArn must be specified",
    );
  if (SourceTableArn !== undefined) return getBackedUpTable(context, "SourceTableArn");
  const name = readText(context.input, "SourceTableName");
  const table = findTable(context, name);
  if (!table) throw refuseAs("TableNotFoundException", `Table not found: ${name}`);
  return table;
}

/** Throws a refusal of a table that is there already: this is seen before what there is to restore. */
function checkTarget(context: Context): void {
  const name = readText(context.input, "TargetTableName");
  if (findTable(context, name))
    throw refuseAs("TableAlreadyExistsException", `Table already exists: ${name}`);
}

function restoreToMoment(context: Context): Structure {
  const table = findSource(context);
  checkTarget(context);
  const { UseLatestRestorableTime, RestoreDateTime } = context.input;
  if (!isRecoverable(context, table))
    throw refuseAs(
      "PointInTimeRecoveryUnavailableException",
      `Point in time recovery is not enabled for table '${table.name}'`,
    );
  if (UseLatestRestorableTime !== true && RestoreDateTime === undefined)
    throw refuse(
      "One or more parameter values were invalid: RestoreDateTime or UseLatestRestorableTime must be specified",
    );
  const { members } = table.thing;
  const kept = isStructure(members) ? members : {};
  return restore(context, kept, table.owner, writeMembers({ SourceTableArn: table.arn }));
}

export const restores = {
  RestoreTableFromBackup: restoreFromBackup,
  RestoreTableToPointInTime: restoreToMoment,
};
