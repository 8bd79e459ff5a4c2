/** What is done with tables: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html */

import type { Structure, Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { remove } from "../../behaviour/changes/change.ts";
import type { Context } from "../../behaviour/context.ts";
import { make, makeAll } from "../../behaviour/makes/make.ts";
import { listStructures, readText } from "../engine.ts";
import { changeReplicas, checkReplicas, leaveReplicas } from "./change-replicas.ts";
import { checkTable } from "./check-table.ts";
import { checkChange, checkRequest, listIndexUpdates } from "./check-update.ts";
import { describeEncryption, describeTable } from "./describe-table.ts";
import { endItems } from "./end-items.ts";
import { dropIndex, fillIndex } from "./items.ts";
import { getNamedTable, readTableName } from "./named-table.ts";
import { readNumber, readStructure, writeMembers } from "./read-members.ts";
import { RefusedRequest, refuse, refuseAs } from "./refusal.ts";
import { putPolicy } from "./resource-policies.ts";
import { beginStream } from "./stream-names.ts";
import { endStream } from "./streams.ts";
import { checkTags } from "./table-tags.ts";
import { findTable, readTable, type Table } from "./tables.ts";
import { changeTable } from "./update-table.ts";
import { listVectorUpdates } from "./vectors/check-update.ts";
import { keepVectorIndex } from "./vectors/vector-indexes.ts";

const TABLE = "table";

/** Indexes in a state; undefined where there are none. */
function tellState(indexes: Value | undefined, state: string): Value | undefined {
  const list = listStructures(indexes);
  return list.length === 0 ? undefined : list.map((index) => writeMembers(index, { IndexStatus: state }));
}

/** A description of a table that is still coming up, with the indexes in the same state. */
function tellComing(description: Structure, state: string, input: Structure): Structure {
  const indexes = listStructures(description["GlobalSecondaryIndexes"]);
  const { BillingModeSummary, WarmThroughput } = description;
  const told = writeMembers(description, {
    TableStatus: state,
    GlobalSecondaryIndexes:
      indexes.length === 0
        ? undefined
        : indexes.map((index) => {
            const { WarmThroughput: _, ...rest } = index;
            return writeMembers(rest, { IndexStatus: state });
          }),
    VectorIndexes: tellState(description["VectorIndexes"], state),
    BillingModeSummary:
      BillingModeSummary === undefined
        ? undefined
        : writeMembers({ BillingMode: readStructure(BillingModeSummary)["BillingMode"] }),
    WarmThroughput: writeMembers(readStructure(WarmThroughput), { Status: "UPDATING" }),
  });
  if (input["WarmThroughput"] === undefined) delete told["WarmThroughput"];
  return told;
}

/** A table of production's; what it is made with that is no part of it is set. */
function adoptTable(context: Context): Structure | undefined {
  const { ResourcePolicy: policy } = context.input;
  if (typeof policy !== "string") return undefined;
  const done = makeAll(context, TABLE);
  const made = findTable(context, readTableName(readText(context.input, "TableName")));
  if (made) putPolicy(context, made.arn, policy);
  return "error" in done ? undefined : done.output;
}

function createTable(context: Context): Structure | undefined {
  const { input, store, told } = context;
  if (told) return adoptTable(context);
  const name = readTableName(readText(input, "TableName"));
  checkTable(input);
  checkTags(listStructures(input["Tags"]));
  if (findTable(context, name)) throw refuseAs("ResourceInUseException", `Table already exists: ${name}`);
  const done = make({ ...context, input: writeMembers(input, { TableName: name }) }, TABLE);
  if ("error" in done) throw new RefusedRequest(done.error);
  const made = findTable(context, name);
  if (!made) return done.output;
  const { TableClass, SSESpecification, StreamSpecification, ResourcePolicy } = input;
  const isStreaming = readStructure(StreamSpecification)["StreamEnabled"] === true;
  const members: Record<string, Value> = writeMembers(
    made.thing.members,
    {
      CreationDateTime: new Date(context.now),
      TableClassSummary: TableClass === undefined ? undefined : writeMembers({ TableClass }),
      SSEDescription: describeEncryption(context, SSESpecification, true),
    },
    isStreaming ? beginStream(context, made.arn) : {},
  );
  for (const name of ["Tags", "ResourcePolicy", ...(isStreaming ? [] : ["StreamSpecification"])])
    delete members[name];
  const vectors = listStructures(input["VectorIndexes"]).map(keepVectorIndex);
  if (vectors.length > 0) members["VectorIndexes"] = vectors;
  const thing = { ...made.thing, members };
  store.put(thing);
  if (typeof ResourcePolicy === "string") putPolicy(context, made.arn, ResourcePolicy);
  return { TableDescription: tellComing(describeTable(context, readTable(thing)), "CREATING", input) };
}

/** What production calls a stream and a key that come with a change. */
function readToldNames({ told }: Context, { SSEDescription }: Structure): Structure {
  const description = readStructure(told?.output["TableDescription"]);
  const { LatestStreamArn, LatestStreamLabel } = description;
  const { KMSMasterKeyArn } = readStructure(description["SSEDescription"]);
  return writeMembers({
    ...{ LatestStreamArn, LatestStreamLabel },
    SSEDescription:
      KMSMasterKeyArn && SSEDescription
        ? writeMembers(readStructure(SSEDescription), { KMSMasterKeyArn })
        : undefined,
  });
}

function updateTable(context: Context): Structure {
  const { input, store } = context;
  checkRequest(input);
  const before = getNamedTable(context);
  checkChange(input, before.thing.members, before.name);
  if (readStructure(input["StreamSpecification"])["StreamEnabled"] === false) endStream(context, before);
  checkReplicas(context, before);
  const changed = changeTable(context, before.thing.members, before.arn);
  const thing = { ...before.thing, members: writeMembers(changed, readToldNames(context, changed)) };
  store.put(thing);
  changeReplicas(context, readTable(thing));
  const table = getNamedTable(context);
  const updates = listIndexUpdates(input);
  for (const { deed, name } of updates) {
    const index = table.indexes.find((one) => one.name === name);
    if (deed === "Delete") dropIndex(context, before, name);
    if (deed === "Create" && index) fillIndex(context, table, index);
  }
  return { TableDescription: tellUpdating(context, before, table) };
}

/** While a change comes, units are what they were; an index that comes or goes says so. */
function tellUpdating(context: Context, before: Table, after: Table): Structure {
  const { input } = context;
  const told = describeTable(context, after);
  const updates = new Map(listIndexUpdates(input).map(({ name, deed }) => [name, deed]));
  const gone = listStructures(describeTable(context, before)["GlobalSecondaryIndexes"]).filter(
    ({ IndexName }) => updates.get(String(IndexName)) === "Delete",
  );
  const states = { Create: "CREATING", Update: "UPDATING", Delete: "DELETING" };
  const indexes = [...listStructures(told["GlobalSecondaryIndexes"]), ...gone].map((index) => {
    const deed = updates.get(String(index["IndexName"]));
    return deed === undefined
      ? index
      : writeMembers(index, {
          IndexStatus: states[deed],
          Backfilling: deed === "Create" ? false : undefined,
        });
  });
  const vectors = tellVectors(context, before, told);
  const { ReadCapacityUnits, WriteCapacityUnits } = readStructure(
    before.thing.members["ProvisionedThroughput"],
  );
  const isChanging =
    updates.size > 0 ||
    listVectorUpdates(input).length > 0 ||
    ["ProvisionedThroughput", "BillingMode", "StreamSpecification", "ReplicaUpdates"].some(
      (name) => input[name] !== undefined,
    );
  const keepsUnits = input["ProvisionedThroughput"] !== undefined && input["BillingMode"] === undefined;
  const limits = readStructure(input["OnDemandThroughput"]);
  const takesOff = Object.values(limits).some((limit) => readNumber(limit) === -1);
  const encryption = describeTable(context, before)["SSEDescription"];
  const isOpened = readStructure(input["SSESpecification"])["Enabled"] === false;
  return writeMembers(told, {
    SSEDescription:
      isOpened && encryption !== undefined
        ? writeMembers(readStructure(encryption), { Status: "UPDATING" })
        : undefined,
    TableStatus: isChanging ? "UPDATING" : "ACTIVE",
    GlobalSecondaryIndexes: indexes.length === 0 ? undefined : indexes,
    VectorIndexes: vectors.length === 0 ? undefined : vectors,
    ProvisionedThroughput: keepsUnits
      ? writeMembers(readStructure(told["ProvisionedThroughput"]), {
          ReadCapacityUnits: readNumber(ReadCapacityUnits),
          WriteCapacityUnits: readNumber(WriteCapacityUnits),
        })
      : undefined,
    OnDemandThroughput: takesOff
      ? writeMembers(readStructure(before.thing.members["OnDemandThroughput"]), limits)
      : undefined,
  });
}

/** The vector indexes of a table that changes: those that come, and those that go. */
function tellVectors(context: Context, before: Table, told: Structure): Structure[] {
  const updates = new Map(listVectorUpdates(context.input).map(({ name, deed }) => [name, deed]));
  const deedOf = ({ IndexName }: Structure) => updates.get(String(IndexName));
  const gone = listStructures(describeTable(context, before)["VectorIndexes"])
    .filter((index) => deedOf(index) === "Delete")
    .map((index) => writeMembers(index, { IndexStatus: "DELETING" }));
  const left = listStructures(told["VectorIndexes"]).map((index) =>
    deedOf(index) === "Create" ? writeMembers(index, { IndexStatus: "CREATING", Backfilling: false }) : index,
  );
  return [...left, ...gone];
}

/** What is told of a table that goes. */
const GOING = [
  "BillingModeSummary",
  "DeletionProtectionEnabled",
  "ItemCount",
  "LatestStreamArn",
  "LatestStreamLabel",
  "ProvisionedThroughput",
  "SSEDescription",
  "StreamSpecification",
  "TableArn",
  "TableClassSummary",
  "TableId",
  "TableName",
  "TableSizeBytes",
];

function deleteTable(context: Context): Structure {
  const table = getNamedTable(context);
  if (table.thing.members["DeletionProtectionEnabled"] === true)
    throw refuse(
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    );
  const described = describeTable(context, table);
  endStream(context, table);
  leaveReplicas(context, table);
  const done = remove({ ...context, input: writeMembers({ TableName: table.name }) }, TABLE);
  if ("error" in done) throw new RefusedRequest(done.error);
  const told = writeMembers(Object.fromEntries(GOING.map((name) => [name, described[name]])));
  return { TableDescription: writeMembers(told, { TableStatus: "DELETING" }) };
}

function describe(context: Context): Structure {
  const table = getNamedTable(context);
  endItems(context, table);
  return { Table: describeTable(context, table) };
}

const MOST_NAMES = 100;

function listTables({ store, caller, input }: Context): Structure {
  const place = { account: caller.account, region: caller.region };
  const start = readText(input, "ExclusiveStartTableName");
  const names = store
    .list(place, { service: "dynamodb", type: TABLE })
    .map(({ chain }) => chain.at(-1) ?? "")
    .filter((name) => name > start)
    .sort();
  const limit = readNumber(input["Limit"]) ?? MOST_NAMES;
  const page = names.slice(0, limit);
  return writeMembers({
    TableNames: page,
    LastEvaluatedTableName: names.length > limit ? page.at(-1) : undefined,
  });
}

/** AWS makes none of the first version any more, and has none of them to show. */
function createGlobalTable({ told }: Context): undefined {
  if (told) return undefined;
  throw refuse(
    "One or more parameter values were invalid: DynamoDB global tables version 2017.11.29 is not supported. We recommend using DynamoDB global tables version 2019.11.21, instead of version 2017.11.29 (Legacy).",
  );
}

/** Operations about tables. */
export const tableDeeds = {
  CreateGlobalTable: createGlobalTable,
  CreateTable: createTable,
  UpdateTable: updateTable,
  DeleteTable: deleteTable,
  DescribeTable: describe,
  ListTables: listTables,
};

compileLightly(tellComing, createTable);
