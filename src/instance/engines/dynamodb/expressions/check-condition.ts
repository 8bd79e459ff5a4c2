/** What AWS checks of a condition, in its order and its words. */
import { ownRows } from "../../../../base/own-rows.ts";
import { type AttributeType, typeOf } from "../attributes.ts";
import { compareValues } from "./compare.ts";
import { describePath, isSamePath } from "./paths.ts";
import { checkSteps } from "./scope.ts";
import type { ConditionTree, Operand, WrittenCondition } from "./syntax.ts";
import { type Term, typeOfTerm } from "./terms.ts";
import { ExpressionReader } from "./tokens.ts";

/** How many operands the functions take. */
const FUNCTIONS: Readonly<Record<string, number>> = ownRows({
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
});

/** Those of updates alone. */
const UPDATE_FUNCTIONS = new Set(["if_not_exists", "list_append"]);

/** The only function that is no condition. */
const SIZE = "size";

const TYPES: readonly AttributeType[] = ["B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"];

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const LONGEST = 4096;
const MOST_OPERATORS = 300;
const MOST_CHOICES = 100;

/** What refuses what it reads. */
type Refusing = Pick<ExpressionReader, "refuse">;

/** Reads what can be read of an expression. Throws a refusal of one that is empty or too long. */
export function openExpression(text: string, place: string): ExpressionReader {
  const reader = new ExpressionReader(text, place);
  if (text === "") throw reader.refuse("The expression can not be empty;");
  const size = Buffer.byteLength(text);
  if (size > LONGEST)
    throw reader.refuse(`Expression size has exceeded the maximum allowed size; expression size: ${size}`);
  return reader;
}

/** Throws a refusal of a function that no condition has. */
function checkFunction(reader: ExpressionReader, name: string): void {
  if (UPDATE_FUNCTIONS.has(name))
    throw reader.refuse(`The function is not allowed in a condition expression; function: ${name}`);
  if (!Object.hasOwn(FUNCTIONS, name)) throw reader.refuse(`Invalid function name; function: ${name}`);
}

/** Calls and paths, each before what stands in it. */
function checkOperand(reader: ExpressionReader, operand: Operand): void {
  if (operand.kind === "path") checkSteps(reader, operand.steps);
  if (operand.kind !== "function") return;
  checkFunction(reader, operand.name);
  if (operand.name !== SIZE) throw misused(reader, operand.name);
  for (const one of operand.operands) checkOperand(reader, one);
}

function misused(reader: ExpressionReader, name: string): Error {
  return reader.refuse(`The function is not allowed to be used this way in an expression; function: ${name}`);
}

function checkCondition(reader: ExpressionReader, condition: WrittenCondition): void {
  if (condition.kind === "function") {
    checkFunction(reader, condition.name);
    if (condition.name === SIZE) throw misused(reader, SIZE);
  }
  for (const operand of condition.operands) checkOperand(reader, operand);
}

function listConditions(tree: ConditionTree): WrittenCondition[] {
  const found: WrittenCondition[] = [];
  const open = [tree];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === "and" || next.kind === "or") open.push(next.right, next.left);
    else if (next.kind === "not") open.push(next.of);
    else found.push(next);
  }
  return found;
}

function countOperators(tree: ConditionTree): number {
  let count = 0;
  const open: (ConditionTree | Operand)[] = [tree];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind === "and" || next.kind === "or") open.push(next.left, next.right);
    else if (next.kind === "not") open.push(next.of);
    else if ("operands" in next) open.push(...next.operands);
    else continue;
    count++;
  }
  return count;
}

/** The name that messages have for the operator of a condition. */
export function nameOperator(condition: WrittenCondition): string {
  if (condition.kind === "compare") return condition.operator;
  return condition.kind === "function" ? condition.name : condition.kind.toUpperCase();
}

function checkCount(reader: Refusing, name: string, count: number): void {
  if (FUNCTIONS[name] !== undefined && FUNCTIONS[name] !== count)
    throw reader.refuse(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`,
    );
}

function checkDistinct(reader: Refusing, operator: string, [first, ...others]: readonly Term[]): void {
  if (first?.kind !== "path") return;
  if (others.some((other) => other.kind === "path" && isSamePath(first.path, other.path)))
    throw reader.refuse(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${describePath(first.path)}`,
    );
}

function wrongType(reader: Refusing, name: string, type: string): Error {
  return reader.refuse(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  );
}

function checkTypes(
  reader: Refusing,
  name: string,
  terms: readonly Term[],
  allowed: readonly string[],
): void {
  for (const term of terms) {
    const type = typeOfTerm(term);
    if (type !== undefined && !allowed.includes(type)) throw wrongType(reader, name, type);
  }
}

const ORDERED = ["S", "N", "B"];
const MEASURED = TYPES.filter((type) => type !== "N" && type !== "BOOL" && type !== "NULL");

function describeBound(term: Term): string {
  const value = term.kind === "value" ? term.value : {};
  const type = typeOf(value);
  const text = value.B ? Buffer.from(value.B).toString("base64") : (value.S ?? value.N);
  return `AttributeValue: {${type}:${text}}`;
}

function checkBounds(reader: Refusing, [, low, high]: readonly Term[]): void {
  if (low?.kind !== "value" || high?.kind !== "value") return;
  const bounds = () =>
    `lower bound operand: ${describeBound(low)}, upper bound operand: ${describeBound(high)}`;
  if (typeOf(low.value) !== typeOf(high.value))
    throw reader.refuse(
      `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds()}`,
    );
  if ((compareValues(low.value, high.value) ?? 0) > 0)
    throw reader.refuse(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds()}`,
    );
}

/** Throws a refusal of operands that an operator or a function does not take. */
export function checkTerms(reader: Refusing, name: string, terms: readonly Term[]): void {
  for (const term of terms)
    if (term.kind === "call") {
      checkCount(reader, term.name, term.terms.length);
      checkTerms(reader, term.name, term.terms);
    }
  checkCount(reader, name, terms.length);
  checkDistinct(reader, name, terms);
  const [first, second] = terms;
  switch (name) {
    case "attribute_exists":
    case "attribute_not_exists":
      if (first?.kind !== "path")
        throw reader.refuse(`Operator or function requires a document path; operator or function: ${name}`);
      return;
    case "begins_with":
      checkTypes(reader, name, terms, ["S", "B"]);
      return;
    case "attribute_type":
      checkNamedType(reader, second);
      return;
    case SIZE:
      checkTypes(reader, name, terms, MEASURED);
      return;
    case "BETWEEN":
      checkTypes(reader, name, terms, ORDERED);
      checkBounds(reader, terms);
      return;
    case "IN":
      if (terms.length - 1 > MOST_CHOICES)
        throw reader.refuse(
          `The IN operator is provided with too many operands; number of operands: ${terms.length - 1}`,
        );
      return;
    case "<":
    case "<=":
    case ">":
    case ">=":
      checkTypes(reader, name, terms, ORDERED);
  }
}

function checkNamedType(reader: Refusing, term: Term | undefined): void {
  const name = term?.kind === "value" ? term.value.S : undefined;
  if (name === undefined)
    throw wrongType(reader, "attribute_type", typeOfTerm(term) ?? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
  if (!TYPES.some((type) => type === name))
    throw reader.refuse(
      `Invalid attribute type name found; type: ${name}, valid types: {${TYPES.join(",")}}`,
    );
}

/** Throws a refusal of functions, names and sizes that no condition has, in the order in which they stand. */
export function checkTree(reader: ExpressionReader, tree: ConditionTree): void {
  for (const condition of listConditions(tree)) checkCondition(reader, condition);
  // The count stops at the first that is too many.
  if (countOperators(tree) > MOST_OPERATORS)
    throw reader.refuse(`The expression contains too many operators; operator count: ${MOST_OPERATORS + 1}`);
}
