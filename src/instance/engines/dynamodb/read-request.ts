/** What Query and Scan have in common of a request: the index, what is selected, the filter. */
import type { Structure } from "../../../aws/values.ts";
import { isGiven, readText } from "../engine.ts";
import type { Test } from "./expressions/condition.ts";
import type { Path } from "./expressions/paths.ts";
import { type AttributeCondition, makeTest } from "./legacy.ts";
import type { Expressions } from "./parameters.ts";
import { refuse } from "./refusal.ts";
import { checkPaths } from "./table-keys.ts";
import type { SecondaryIndex, Table } from "./tables.ts";
import { listVectorIndexes } from "./vectors/vector-indexes.ts";

/** Which items, and what of them. */
export interface PageRequest {
  readonly table: Table;
  readonly index: SecondaryIndex | undefined;
  readonly filter: Test | undefined;
  /** What of each item is told; undefined where all is that the index has. */
  readonly paths: readonly Path[] | undefined;
  /** Whether items are read from the table as well, for what a local index does not have. */
  readonly isFetched: boolean;
  /** Whether the filter is held against the table's item. */
  readonly filtersItems: boolean;
  readonly isCount: boolean;
  readonly isConsistent: boolean;
  readonly limit: number | undefined;
}

/** Throws a refusal of a Select that does not go with the other parameters. */
export function checkSelect(input: Structure): void {
  const select = readText(input, "Select");
  const named = ["ProjectionExpression", "AttributesToGet"].find((name) => isGiven(input[name]));
  if (select === "SPECIFIC_ATTRIBUTES" && named === undefined)
    throw refuse(
      "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    );
  if (select !== "" && select !== "SPECIFIC_ATTRIBUTES" && named !== undefined)
    throw refuse(
      `Cannot specify the ${named} when choosing to get ${select === "COUNT" ? "only the Count" : select}`,
    );
  if (select === "ALL_PROJECTED_ATTRIBUTES" && !isGiven(input["IndexName"]))
    throw refuse("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
}

/** The index that a request names; undefined where it names none. Throws a refusal of one that the table does not have. */
export function findIndex(table: Table, input: Structure): SecondaryIndex | undefined {
  if (!isGiven(input["IndexName"])) return undefined;
  const name = readText(input, "IndexName");
  const index = table.indexes.find((one) => one.name === name);
  if (!index && listVectorIndexes(table).some((one) => one.name === name))
    throw refuse(`The operation does not read indexes of this index type: ${name}`);
  if (!index) throw refuse(`The table does not have the specified index: ${name}`);
  if (index.isGlobal && input["ConsistentRead"] === true)
    throw refuse("Consistent reads are not supported on global secondary indexes");
  return index;
}

/** The attributes at the beginning of paths that the entries of an index do not have. */
export function listMissing(index: SecondaryIndex, paths: readonly Path[]): string[] {
  const names = new Set(paths.map(([name]) => String(name)));
  return [...names].filter((name) => index.attributes?.has(name) === false);
}

function checkProjected(
  index: SecondaryIndex | undefined,
  input: Structure,
  paths: readonly Path[] | undefined,
): void {
  if (!index?.isGlobal || !index.attributes) return;
  if (input["Select"] === "ALL_ATTRIBUTES")
    throw refuse(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  checkTold(index, paths ?? []);
}

/** Throws a refusal of paths to what the entries of a global index do not have. */
export function checkTold(index: SecondaryIndex, paths: readonly Path[]): void {
  const missing = listMissing(index, paths);
  if (missing.length > 0)
    throw refuse(
      `One or more parameter values were invalid: Global secondary index ${index.name} does not project [${missing.join(", ")}]`,
    );
}

/** The refusal of a filter on what the entries of an index do not have. */
export function unfiltered(index: SecondaryIndex, missing: readonly string[]): Error {
  return refuse(
    `One or more parameter values were invalid: Secondary index ${index.name} does not project one or more filter attributes: [${missing.toSorted().join(", ")}]`,
  );
}

/** What of a request does not depend on how items are found. */
export interface ReadParts {
  readonly names: readonly string[] | undefined;
  readonly filters: readonly AttributeCondition[];
  readonly expressions: Expressions;
}

/** The request, once the table is known. Throws a refusal of what the table or the index does not have. */
export function makeRequest(
  input: Structure,
  table: Table,
  index: SecondaryIndex | undefined,
  { names, filters, expressions: { filter, projection } }: ReadParts,
): PageRequest {
  const paths = names ? names.map((name) => [name]) : projection?.paths;
  checkProjected(index, input, paths);
  if (paths) checkPaths(table, paths);
  const filtered = filter ? filter.paths : filters.map(({ name }) => [name]);
  checkPaths(table, filtered);
  const missing = index ? listMissing(index, filtered) : [];
  // A scan of a local index reads the items for its filter.
  const isRead =
    index?.isGlobal === false &&
    readText(input, "KeyConditionExpression") === "" &&
    input["KeyConditions"] === undefined;
  if (index && missing.length > 0 && !isRead) throw unfiltered(index, missing);
  const isWhole =
    input["Select"] === "ALL_ATTRIBUTES" || (paths && index && listMissing(index, paths).length > 0);
  const limit = input["Limit"];
  return {
    table,
    index,
    filter: filter?.test ?? makeTest(filters, input),
    paths,
    isFetched: index?.attributes !== undefined && isWhole === true,
    filtersItems: missing.length > 0,
    isCount: input["Select"] === "COUNT",
    isConsistent: input["ConsistentRead"] === true,
    limit: typeof limit === "number" ? limit : undefined,
  };
}
