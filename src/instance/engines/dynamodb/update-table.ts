/** What a change of a table leaves of its members. */

import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { listStructures } from "../engine.ts";
import { needsStream } from "./change-replicas.ts";
import { nameKeys } from "./check-keys.ts";
import { readUnits } from "./check-throughput.ts";
import { type IndexUpdate, listIndexUpdates } from "./check-update.ts";
import { describeEncryption, isOnDemand } from "./describe-table.ts";
import { readNumber, readStructure, writeMembers } from "./read-members.ts";
import { beginStream } from "./stream-names.ts";
import { listVectorUpdates } from "./vectors/check-update.ts";
import { nameSearched } from "./vectors/vector-indexes.ts";

/** Other units, and when there were less and more. */
function changeUnits(before: Value | undefined, wanted: Value | undefined, now: Date): Structure {
  const [old, next] = [readUnits(before), readUnits(wanted)];
  const isMore = next.reads > old.reads || next.writes > old.writes;
  const isLess = next.reads < old.reads || next.writes < old.writes;
  const { NumberOfDecreasesToday, LastIncreaseDateTime, LastDecreaseDateTime } = readStructure(before);
  const decreases = readNumber(NumberOfDecreasesToday) ?? 0;
  return writeMembers({
    LastIncreaseDateTime: isMore ? now : LastIncreaseDateTime,
    LastDecreaseDateTime: isLess ? now : LastDecreaseDateTime,
    NumberOfDecreasesToday: isLess ? decreases + 1 : decreases,
    ReadCapacityUnits: next.reads,
    WriteCapacityUnits: next.writes,
  });
}

const NO_UNITS = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

function changeBilling({ input, now }: Context, members: Structure): Structure {
  const { BillingMode } = input;
  if (BillingMode === undefined || (BillingMode === "PAY_PER_REQUEST") === isOnDemand(members)) return {};
  if (BillingMode === "PROVISIONED")
    return {
      BillingMode,
      BillingModeSummary: writeMembers(readStructure(members["BillingModeSummary"]), { BillingMode }),
      OnDemandThroughput: null,
    };
  const at = new Date(now);
  return {
    BillingMode,
    BillingModeSummary: writeMembers({ BillingMode, LastUpdateToPayPerRequestDateTime: at }),
    ProvisionedThroughput: changeUnits(members["ProvisionedThroughput"], NO_UNITS, at),
    GlobalSecondaryIndexes: listStructures(members["GlobalSecondaryIndexes"]).map((index) =>
      writeMembers(index, {
        ProvisionedThroughput: changeUnits(index["ProvisionedThroughput"], NO_UNITS, at),
      }),
    ),
  };
}

function changeIndex(index: Structure, { said }: IndexUpdate, now: Date): Structure {
  const { ProvisionedThroughput, OnDemandThroughput, WarmThroughput } = said;
  const units =
    ProvisionedThroughput && changeUnits(index["ProvisionedThroughput"], ProvisionedThroughput, now);
  return writeMembers(index, { ProvisionedThroughput: units, OnDemandThroughput, WarmThroughput });
}

function changeIndexes(
  indexes: readonly Structure[],
  updates: readonly IndexUpdate[],
  now: Date,
): Structure[] {
  const left = indexes.flatMap((index) => {
    const update = updates.find(({ name }) => name === index["IndexName"]);
    if (!update) return [index];
    return update.deed === "Delete" ? [] : [changeIndex(index, update, now)];
  });
  return [...left, ...updates.flatMap(({ deed, said }) => (deed === "Create" ? [said] : []))];
}

/** The definitions of just those attributes that keys have. One that is defined anew keeps its type. */
function changeDefinitions(
  members: Structure,
  input: Structure,
  indexes: readonly Structure[],
  vectors: readonly Structure[],
): Structure[] {
  const used = new Set([
    ...[members, ...indexes, ...listStructures(members["LocalSecondaryIndexes"])].flatMap(({ KeySchema }) =>
      nameKeys(KeySchema),
    ),
    ...nameSearched(vectors),
  ]);
  const all = new Map<string, Structure>();
  for (const list of [members, input])
    for (const definition of listStructures(list["AttributeDefinitions"])) {
      const name = String(definition["AttributeName"]);
      if (used.has(name) && !all.has(name)) all.set(name, definition);
    }
  return [...all.values()];
}

function changeVectorIndexes(members: Structure, input: Structure): Structure[] {
  const updates = listVectorUpdates(input);
  const isGone = (name: Value | undefined) =>
    updates.some((one) => one.deed === "Delete" && one.name === name);
  return [
    ...listStructures(members["VectorIndexes"]).filter(({ IndexName }) => !isGone(IndexName)),
    ...updates.flatMap(({ deed, said }) => (deed === "Create" ? [said] : [])),
  ];
}

/** Bounds on what is paid for by request: -1 takes one off. */
function changeLimits(before: Value | undefined, said: Value | undefined): Value | undefined {
  if (!isStructure(said)) return undefined;
  const left = Object.entries(writeMembers(readStructure(before), said)).filter(
    ([, limit]) => readNumber(limit) !== -1,
  );
  return left.length === 0 ? null : writeMembers(Object.fromEntries(left));
}

const BOTH_IMAGES = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };

function changeStream(context: Context, members: Structure, arn: string): Structure {
  const isOn = readStructure(members["StreamSpecification"])["StreamEnabled"] === true;
  const preset = needsStream(context) && !isOn ? BOTH_IMAGES : undefined;
  const { StreamSpecification = preset } = context.input;
  if (!isStructure(StreamSpecification)) return {};
  if (StreamSpecification["StreamEnabled"] !== true) return { StreamSpecification: null };
  return { StreamSpecification, ...beginStream(context, arn) };
}

/** The members of a table after a change; null stands for what it has no longer. */
export function changeTable(context: Context, members: Structure, arn: string): Record<string, Value> {
  const { input, now } = context;
  const at = new Date(now);
  const billing = changeBilling(context, members);
  const indexes = changeIndexes(
    listStructures(billing["GlobalSecondaryIndexes"] ?? members["GlobalSecondaryIndexes"]),
    listIndexUpdates(input),
    at,
  );
  const vectors = changeVectorIndexes(members, input);
  const { ProvisionedThroughput, DeletionProtectionEnabled, TableClass, SSESpecification, WarmThroughput } =
    input;
  const encryption = describeEncryption(context, SSESpecification, true);
  const changed = writeMembers(
    members,
    billing,
    {
      ProvisionedThroughput:
        ProvisionedThroughput && changeUnits(members["ProvisionedThroughput"], ProvisionedThroughput, at),
      AttributeDefinitions: changeDefinitions(members, input, indexes, vectors),
      GlobalSecondaryIndexes: indexes.length > 0 ? indexes : null,
      VectorIndexes: vectors.length > 0 ? vectors : null,
      DeletionProtectionEnabled,
      WarmThroughput,
      OnDemandThroughput: changeLimits(members["OnDemandThroughput"], input["OnDemandThroughput"]),
      SSESpecification,
      SSEDescription: SSESpecification === undefined ? undefined : (encryption ?? null),
    },
    TableClass === undefined
      ? {}
      : { TableClass, TableClassSummary: writeMembers({ TableClass, LastUpdateDateTime: at }) },
    changeStream(context, members, arn),
  );
  return writeMembers(Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== null)));
}
