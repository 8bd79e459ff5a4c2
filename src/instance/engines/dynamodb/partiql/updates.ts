/** SET and REMOVE as changes of an item. */
import { ownRows } from "../../../../base/own-rows.ts";
import { type AttributeValue, typeOf } from "../attributes.ts";
import { describeClash, isSamePath, type Path } from "../expressions/paths.ts";
import type { Term } from "../expressions/terms.ts";
import type { Change, NewValue } from "../expressions/update.ts";
import { addNumbers } from "../numbers.ts";
import { refuse } from "../refusal.ts";
import { readForm, type UpdateForm } from "../update-item.ts";
import type { PartiqlAssignment, PartiqlExpression } from "./syntax.ts";
import type { StatementToken } from "./tokens.ts";
import { isValue, readValue, type StatementValues } from "./values.ts";

/** How many operands functions take. */
const FUNCTIONS: Readonly<Record<string, number>> = ownRows({ list_append: 2, if_not_exists: 2 });
/** Those of sets, which change what they stand for. */
const SETS: Readonly<Record<string, "ADD" | "DELETE">> = ownRows({ set_add: "ADD", set_delete: "DELETE" });
const OF_CONDITIONS = new Set([
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
  "size",
]);

function checkNumber(term: Term, operator: string): void {
  if (term.kind === "value" && term.value.N === undefined)
    throw refuse(
      `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(term.value)}`,
    );
}

function readCall(values: StatementValues, name: string, operands: readonly PartiqlExpression[]): Term {
  if (OF_CONDITIONS.has(name))
    throw refuse(`The function is not allowed in an update expression; function: ${name}`);
  if (!Object.hasOwn(FUNCTIONS, name)) throw refuse(`Unrecognized function: ${name}`);
  if (FUNCTIONS[name] !== operands.length) throw wrongCount(name, operands.length);
  const terms = operands.map((operand) => readTerm(values, operand));
  if (name === "if_not_exists" && terms[0]?.kind !== "path")
    throw refuse(`Operator or function requires a document path; operator or function: ${name}`);
  for (const term of terms)
    if (name === "list_append" && term.kind === "value" && !term.value.L)
      throw refuse(
        `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${typeOf(term.value)}`,
      );
  return { kind: "call", name, terms };
}

function wrongCount(name: string, count: number): Error {
  return refuse(
    `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`,
  );
}

function readTerm(values: StatementValues, expression: PartiqlExpression): Term {
  const value = readNew(values, expression);
  if (value.kind !== "sum") return value;
  throw refuse(`Unsupported operator in Update Expression. Operator: ${value.operator}`);
}

/** A sum of two numbers that are known is one. */
function add(left: NewValue, right: NewValue, operator: "+" | "-"): NewValue {
  const known = right.kind === "value" ? right.value.N : undefined;
  if (left.kind === "value" && left.value.N !== undefined && known !== undefined)
    return { kind: "value", value: { N: addNumbers(left.value.N, known, operator) } };
  if (left.kind === "sum" && known !== undefined) {
    const [first, second] = left.terms;
    // Both are brought together as what is added to the first.
    const signed = (text: string, sign: "+" | "-") => addNumbers("0", text, sign);
    if (second.kind === "value" && second.value.N !== undefined) {
      const sum = addNumbers(signed(second.value.N, left.operator), known, operator);
      return { kind: "sum", operator: "+", terms: [first, { kind: "value", value: { N: sum } }] };
    }
  }
  if (left.kind === "sum" || right.kind === "sum")
    throw refuse(`Unsupported operator in Update Expression. Operator: ${operator}`);
  checkNumber(left, operator);
  checkNumber(right, operator);
  return { kind: "sum", operator, terms: [left, right] };
}

function readNew(values: StatementValues, expression: PartiqlExpression): NewValue {
  if (isValue(expression)) return { kind: "value", value: readValue(values, expression) };
  if (expression.kind === "path") return { kind: "path", path: expression.path };
  if (expression.kind === "call") return readCall(values, expression.name, expression.operands);
  if (expression.kind !== "operator") throw refuse("Unsupported value in Update Expression");
  const { operator, operands } = expression;
  if (operator !== "+" && operator !== "-")
    throw refuse(`Unsupported operator in Update Expression. Operator: ${operator}`);
  const [left, right] = operands;
  if (!left || !right) throw wrongCount(operator, operands.length);
  return add(readNew(values, left), readNew(values, right), operator);
}

function readSet(
  values: StatementValues,
  path: Path,
  { name, operands, start }: Extract<PartiqlExpression, { kind: "call" }>,
): Change {
  const section = SETS[name] ?? "ADD";
  const shown = name.toUpperCase();
  const [of, by] = operands;
  const refuseAt = (token: StatementToken, what: string) =>
    refuse(`${what} at ${values.reader.place(token)}`);
  if (!of || !by || operands.length !== 2) throw refuseAt(start, `${shown} must have exactly two arguments`);
  if (of.kind !== "path" || !isSamePath(of.path, path))
    throw refuseAt(start, `The first argument to ${shown} must equal the assignment value`);
  if (by.kind === "bag" && by.items.length === 0) throw refuse("Empty bags are not supported");
  const value: AttributeValue = isValue(by) ? readValue(values, by) : {};
  if (!value.SS && !value.NS && !value.BS)
    throw refuseAt(of.start, `The second argument to ${shown} must be a value with type SET`);
  return { section, path, value };
}

function readChange(values: StatementValues, { path, value }: PartiqlAssignment): Change {
  if (!value) return { section: "REMOVE", path };
  if (value.kind === "call" && Object.hasOwn(SETS, value.name)) return readSet(values, path, value);
  return { section: "SET", path, value: readNew(values, value) };
}

function listPaths(value: NewValue): Path[] {
  if (value.kind === "path") return [value.path];
  return value.kind === "call" || value.kind === "sum" ? value.terms.flatMap(listPaths) : [];
}

/** The update of a statement. Throws a refusal of what is none. */
export function readAssignments(
  values: StatementValues,
  assignments: readonly PartiqlAssignment[],
): UpdateForm {
  const changes = assignments.map((assignment) => readChange(values, assignment));
  const paths = changes.map(({ path }) => path);
  const clash = describeClash(paths);
  if (clash !== undefined) throw refuse(clash);
  const read = changes.flatMap((change) => (change.section === "SET" ? listPaths(change.value) : []));
  return readForm([], { update: { changes, paths, allPaths: [...paths, ...read] } });
}
