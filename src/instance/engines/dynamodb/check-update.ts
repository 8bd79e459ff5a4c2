/**
 * What AWS demands of a change of a table, in its order and words: first of the request alone, then of the table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */

import type { Structure, Value } from "../../../aws/values.ts";
import { listStructures } from "../engine.ts";
import { checkDefined, checkParts, checkProjection, refuseValues } from "./check-keys.ts";
import { nameDefined } from "./check-table.ts";
import {
  checkBounds,
  checkClass,
  checkOnDemand,
  checkWarmer,
  NEITHER_UNITS,
  readUnits,
} from "./check-throughput.ts";
import { describeWarmth, isOnDemand } from "./describe-table.ts";
import { readStructure } from "./read-members.ts";
import { refuse, refuseAs } from "./refusal.ts";
import {
  checkNoVector,
  checkVectorRequest,
  checkVectorUpdates,
  listVectorUpdates,
} from "./vectors/check-update.ts";

/** What UpdateTable changes: one of them at least. */
const CHANGES = [
  "ProvisionedThroughput",
  "BillingMode",
  "StreamSpecification",
  "SSESpecification",
  "TableClass",
  "DeletionProtectionEnabled",
  "OnDemandThroughput",
  "WarmThroughput",
  "MultiRegionConsistency",
  "GlobalTableSettingsReplicationMode",
];
const LISTS = [
  "GlobalSecondaryIndexUpdates",
  "ReplicaUpdates",
  "GlobalTableWitnessUpdates",
  "VectorIndexUpdates",
];
const DEEDS = ["Update", "Create", "Delete"] as const;
const MOST_UPDATES = 5;
const MOST_GLOBAL = 20;

/** What is done to an index, and to which. */
export interface IndexUpdate {
  readonly deed: (typeof DEEDS)[number];
  readonly name: string;
  readonly said: Structure;
}

/** What is to be done to the global indexes of a table. */
export function listIndexUpdates(input: Structure): IndexUpdate[] {
  return listStructures(input["GlobalSecondaryIndexUpdates"]).flatMap((update) =>
    DEEDS.flatMap((deed) => {
      const said = update[deed];
      if (said === undefined) return [];
      return [{ deed, name: String(readStructure(said)["IndexName"]), said: readStructure(said) }];
    }),
  );
}

/** Throws a refusal of what no table can be changed to. */
export function checkRequest(input: Structure): void {
  const { BillingMode, ProvisionedThroughput } = input;
  const isChange =
    CHANGES.some((name) => input[name] !== undefined) ||
    LISTS.some((name) => listStructures(input[name]).length > 0);
  if (!isChange)
    throw refuse(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required",
    );
  if (BillingMode === "PROVISIONED" && ProvisionedThroughput === undefined)
    throw refuseValues("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  if (BillingMode === "PAY_PER_REQUEST" && ProvisionedThroughput !== undefined)
    throw refuseValues(NEITHER_UNITS);
  checkBounds(ProvisionedThroughput);
  checkClass(input["TableClass"]);
  for (const update of listStructures(input["GlobalSecondaryIndexUpdates"])) {
    const { length } = DEEDS.filter((deed) => update[deed] !== undefined);
    if (length === 0)
      throw refuseValues(
        "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null",
      );
    if (length > 1)
      throw refuseValues(
        "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object",
      );
  }
  checkVectorRequest(input);
  const seen = new Set<string>();
  for (const { name } of listIndexUpdates(input)) {
    if (seen.has(name))
      throw refuseValues(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    seen.add(name);
  }
}

/** That units change where nothing else of the billing does. */
function checkSame(input: Structure, members: Structure): void {
  const { ProvisionedThroughput } = input;
  if (ProvisionedThroughput === undefined || isOnDemand(members)) return;
  const [now, wanted] = [readUnits(members["ProvisionedThroughput"]), readUnits(ProvisionedThroughput)];
  if (now.reads !== wanted.reads || now.writes !== wanted.writes) return;
  throw refuse(
    `The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: ${now.reads}. Requested ReadCapacityUnits: ${wanted.reads}. Current WriteCapacityUnits provisioned for the table: ${now.writes}. Requested WriteCapacityUnits: ${wanted.writes}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
  );
}

/** That the attributes of a key have the types that other keys of the table have them with. */
function checkSameTypes(schema: Value | undefined, input: Structure, members: Structure): void {
  const parts = listStructures(schema).map(({ AttributeName, KeyType }) => ({
    name: String(AttributeName),
    kind: String(KeyType),
  }));
  const typesOf = ({ AttributeDefinitions }: Structure) =>
    new Map(
      listStructures(AttributeDefinitions).map((one) => [
        String(one["AttributeName"]),
        String(one["AttributeType"]),
      ]),
    );
  const [before, after] = [typesOf(members), typesOf(input)];
  const other = parts.filter(({ name }) => before.has(name) && before.get(name) !== after.get(name));
  if (other.length === 0) return;
  const tell = (types: ReadonlyMap<string, string>) =>
    `Schema:[${other.map(({ name, kind }) => `SchemaElement: key{${name}:${types.get(name)}:${kind}}`).join(", ")}]`;
  throw refuseValues(
    `Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: ${tell(before)} New schema: ${tell(after)}`,
  );
}

function checkCreate(
  { name, said }: IndexUpdate,
  input: Structure,
  members: Structure,
  willBeOnDemand: boolean,
): void {
  const { KeySchema, Projection, ProvisionedThroughput } = said;
  checkDefined(KeySchema, nameDefined(input["AttributeDefinitions"]));
  checkParts(KeySchema, true);
  checkProjection(Projection);
  checkSameTypes(KeySchema, input, members);
  checkNoVector(said, input, members);
  if (willBeOnDemand && ProvisionedThroughput !== undefined)
    throw refuseValues(
      `Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
    );
  if (!willBeOnDemand && ProvisionedThroughput === undefined)
    throw refuseValues(`Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: ${name}`);
}

function checkIndexes(input: Structure, members: Structure, table: string, willBeOnDemand: boolean): void {
  const updates = listIndexUpdates(input);
  const built = updates.filter(({ deed }) => deed !== "Update").length + listVectorUpdates(input).length;
  if (updates.length > MOST_UPDATES || built > 1)
    throw refuseAs(
      "LimitExceededException",
      "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    );
  const named = (list: string) => listStructures(members[list]).map(({ IndexName }) => String(IndexName));
  const globals = named("GlobalSecondaryIndexes");
  const all = [...globals, ...named("LocalSecondaryIndexes"), ...named("VectorIndexes")];
  for (const update of updates) {
    const { deed, name, said } = update;
    if (deed === "Create") {
      if (all.includes(name)) throw refuse("Attempting to create an index which already exists");
      checkCreate(update, input, members, willBeOnDemand);
      if (globals.length >= MOST_GLOBAL)
        throw refuseAs(
          "LimitExceededException",
          "Subscriber limit exceeded: GlobalSecondaryIndex count exceeds the per-table limit of 20",
        );
    } else if (!globals.includes(name)) {
      if (deed === "Update")
        throw refuse(
          "This operation cannot be performed with given input values. Please contact DynamoDB service team for more info: Action Blocked: IndexUpdate",
        );
      throw refuseAs(
        "ResourceNotFoundException",
        `Requested resource not found: Index ${name} for table ${table}`,
      );
    } else checkBounds(said["ProvisionedThroughput"]);
  }
  const defined = nameDefined(input["AttributeDefinitions"]);
  checkVectorUpdates(input, members, { table, taken: all, isOnDemand: willBeOnDemand, defined });
}

function checkStreamChange({ StreamSpecification }: Structure, members: Structure, table: string): void {
  if (StreamSpecification === undefined) return;
  const { StreamEnabled, StreamViewType } = readStructure(StreamSpecification);
  const isOn = readStructure(members["StreamSpecification"])["StreamEnabled"] === true;
  if (StreamEnabled === true && isOn)
    throw refuse(`Table already has an enabled stream: TableName: ${table}`);
  if (StreamEnabled === true && StreamViewType === undefined)
    throw refuseValues("Table stream is being enabled, UpdateViewType should be specified");
  if (StreamEnabled !== true && StreamViewType !== undefined)
    throw refuseValues("Table stream is being disabled, UpdateViewType should not be specified");
  if (StreamEnabled !== true && listStructures(members["Replicas"]).length > 0)
    throw refuseValues("Disabling Stream is not allowed for a Global Table replica.");
  if (StreamEnabled !== true && !isOn) throw refuse(`Table has no stream to disable: TableName: ${table}`);
}

/** Throws a refusal of what a table, by its members, cannot be changed to. */
export function checkChange(input: Structure, members: Structure, table: string): void {
  const { BillingMode, ProvisionedThroughput } = input;
  const willBeOnDemand = BillingMode === undefined ? isOnDemand(members) : BillingMode === "PAY_PER_REQUEST";
  if (willBeOnDemand && ProvisionedThroughput !== undefined) throw refuseValues(NEITHER_UNITS);
  checkOnDemand(input["OnDemandThroughput"], !willBeOnDemand, false);
  checkSame(input, members);
  checkWarmer(input["WarmThroughput"], describeWarmth(members, members), "table");
  checkIndexes(input, members, table, willBeOnDemand);
  const updated = new Set(listIndexUpdates(input).map(({ name }) => name));
  const forgotten = listStructures(members["GlobalSecondaryIndexes"])
    .map(({ IndexName }) => String(IndexName))
    .filter((name) => !updated.has(name));
  if (BillingMode === "PROVISIONED" && isOnDemand(members) && forgotten.length > 0)
    throw refuseValues(`ProvisionedThroughput must be specified for index: ${forgotten.join(",")}`);
  checkStreamChange(input, members, table);
}
