/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { isGiven, readText } from "../engine.ts";
import type { TableItem } from "./attributes.ts";
import { isEqual } from "./expressions/compare.ts";
import type { Path } from "./expressions/paths.ts";
import { convertKeyCondition, type KeyQuery, readKeyQuery } from "./key-condition.ts";
import { findRange } from "./key-range.ts";
import { type AttributeCondition, checkOperator, makeTest, readConditions } from "./legacy.ts";
import { checkMixing, type Expressions, readAttributesToGet, readExpressions } from "./parameters.ts";
import { answerPage } from "./read-page.ts";
import { checkSelect, findIndex, makeRequest } from "./read-request.ts";
import { refuse } from "./refusal.ts";
import { checkIndexStart, checkStartNames, checkTableStart, encodeStart, readStartKey } from "./start-key.ts";
import { checkPaths } from "./table-keys.ts";
import { getTable, type KeyAttribute, type SecondaryIndex, type Table } from "./tables.ts";

/** KeyConditions may stand beside expressions, but for the one that says the same. */
function checkForms(input: Structure): void {
  const others = ["AttributesToGet", "QueryFilter", "ConditionalOperator"];
  checkMixing(
    input,
    ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
    isGiven(input["KeyConditionExpression"]) ? [...others, "KeyConditions"] : others,
  );
}

function readKeyConditions(input: Structure, { keyCondition }: Expressions): AttributeCondition[] {
  const conditions = keyCondition
    ? convertKeyCondition(keyCondition.tree)
    : readConditions(input["KeyConditions"]);
  // Those of some indexes have more than two attributes, so that the keys are looked at first; of an expression, always.
  const mayBeMore = keyCondition !== undefined || isGiven(input["IndexName"]);
  if (conditions.length === 0 || (!mayBeMore && conditions.length > 2))
    throw refuse("Conditions can be of length 1 or 2 only");
  return conditions;
}

/** A condition on what chooses and orders the items is no filter. */
function checkFilter(keys: readonly KeyAttribute[], paths: readonly Path[], place: string): void {
  const names = new Set(paths.map(([name]) => name));
  for (const { name } of keys)
    if (names.has(name))
      throw refuse(`${place} can only contain non-primary key attributes: Primary key attribute: ${name}`);
}

/** Throws a refusal of a start key outside of what is asked for. */
function checkStart(
  keys: readonly KeyAttribute[],
  { conditions, last, given }: KeyQuery,
  start: TableItem,
): void {
  const isElsewhere = keys.some(({ name, isHash }) => {
    const [value, begin] = [given[name], start[name]];
    return isHash && value && begin && !isEqual(value, begin);
  });
  if (!last) {
    if (isElsewhere)
      throw refuse("The provided starting key is outside query boundaries based on provided conditions");
    return;
  }
  const sorted = conditions.filter((one) => keys.some(({ name, isHash }) => name === one.name && !isHash));
  if (makeTest(sorted, {})?.(start) === false)
    throw refuse("The provided starting key does not match the range key predicate");
  if (isElsewhere) throw refuse("The query can return at most one row and cannot be restarted");
}

function checkStartKey(
  table: Table,
  index: SecondaryIndex | undefined,
  query: KeyQuery,
  start: TableItem | undefined,
): void {
  if (!start) return;
  checkTableStart(table, start);
  checkStart((index ?? table).keys, query, start);
}

/** The items of a partition, in order. */
export function query(context: Context): Structure {
  const { input } = context;
  checkForms(input);
  checkSelect(input);
  const filters = readConditions(input["QueryFilter"]);
  checkOperator(input, filters.length);
  const names = readAttributesToGet(input);
  const start = readStartKey(input);
  if (!isGiven(input["KeyConditions"]) && !isGiven(input["KeyConditionExpression"]))
    throw refuse(
      "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    );
  const expressions = readExpressions(input);
  const conditions = readKeyConditions(input, expressions);
  const table = getTable(context, readText(input, "TableName"));
  const index = findIndex(table, input);
  const { keys } = index ?? table;
  if (start) {
    checkStartNames(table, index, start, "The provided starting key is invalid");
    checkIndexStart(keys, start);
  }
  if (expressions.keyCondition) checkPaths(table, expressions.keyCondition.paths);
  const asked = readKeyQuery(keys, conditions);
  checkStartKey(table, index, asked, start);
  const { filter } = expressions;
  if (filter) checkFilter(keys, filter.paths, "Filter Expression");
  else
    checkFilter(
      keys,
      filters.map(({ name }) => [name]),
      "QueryFilter",
    );
  const request = makeRequest(input, table, index, { names, filters, expressions });
  const range = findRange(keys, asked, index === undefined);
  return answerPage(context, request, {
    ...range,
    after: start && encodeStart(table, index, start),
    isBackward: input["ScanIndexForward"] === false,
  });
}
