/**
 * Conditions as they were written before there were expressions.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html
 */

import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import { ownRows } from "../../../base/own-rows.ts";
import { isGiven } from "../engine.ts";
import { type AttributeType, type AttributeValue, type TableItem, typeOf } from "./attributes.ts";
import { checkValue } from "./check-values.ts";
import { beginsWith, compareValues, contains, holds, isBetween, isEqual } from "./expressions/compare.ts";
import type { Test } from "./expressions/condition.ts";
import type { Comparator } from "./expressions/syntax.ts";
import { refuse } from "./refusal.ts";

/** What is demanded of an attribute. */
export interface AttributeCondition {
  readonly name: string;
  readonly operator: string;
  readonly values: readonly AttributeValue[];
}

const COMPARATORS: Readonly<Record<string, Comparator>> = ownRows({
  EQ: "=",
  NE: "<>",
  LT: "<",
  LE: "<=",
  GT: ">",
  GE: ">=",
});

/** How many values the operators take, at least and at most. */
const COUNTS: Readonly<Record<string, readonly [number, number]>> = ownRows({
  NULL: [0, 0],
  NOT_NULL: [0, 0],
  IN: [1, Number.POSITIVE_INFINITY],
  BETWEEN: [2, 2],
});
const ONE = [1, 1] as const;

const SCALARS: readonly AttributeType[] = ["S", "N", "B"];
/** Of which types the operators take values. */
const TYPES: Readonly<Record<string, readonly AttributeType[]>> = ownRows({
  LE: SCALARS,
  LT: SCALARS,
  GE: SCALARS,
  GT: SCALARS,
  CONTAINS: SCALARS,
  NOT_CONTAINS: SCALARS,
  BEGINS_WITH: ["S", "B"],
  IN: SCALARS,
  BETWEEN: SCALARS,
});

function invalid(what: string): Error {
  return refuse(`One or more parameter values were invalid: ${what}`);
}

function readValues(given: Value | undefined): AttributeValue[] {
  return Array.isArray(given) ? (given as readonly Value[]).map((one) => checkValue(one).value) : [];
}

function checkCount(operator: string, count: number): void {
  const [least, most] = COUNTS[operator] ?? ONE;
  if (count < least || count > most)
    throw invalid(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
}

function checkTypes(operator: string, values: readonly AttributeValue[]): void {
  const [first] = values;
  if (first && values.some((value) => typeOf(value) !== typeOf(first)))
    throw invalid("AttributeValues inside AttributeValueList must be of same type");
  const types = TYPES[operator];
  for (const value of values)
    if (types && !types.includes(typeOf(value)))
      throw invalid(`ComparisonOperator ${operator} is not valid for ${typeOf(value)} AttributeValue type`);
}

function checkBounds(operator: string, [low, high]: readonly AttributeValue[]): void {
  if (operator === "BETWEEN" && low && high && (compareValues(low, high) ?? 0) > 0)
    throw refuse(
      "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    );
}

/** The conditions of QueryFilter, ScanFilter or KeyConditions. Throws a refusal of what is none. */
export function readConditions(given: Value | undefined): AttributeCondition[] {
  if (!isStructure(given)) return [];
  return Object.entries(given).map(([name, condition]) => {
    const { ComparisonOperator, AttributeValueList } = isStructure(condition) ? condition : ({} as Structure);
    const operator = String(ComparisonOperator);
    const values = readValues(AttributeValueList);
    checkCondition(operator, values);
    return { name, operator, values };
  });
}

/** Throws a refusal of values that an operator does not take. */
export function checkCondition(operator: string, values: readonly AttributeValue[]): void {
  checkCount(operator, values.length);
  checkTypes(operator, values);
  checkBounds(operator, values);
}

function readCompared(name: string, expected: Structure): AttributeCondition {
  const { ComparisonOperator, AttributeValueList, Value: value, Exists } = expected;
  const operator = String(ComparisonOperator);
  if (isGiven(Exists))
    throw invalid(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
  const takesNone = operator === "NULL" || operator === "NOT_NULL";
  if (!takesNone && !isGiven(AttributeValueList) && !isGiven(value))
    throw invalid(
      `Value or AttributeValueList must be used with ComparisonOperator: ${operator} for Attribute: ${name}`,
    );
  const values = isGiven(AttributeValueList)
    ? readValues(AttributeValueList)
    : isGiven(value)
      ? [checkValue(value).value]
      : [];
  checkCondition(operator, values);
  return { name, operator, values };
}

function readExpectation(name: string, expected: Structure): AttributeCondition {
  const { ComparisonOperator, AttributeValueList, Value: value, Exists } = expected;
  if (isGiven(AttributeValueList) && isGiven(value))
    throw invalid(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
  if (isGiven(ComparisonOperator)) return readCompared(name, expected);
  if (isGiven(AttributeValueList))
    throw invalid(`AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`);
  if (Exists === false) {
    if (isGiven(value)) throw invalid(`Value cannot be used when Exists is false for Attribute: ${name}`);
    return { name, operator: "NULL", values: [] };
  }
  if (!isGiven(value))
    throw invalid(
      `Value must be provided when Exists is ${Exists === true} for Attribute: ${name}`.replace(
        "is false",
        "is null",
      ),
    );
  return { name, operator: "EQ", values: [checkValue(value).value] };
}

/** The conditions of Expected. Throws a refusal of what is none. */
export function readExpected({ Expected: given }: Structure): AttributeCondition[] {
  if (!isStructure(given)) return [];
  return Object.entries(given).map(([name, expected]) =>
    readExpectation(name, isStructure(expected) ? expected : {}),
  );
}

/** Throws a refusal of an operator that has nothing to join. */
export function checkOperator({ ConditionalOperator: operator }: Structure, count: number): void {
  if (!isGiven(operator)) return;
  if (count === 0) throw refuse("ConditionalOperator cannot be used without Filter or Expected");
  if (count === 1)
    throw refuse("ConditionalOperator can only be used when Filter or Expected has two or more elements");
}

function meets(item: TableItem, { name, operator, values }: AttributeCondition): boolean {
  const value = item[name];
  const [first, second] = values;
  switch (operator) {
    case "NULL":
      return value === undefined;
    case "NOT_NULL":
      return value !== undefined;
    case "CONTAINS":
      return contains(value, first);
    case "NOT_CONTAINS":
      return value !== undefined && !contains(value, first);
    case "BEGINS_WITH":
      return beginsWith(value, first);
    case "IN":
      return value !== undefined && values.some((one) => isEqual(value, one));
    case "BETWEEN":
      return isBetween(value, first, second);
    default:
      return holds(COMPARATORS[operator] ?? "=", value, first);
  }
}

/** Whether an item meets conditions, all or any; undefined where there are none. */
export function makeTest(
  conditions: readonly AttributeCondition[],
  { ConditionalOperator: operator }: Structure,
): Test | undefined {
  if (conditions.length === 0) return undefined;
  return operator === "OR"
    ? (item) => conditions.some((condition) => meets(item, condition))
    : (item) => conditions.every((condition) => meets(item, condition));
}
