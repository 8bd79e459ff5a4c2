/** What AWS demands of vector indexes that are to be made, in its words where they are known. */
import type { Structure, Value } from "../../../../aws/values.ts";
import { listStructures } from "../../engine.ts";
import { checkName, checkProjection, refuseValues } from "../check-keys.ts";
import { listTexts, readNumber, readStructure } from "../read-members.ts";
import { nameSearched, nameVector } from "./vector-indexes.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
export const MOST_VECTOR_INDEXES = 5;
const MOST_DIMENSIONS = 4096;
const MOST_FILTERS = 18;
/** The vector is counted as one of them. */
const MOST_PROJECTED = 20;

/** Throws a refusal of vector indexes for a table that is not paid for by request. */
export function checkVectorBilling(isOnDemand: boolean): void {
  if (!isOnDemand) throw refuseValues("Vector indexes are only supported for PAY_PER_REQUEST tables");
}

function checkSchema(schema: Value | undefined, defined: readonly string[]): void {
  const elements = listStructures(schema);
  if (nameSearched([{ SearchSchema: elements }]).some((name) => !defined.includes(name)))
    throw refuseValues("One element in SearchSchema is not defined in attribute definitions");
  const hashes = elements.filter((one) => one["SearchSchemaElementType"] === "HASH").length;
  if (hashes > 1) throw refuseValues("SearchSchema exceeds the maximum allowed number of 1 HASH element");
  if (elements.length - hashes > MOST_FILTERS)
    throw refuseValues(
      `SearchSchema exceeds the maximum allowed number of ${MOST_FILTERS} INLINE_FILTER elements`,
    );
}

/** Throws a refusal of a definition of an index by itself. `defined`: the attributes that the request defines. */
export function checkVectorIndex(index: Structure, defined: readonly string[]): void {
  const dimensions = readNumber(index["Dimensions"]) ?? 0;
  if (dimensions < 1 || dimensions > MOST_DIMENSIONS)
    throw refuseValues(`Number of dimensions must be between 1 and ${MOST_DIMENSIONS} inclusive.`);
  const attribute = nameVector(index);
  if (defined.includes(attribute))
    throw refuseValues(
      `Conflicting attribute definition for '${attribute}'. An attribute cannot be defined in AttributeDefinitions when used as a VectorAttribute.`,
    );
  checkSchema(index["SearchSchema"], defined);
  checkProjection(index["Projection"]);
  const others = listTexts(readStructure(index["Projection"])["NonKeyAttributes"]);
  const projected = new Set([...others, attribute]).size;
  if (projected > MOST_PROJECTED)
    throw refuseValues(`Number of projected attributes exceeds the per-index limit of ${MOST_PROJECTED}`);
}

/** Throws a refusal of the vector indexes in the input of CreateTable. `names`: those of the other indexes. */
export function checkVectorIndexes(input: Structure, defined: readonly string[], names: Set<string>): void {
  const indexes = listStructures(input["VectorIndexes"]);
  if (indexes.length === 0) return;
  checkVectorBilling(input["BillingMode"] === "PAY_PER_REQUEST");
  if (indexes.length > MOST_VECTOR_INDEXES)
    throw refuseValues(`VectorIndex count exceeds the per-table limit of ${MOST_VECTOR_INDEXES}`);
  const sizes = new Map<string, number | undefined>();
  for (const index of indexes) {
    checkVectorIndex(index, defined);
    checkName(index, names);
    const attribute = nameVector(index);
    const dimensions = readNumber(index["Dimensions"]);
    if (sizes.getOrInsert(attribute, dimensions) !== dimensions)
      throw refuseValues(
        `Conflicting attribute definition for '${attribute}'. All VectorIndexes on the same vector attribute must use the same dimensions.`,
      );
  }
}
