/** Parameters that go together or do not, and the expressions in them, in the order of AWS's checks. */

import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import { isGiven } from "../engine.ts";
import { type CheckedCondition, readCondition } from "./expressions/condition.ts";
import { type Projection, readProjection } from "./expressions/projection.ts";
import { ExpressionScope } from "./expressions/scope.ts";
import { type CheckedUpdate, readUpdate } from "./expressions/update.ts";
import { refuse } from "./refusal.ts";

export type ExpressionName =
  | "UpdateExpression"
  | "ConditionExpression"
  | "KeyConditionExpression"
  | "FilterExpression"
  | "SearchConditionExpression"
  | "ProjectionExpression";

const PROJECTION: ExpressionName = "ProjectionExpression";

function listGiven<Name extends string>(input: Structure, names: readonly Name[]): Name[] {
  const given: Name[] = [];
  for (const name of names) if (isGiven(input[name])) given.push(name);
  return given;
}

/**
 * Throws a refusal of expressions beside what stood in their place before there were any, and of placeholders without an
 * expression that could have them.
 */
export function checkMixing(
  input: Structure,
  expressions: readonly ExpressionName[],
  others: readonly string[],
): void {
  const given = listGiven(input, expressions);
  if (given.length > 0) {
    const mixed = listGiven(input, others);
    if (mixed.length > 0)
      throw refuse(
        `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${mixed.join(", ")}} Expression parameters: {${given.join(", ")}}`,
      );
  } else if (isGiven(input["ExpressionAttributeNames"]))
    throw refuse("ExpressionAttributeNames can only be specified when using expressions");
  if (!isGiven(input["ExpressionAttributeValues"])) return;
  const withValues = expressions.filter((name) => name !== PROJECTION);
  if (listGiven(input, withValues).length === 0) {
    const lacking = withValues.join(" and ");
    throw refuse(
      withValues.length === 0
        ? "ExpressionAttributeValues can only be specified when using expressions"
        : `ExpressionAttributeValues can only be specified when using expressions: ${lacking} ${withValues.length > 1 ? "are" : "is"} null`,
    );
  }
}

/** The expressions of a request. */
export interface Expressions {
  readonly update: CheckedUpdate | undefined;
  readonly condition: CheckedCondition | undefined;
  readonly keyCondition: CheckedCondition | undefined;
  readonly filter: CheckedCondition | undefined;
  readonly search: CheckedCondition | undefined;
  readonly projection: Projection | undefined;
}

function textOf(input: Structure, name: ExpressionName): string | undefined {
  const text = input[name];
  return typeof text === "string" ? text : undefined;
}

const NONE: Expressions = {
  update: undefined,
  condition: undefined,
  keyCondition: undefined,
  filter: undefined,
  search: undefined,
  projection: undefined,
};

/** All expressions of a request. Throws a refusal of one that is none, and of placeholders that none of them has. */
export function readExpressions(input: Structure): Expressions {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
  if (
    !isStructure(names) &&
    !isStructure(values) &&
    !Object.keys(input).some((name) => name.endsWith("Expression"))
  )
    return NONE;
  return readEach(input);
}

function readEach(input: Structure): Expressions {
  const scope = new ExpressionScope(input);
  const condition = (name: ExpressionName) => {
    const text = textOf(input, name);
    return text === undefined ? undefined : readCondition(text, name, scope);
  };
  const updating = textOf(input, "UpdateExpression");
  const update = updating === undefined ? undefined : readUpdate(updating, scope);
  const own = condition("ConditionExpression");
  const keyCondition = condition("KeyConditionExpression");
  const filter = condition("FilterExpression");
  const search = condition("SearchConditionExpression");
  const projecting = textOf(input, PROJECTION);
  const projection = projecting === undefined ? undefined : readProjection(projecting, scope);
  scope.checkUsed();
  return { update, condition: own, keyCondition, filter, search, projection };
}

/** The names of AttributesToGet; undefined where it is not given. Throws a refusal of a name that is there twice. */
export function readAttributesToGet({ AttributesToGet: given }: Structure): readonly string[] | undefined {
  return Array.isArray(given) ? readNames(given as readonly Value[]) : undefined;
}

function readNames(given: readonly Value[]): readonly string[] {
  const names = given.map(String);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined)
    throw refuse(`One or more parameter values were invalid: Duplicate value in attribute name: ${twice}`);
  return names;
}
