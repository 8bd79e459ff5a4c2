/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SearchVectors.html */
import type { Structure, Value } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { readText } from "../../engine.ts";
import { type AttributeValue, makeItem, type TableItem, typeOf } from "../attributes.ts";
import { asksCapacity } from "../capacity.ts";
import { isEqual } from "../expressions/compare.ts";
import type { ResolvedCondition, ResolvedTree } from "../expressions/condition.ts";
import { project } from "../expressions/projection.ts";
import { listItems } from "../items.ts";
import { checkMixing, readExpressions } from "../parameters.ts";
import { readNumber, readStructure, writeMembers } from "../read-members.ts";
import { refuse, refuseAs } from "../refusal.ts";
import { getTable, type Table } from "../tables.ts";
import { chargeFor } from "./charges.ts";
import { readEntry, type VectorEntry } from "./entries.ts";
import { isSimilarity, score } from "./score.ts";
import { listVectorIndexes, readFloat, type VectorIndex } from "./vector-indexes.ts";

const CONDITION = "SearchConditionExpression";
const MOST_RESULTS = 100;

/** An attribute that is to have a value. */
interface Equality {
  readonly name: string;
  readonly value: AttributeValue;
  readonly isNested: boolean;
}

function invalid(message: string): Error {
  return refuse(`Invalid ${CONDITION}: ${message}`);
}

function listConditions(tree: ResolvedTree): ResolvedCondition[] {
  if (tree.kind === "and") return [...listConditions(tree.left), ...listConditions(tree.right)];
  if (tree.kind === "condition") return [tree];
  throw invalid(`Invalid comparator used in ${CONDITION}`);
}

/** What attributes a search asks to be what. Throws a refusal of a condition that asks anything else. */
function readEqualities(tree: ResolvedTree): Equality[] {
  return listConditions(tree).map(({ operator, terms }) => {
    const path = terms.find((term) => term.kind === "path")?.path;
    const value = terms.find((term) => term.kind === "value")?.value;
    if (operator !== "=" || !path || !value) throw invalid(`Invalid comparator used in ${CONDITION}`);
    return { name: String(path[0]), value, isNested: path.length > 1 };
  });
}

function checkEqualities({ schema }: VectorIndex, equalities: readonly Equality[]): void {
  for (const { name } of equalities)
    if (!schema.some((one) => one.name === name))
      throw refuse(
        `${CONDITION} must not contain any attributes that is not in SearchSchema. Invalid attribute: ${name}`,
      );
  if (equalities.some(({ isNested }) => isNested))
    throw invalid(`${CONDITION} cannot have conditions on nested attributes`);
  if (new Set(equalities.map(({ name }) => name)).size < equalities.length)
    throw invalid(`${CONDITION} must only contain one condition per attribute`);
  const hash = schema.find(({ isHash }) => isHash);
  if (hash && !equalities.some(({ name }) => name === hash.name))
    throw refuse(`${CONDITION} must be provided when SearchSchema has a HASH key`);
  for (const { name, value } of equalities) {
    const type = schema.find((one) => one.name === name)?.type;
    if (typeOf(value) !== type)
      throw refuse(
        `Type of '${name}' attribute in ${CONDITION} (${typeOf(value)}) does not match type in search schema (${type})`,
      );
    if (name === hash?.name && value.S === "")
      throw refuse(
        `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
      );
  }
}

function readWanted({ SearchVector: given }: Structure, { dimensions }: VectorIndex): number[] {
  const elements = Array.isArray(given) ? (given as readonly Value[]) : [];
  const vector = elements.map((element) => {
    const float = readFloat(readStructure(element) as AttributeValue);
    if (float === undefined)
      throw refuse(
        "Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point number attribute",
      );
    return float;
  });
  if (vector.length !== dimensions)
    throw refuse(
      `Input search vector dimension ${vector.length} does not match vector index dimension ${dimensions}`,
    );
  return vector;
}

function readCount({ TopK: given }: Structure): number {
  const count = readNumber(given) ?? 0;
  if (!Number.isInteger(count))
    throw refuseAs("SerializationException", `invalid type: floating point \`${count}\`, expected i32`);
  if (count < 1 || count > MOST_RESULTS)
    throw refuse(
      `Provided TopK value '${count}' is out of valid range. The value must be between 1 and ${MOST_RESULTS} inclusive`,
    );
  return count;
}

function findIndex(table: Table, name: string): VectorIndex {
  const index = listVectorIndexes(table).find((one) => one.name === name);
  if (!index) throw refuse(`The table does not have the specified index: ${name}`);
  return index;
}

function withoutVector({ attribute }: VectorIndex, item: TableItem): TableItem {
  const rest = makeItem(item);
  delete rest[attribute];
  return rest;
}

/** The items whose vectors are nearest to one, those before the others that are nearer. */
export function searchVectors(context: Context): Structure {
  const { input } = context;
  const count = readCount(input);
  checkMixing(input, [CONDITION, "ProjectionExpression"], []);
  const { search, projection } = readExpressions(input);
  const equalities = search ? readEqualities(search.tree) : [];
  const table = getTable(context, readText(input, "TableName"));
  const index = findIndex(table, readText(input, "IndexName"));
  const wanted = readWanted(input, index);
  checkEqualities(index, equalities);
  const found: (VectorEntry & { readonly Score: number })[] = [];
  for (const item of listItems(context, table, undefined, {})) {
    const isAsked = equalities.every(({ name, value }) => {
      const own = item[name];
      return own !== undefined && isEqual(own, value);
    });
    const entry = isAsked ? readEntry(index, item) : undefined;
    if (!entry) continue;
    found.push({ ...entry, Score: score(index.distance, entry.vector, wanted) });
  }
  const sign = isSimilarity(index.distance) ? -1 : 1;
  const nearest = found.toSorted((one, other) => sign * (one.Score - other.Score)).slice(0, count);
  return writeMembers({
    SearchResults: nearest.map(({ item, Score }) => ({
      Item: projection ? project(item, projection.paths) : withoutVector(index, item),
      Score,
    })),
    ConsumedCapacity: asksCapacity(input) ? { VectorSearchRequestBytes: chargeFor(index, found) } : undefined,
  });
}
