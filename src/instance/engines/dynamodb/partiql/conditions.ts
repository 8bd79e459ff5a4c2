/** WHERE as a condition on items. */
import type { AttributeValue } from "../attributes.ts";
import { checkTerms } from "../expressions/check-condition.ts";
import type { ResolvedTree } from "../expressions/condition.ts";
import type { Term } from "../expressions/terms.ts";
import { refuse } from "../refusal.ts";
import type { PartiqlExpression } from "./syntax.ts";
import { isValue, readValue, type StatementValues } from "./values.ts";

const COMPARATORS = new Set(["=", "<>", "<", "<=", ">", ">="]);
/** Functions that are true or not. */
const FUNCTIONS = new Set([
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
]);
const REFUSING = { refuse };

function readTerm(values: StatementValues, expression: PartiqlExpression): Term {
  if (isValue(expression)) return { kind: "value", value: readValue(values, expression) };
  if (expression.kind === "path") return { kind: "path", path: expression.path };
  if (expression.kind === "call") {
    if (expression.name !== "size") throw unrecognized(values, expression);
    const terms = expression.operands.map((operand) => readTerm(values, operand));
    return { kind: "call", name: expression.name, terms };
  }
  throw unsupported(expression);
}

function unrecognized(
  { reader }: StatementValues,
  { name, start }: Extract<PartiqlExpression, { kind: "call" }>,
): Error {
  return refuse(`Unrecognized function: ${name} at ${reader.place(start)}`);
}

function unsupported(expression: PartiqlExpression): Error {
  return expression.kind === "operator"
    ? refuse(`Unsupported operator in Condition Expression. Operator: ${expression.operator}`)
    : refuse("WHERE clause must contain an expression that resolves to a boolean");
}

function condition(
  values: StatementValues,
  operator: string,
  operands: readonly PartiqlExpression[],
): ResolvedTree {
  const terms = operands.map((operand) => readTerm(values, operand));
  checkTerms(REFUSING, operator, terms);
  return { kind: "condition", operator, terms };
}

/** The choices of IN: a list, also one that is a parameter. */
function readChoices(values: StatementValues, choices: PartiqlExpression | undefined): Term[] {
  if (choices?.kind === "list" || choices?.kind === "bag")
    return choices.items.map((item) => readTerm(values, item));
  const value: AttributeValue = choices && isValue(choices) ? readValue(values, choices) : {};
  const list = choices?.kind === "parameter" ? value.L : [value];
  return (list ?? [value]).map((one) => ({ kind: "value", value: one }));
}

function isIn(values: StatementValues, [left, choices]: readonly PartiqlExpression[]): ResolvedTree {
  const all = readChoices(values, choices);
  if (left?.kind !== "path" || all.length === 0)
    throw refuse(
      "IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member",
    );
  const terms: Term[] = [{ kind: "path", path: left.path }, ...all];
  checkTerms(REFUSING, "IN", terms);
  return { kind: "condition", operator: "IN", terms };
}

/** A function that is true or not, as what it is compared with: `attribute_exists(a) = true`; undefined of another comparison. */
function readTruth(
  values: StatementValues,
  operator: string,
  operands: readonly PartiqlExpression[],
): ResolvedTree | undefined {
  if (operator !== "=" && operator !== "<>") return undefined;
  const call = operands.find((one) => one.kind === "call" && FUNCTIONS.has(one.name));
  const truth = operands.find((one) => one.kind === "boolean");
  if (!call || truth?.kind !== "boolean") return undefined;
  const of = readCondition(values, call);
  return truth.is === (operator === "=") ? of : { kind: "not", of };
}

function readOperator(
  values: StatementValues,
  operator: string,
  operands: readonly PartiqlExpression[],
  whole: PartiqlExpression,
) {
  const [left, right] = operands;
  switch (operator) {
    case "AND":
    case "OR":
      if (!left || !right) throw unsupported(whole);
      return {
        kind: operator === "AND" ? "and" : "or",
        left: readCondition(values, left),
        right: readCondition(values, right),
      } as const;
    case "NOT":
      if (!left) throw unsupported(whole);
      return { kind: "not", of: readCondition(values, left) } as const;
    case "IN":
      return isIn(values, operands);
    case "IS MISSING":
      if (!left) throw unsupported(whole);
      return {
        kind: "condition",
        operator: "attribute_not_exists",
        terms: [readTerm(values, left)],
      } as const;
    case "BETWEEN":
      return condition(values, operator, operands);
    default:
      if (!COMPARATORS.has(operator)) throw unsupported(whole);
      return readTruth(values, operator, operands) ?? condition(values, operator, operands);
  }
}

/** A condition of a statement. Throws a refusal of what is none. */
export function readCondition(values: StatementValues, expression: PartiqlExpression): ResolvedTree {
  if (expression.kind === "operator")
    return readOperator(values, expression.operator, expression.operands, expression);
  if (expression.kind === "type") {
    const type: Term = { kind: "value", value: { S: expression.type } };
    return {
      kind: "condition",
      operator: "attribute_type",
      terms: [readTerm(values, expression.of), type],
    };
  }
  if (expression.kind !== "call") throw unsupported(expression);
  if (!FUNCTIONS.has(expression.name)) throw unrecognized(values, expression);
  return condition(values, expression.name, expression.operands);
}
