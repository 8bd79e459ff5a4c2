/**
 * What AWS demands of a table that is to be made, in its order and words.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */

import type { Structure, Value } from "../../../aws/values.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { listStructures } from "../engine.ts";
import {
  checkDefined,
  checkName,
  checkParts,
  checkProjection,
  nameKeys,
  refuseValues,
} from "./check-keys.ts";
import {
  checkBounds,
  checkClass,
  checkOnDemand,
  checkWarm,
  NEITHER_UNITS,
  readUnits,
} from "./check-throughput.ts";
import { readStructure } from "./read-members.ts";
import { refuse } from "./refusal.ts";
import { checkVectorIndexes } from "./vectors/check-indexes.ts";
import { nameSearched } from "./vectors/vector-indexes.ts";

const MOST_LOCAL = 5;
const MOST_GLOBAL = 20;

/** The names of the attributes that are defined. */
export function nameDefined(definitions: Value | undefined): string[] {
  return listStructures(definitions).map(({ AttributeName }) => String(AttributeName));
}

function checkBilling({ BillingMode, ProvisionedThroughput }: Structure): void {
  if (BillingMode === "PAY_PER_REQUEST") {
    if (ProvisionedThroughput !== undefined) throw refuseValues(NEITHER_UNITS);
    return;
  }
  const { reads, writes } = readUnits(ProvisionedThroughput);
  if (reads === 0 || writes === 0)
    throw refuseValues(
      "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
  checkBounds(ProvisionedThroughput);
}

function checkKey(
  { KeySchema, LocalSecondaryIndexes, GlobalSecondaryIndexes, VectorIndexes }: Structure,
  defined: readonly string[],
): void {
  const twice = defined.find((name, at) => defined.indexOf(name) !== at);
  if (twice !== undefined) throw refuse(`Attribute Name is duplicated: ${twice}`);
  const count = listStructures(KeySchema).length;
  if (count > defined.length) throw refuse("Invalid KeySchema: Some index key attribute have no definition");
  checkDefined(KeySchema, defined);
  checkParts(KeySchema, false);
  const hasIndexes = [LocalSecondaryIndexes, GlobalSecondaryIndexes, VectorIndexes].some(
    (list) => list !== undefined,
  );
  if (!hasIndexes && count !== defined.length)
    throw refuseValues(
      "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
    );
}

function checkLocal(input: Structure, defined: readonly string[], names: Set<string>): void {
  if (input["LocalSecondaryIndexes"] === undefined) return;
  const indexes = listStructures(input["LocalSecondaryIndexes"]);
  const [hash, range] = nameKeys(input["KeySchema"]);
  if (indexes.length === 0) throw refuseValues("List of LocalSecondaryIndexes is empty");
  if (range === undefined)
    throw refuseValues(
      "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    );
  for (const index of indexes) {
    const { IndexName, KeySchema, Projection } = index;
    checkDefined(KeySchema, defined);
    checkParts(KeySchema, false);
    const [own, second] = nameKeys(KeySchema);
    if (second === undefined)
      throw refuseValues(`Index KeySchema does not have a range key for index: ${String(IndexName)}`);
    if (own !== hash)
      throw refuseValues(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${String(IndexName)}. index hash key: ${own}, table hash key: ${hash}`,
      );
    checkProjection(Projection);
    checkName(index, names);
  }
  if (indexes.length > MOST_LOCAL)
    throw refuseValues("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
}

function checkGlobal(input: Structure, defined: readonly string[], names: Set<string>): void {
  if (input["GlobalSecondaryIndexes"] === undefined) return;
  const indexes = listStructures(input["GlobalSecondaryIndexes"]);
  if (indexes.length === 0) throw refuseValues("List of GlobalSecondaryIndexes is empty");
  const isOnDemand = input["BillingMode"] === "PAY_PER_REQUEST";
  for (const index of indexes) {
    const { KeySchema, Projection, ProvisionedThroughput } = index;
    const name = String(index["IndexName"]);
    checkDefined(KeySchema, defined);
    checkParts(KeySchema, true);
    checkProjection(Projection);
    if (isOnDemand && ProvisionedThroughput !== undefined)
      throw refuseValues(
        `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
      );
    if (!isOnDemand && ProvisionedThroughput === undefined)
      throw refuseValues(`ProvisionedThroughput is not specified for index: ${name}`);
    checkName(index, names);
    checkWarm(index, `index ${name}`);
  }
  if (indexes.length > MOST_GLOBAL)
    throw refuseValues("GlobalSecondaryIndex count exceeds the per-table limit of 20");
}

function checkUsed(input: Structure, defined: readonly string[]): void {
  const schemas = [
    input,
    ...listStructures(input["LocalSecondaryIndexes"]),
    ...listStructures(input["GlobalSecondaryIndexes"]),
  ];
  const used = new Set([
    ...schemas.flatMap(({ KeySchema }) => nameKeys(KeySchema)),
    ...nameSearched(input["VectorIndexes"]),
  ]);
  if (defined.length > used.size)
    throw refuseValues(
      `Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.toSorted().join(", ")}], keys used: [${[...used].toSorted().join(", ")}]`,
    );
}

/** That a stream says what its records hold, and only where there is one. */
export function checkStream(specification: Value | undefined): void {
  const { StreamEnabled, StreamViewType } = readStructure(specification);
  if (StreamEnabled === false && StreamViewType !== undefined)
    throw refuseValues(
      "Table is being created with a stream disabled, UpdateViewType should not be specified",
    );
  if (StreamEnabled === true && StreamViewType === undefined)
    throw refuseValues("Table is being created with a stream enabled, UpdateViewType should be specified");
}

/** Throws a refusal of the input of CreateTable. */
export function checkTable(input: Structure): void {
  const defined = nameDefined(input["AttributeDefinitions"]);
  checkBilling(input);
  checkKey(input, defined);
  checkClass(input["TableClass"]);
  const names = new Set<string>();
  checkLocal(input, defined, names);
  checkGlobal(input, defined, names);
  checkVectorIndexes(input, defined, names);
  checkUsed(input, defined);
  checkStream(input["StreamSpecification"]);
  checkOnDemand(input["OnDemandThroughput"], input["BillingMode"] !== "PAY_PER_REQUEST", true);
  checkWarm(input, "table");
}

compileLightly(checkKey, checkUsed, checkStream, checkTable);
