/** What AWS demands of changes of the vector indexes of a table. */
import type { Structure } from "../../../../aws/values.ts";
import { listStructures } from "../../engine.ts";
import { nameKeys, refuseValues } from "../check-keys.ts";
import { readNumber, readStructure } from "../read-members.ts";
import { refuse, refuseAs } from "../refusal.ts";
import { checkVectorBilling, checkVectorIndex, MOST_VECTOR_INDEXES } from "./check-indexes.ts";
import { keepVectorIndex, nameVector } from "./vector-indexes.ts";

/** What is done to a vector index, and to which. */
export interface VectorUpdate {
  readonly deed: "Create" | "Delete";
  readonly name: string;
  readonly said: Structure;
}

/** What is to be done to the vector indexes of a table. */
export function listVectorUpdates(input: Structure): VectorUpdate[] {
  return listStructures(input["VectorIndexUpdates"]).flatMap((update) =>
    (["Create", "Delete"] as const).flatMap((deed) => {
      if (update[deed] === undefined) return [];
      const said = readStructure(update[deed]);
      return [{ deed, name: String(said["IndexName"]), said: keepVectorIndex(said) }];
    }),
  );
}

/** Throws a refusal of updates that do nothing, or more than one thing. */
export function checkVectorRequest(input: Structure): void {
  for (const { Create, Delete } of listStructures(input["VectorIndexUpdates"])) {
    if (Create === undefined && Delete === undefined)
      throw refuseValues("One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null");
    if (Create !== undefined && Delete !== undefined)
      throw refuseValues("Only one vector index action is allowed per VectorIndexUpdate object");
  }
}

function tellVector(name: string, dimensions: number | undefined): string {
  return `VectorIndexSchema:[VectorAttribute: key{${name}:L:${dimensions}}]`;
}

/** The refusal of an attribute that is to be what it is not. */
function redefined(before: string, after: string): Error {
  return refuseValues(
    `Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: ${before} New schema: ${after}`,
  );
}

/** The parts of keys of a table and its indexes, by the attributes. */
function findKeys(members: Structure): Map<string, string> {
  const schemas = [
    members,
    ...listStructures(members["LocalSecondaryIndexes"]),
    ...listStructures(members["GlobalSecondaryIndexes"]),
  ];
  return new Map(
    schemas.flatMap(({ KeySchema }) =>
      listStructures(KeySchema).map(
        ({ AttributeName, KeyType }) => [String(AttributeName), String(KeyType)] as const,
      ),
    ),
  );
}

function typeIn(members: Structure, name: string): string {
  const found = listStructures(members["AttributeDefinitions"]).find((one) => one["AttributeName"] === name);
  return String(found?.["AttributeType"]);
}

function checkCreate({ said }: VectorUpdate, defined: readonly string[], members: Structure): void {
  checkVectorIndex(said, defined);
  const attribute = nameVector(said);
  const dimensions = readNumber(said["Dimensions"]);
  const wanted = tellVector(attribute, dimensions);
  const kind = findKeys(members).get(attribute);
  if (kind !== undefined)
    throw redefined(
      `Schema:[SchemaElement: key{${attribute}:${typeIn(members, attribute)}:${kind}}]`,
      wanted,
    );
  const indexes = listStructures(members["VectorIndexes"]);
  const other = indexes.find(
    (one) => nameVector(one) === attribute && readNumber(one["Dimensions"]) !== dimensions,
  );
  if (other) throw redefined(tellVector(attribute, readNumber(other["Dimensions"])), wanted);
  if (indexes.length >= MOST_VECTOR_INDEXES)
    throw refuseAs(
      "LimitExceededException",
      `Subscriber limit exceeded: Number of vector secondary indexes exceeds per-table limit of ${MOST_VECTOR_INDEXES}`,
    );
}

/**
 * Throws a refusal of changes of vector indexes that a table, by its members, cannot have. `taken`: the names of all its indexes.
 */
export function checkVectorUpdates(
  input: Structure,
  members: Structure,
  {
    table,
    taken,
    isOnDemand,
    defined,
  }: {
    readonly table: string;
    readonly taken: readonly string[];
    readonly isOnDemand: boolean;
    readonly defined: readonly string[];
  },
): void {
  const updates = listVectorUpdates(input);
  const indexes = listStructures(members["VectorIndexes"]);
  if (indexes.length > 0 || updates.some(({ deed }) => deed === "Create")) checkVectorBilling(isOnDemand);
  for (const update of updates) {
    if (update.deed === "Create") {
      if (taken.includes(update.name)) throw refuse("Attempting to create an index which already exists");
      checkCreate(update, defined, members);
    } else if (!indexes.some(({ IndexName }) => IndexName === update.name))
      throw refuseAs(
        "ResourceNotFoundException",
        `Requested resource not found: Index ${update.name} for table ${table}`,
      );
  }
}

/** Throws a refusal of a key of a global index that has what is a vector of the table's. */
export function checkNoVector({ KeySchema }: Structure, input: Structure, members: Structure): void {
  const names = nameKeys(KeySchema);
  const index = listStructures(members["VectorIndexes"]).find((one) => names.includes(nameVector(one)));
  if (!index) return;
  const name = nameVector(index);
  const part = listStructures(KeySchema).find(({ AttributeName }) => AttributeName === name);
  throw redefined(
    tellVector(name, readNumber(index["Dimensions"])),
    `Schema:[SchemaElement: key{${name}:${typeIn(input, name)}:${String(part?.["KeyType"])}}]`,
  );
}
