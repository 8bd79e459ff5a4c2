/** Updates: checked in the order in which AWS does, and made of items. */
import { ownRows } from "../../../../base/own-rows.ts";
import { type AttributeType, type AttributeValue, typeOf } from "../attributes.ts";
import { openExpression } from "./check-condition.ts";
import { rememberTexts } from "./known-texts.ts";
import { parseUpdate } from "./parse-update.ts";
import { describeClash, type Path } from "./paths.ts";
import { checkSteps, type ExpressionScope } from "./scope.ts";
import type { Clause, Operand, Section, SetValue } from "./syntax.ts";
import { resolveOperand, type Term, typeOfTerm } from "./terms.ts";
import type { ExpressionReader } from "./tokens.ts";

/** What SET gives, with what its placeholders stand for. */
export type NewValue =
  | Term
  | { readonly kind: "sum"; readonly operator: "+" | "-"; readonly terms: readonly [Term, Term] };

/** One change of an update. */
export type Change =
  | { readonly section: "SET"; readonly path: Path; readonly value: NewValue }
  | { readonly section: "REMOVE"; readonly path: Path }
  | { readonly section: "ADD" | "DELETE"; readonly path: Path; readonly value: AttributeValue };

/** An update of a request. */
export interface CheckedUpdate {
  readonly changes: readonly Change[];
  /** What it changes, in the order of the expression. */
  readonly paths: readonly Path[];
  /** All paths in it. */
  readonly allPaths: readonly Path[];
}

/** How many operands the functions take. */
const FUNCTIONS: Readonly<Record<string, number>> = ownRows({ if_not_exists: 2, list_append: 2 });
/** Those of conditions, which are told otherwise than those that are none at all. */
const OTHERS = new Set([
  "attribute_exists",
  "attribute_not_exists",
  "attribute_type",
  "begins_with",
  "contains",
  "size",
]);

/** As messages have the types. */
const TYPE_NAMES: Readonly<Partial<Record<AttributeType, string>>> = {
  S: "STRING",
  N: "NUMBER",
  B: "BINARY",
  NULL: "NULL",
  BOOL: "BOOLEAN",
  L: "LIST",
  M: "MAP",
};

function checkOperand(reader: ExpressionReader, operand: Operand): void {
  if (operand.kind === "path") checkSteps(reader, operand.steps);
  if (operand.kind !== "function") return;
  const { name } = operand;
  if (OTHERS.has(name))
    throw reader.refuse(`The function is not allowed in an update expression; function: ${name}`);
  if (!Object.hasOwn(FUNCTIONS, name)) throw reader.refuse(`Invalid function name; function: ${name}`);
  for (const one of operand.operands) {
    checkOperand(reader, one);
    // DynamoDB takes if_not_exists inside of functions, and nothing else.
    if (one.kind === "function" && one.name === "list_append")
      throw reader.refuse(
        `The function is not allowed to be used this way in an expression; function: ${one.name}`,
      );
  }
}

function checkClause(reader: ExpressionReader, clause: Clause): void {
  checkSteps(reader, clause.steps);
  if (clause.section !== "SET") return;
  for (const operand of clause.value.kind === "sum" ? clause.value.operands : [clause.value])
    checkOperand(reader, operand);
}

function checkTypes(
  reader: ExpressionReader,
  name: string,
  terms: readonly Term[],
  type: AttributeType,
): void {
  for (const term of terms) {
    const found = typeOfNew(term);
    if (found !== undefined && found !== type)
      throw reader.refuse(
        `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${found}`,
      );
  }
}

/** The type of what a term gives, where that does not depend on the item. */
function typeOfNew(term: Term): AttributeType | undefined {
  if (term.kind !== "call") return typeOfTerm(term);
  return term.name === "list_append" ? "L" : undefined;
}

function checkCall(reader: ExpressionReader, term: Term): void {
  if (term.kind !== "call") return;
  const { name, terms } = term;
  for (const one of terms) checkCall(reader, one);
  if (FUNCTIONS[name] !== terms.length)
    throw reader.refuse(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${terms.length}`,
    );
  if (name === "list_append") checkTypes(reader, name, terms, "L");
  else if (terms[0]?.kind !== "path")
    throw reader.refuse(`Operator or function requires a document path; operator or function: ${name}`);
}

function resolveValue(reader: ExpressionReader, scope: ExpressionScope, value: SetValue): NewValue {
  if (value.kind !== "sum") return resolveOperand(reader, scope, value);
  const [left, right] = value.operands;
  const terms = [resolveOperand(reader, scope, left), resolveOperand(reader, scope, right)] as const;
  return { kind: "sum", operator: value.operator, terms };
}

function checkValue(reader: ExpressionReader, value: NewValue): void {
  const terms = value.kind === "sum" ? value.terms : [value];
  for (const term of terms) checkCall(reader, term);
  if (value.kind === "sum") checkTypes(reader, value.operator, terms, "N");
}

/** Whether ADD and DELETE take values of a type: sets, and numbers that are added. */
function checkSet(reader: ExpressionReader, section: "ADD" | "DELETE", value: AttributeValue): void {
  const type = typeOf(value);
  const name = TYPE_NAMES[type];
  if (name !== undefined && !(section === "ADD" && type === "N"))
    throw reader.refuse(
      `Incorrect operand type for operator or function; operator: ${section}, operand type: ${name}, typeSet: ALLOWED_FOR_${section}_OPERAND`,
    );
}

function listOperands(value: Clause): readonly Operand[] {
  if (value.section === "REMOVE") return [];
  if (value.section !== "SET") return [value.value];
  return value.value.kind === "sum" ? value.value.operands : [value.value];
}

/** All names are looked up before any value. */
function resolveNames(reader: ExpressionReader, scope: ExpressionScope, operand: Operand): Path[] {
  if (operand.kind === "path") return [scope.resolve(reader, operand.steps)];
  return operand.kind === "function"
    ? operand.operands.flatMap((one) => resolveNames(reader, scope, one))
    : [];
}

function resolveClause(reader: ExpressionReader, scope: ExpressionScope, clause: Clause, path: Path): Change {
  if (clause.section === "REMOVE") return { section: "REMOVE", path };
  if (clause.section === "SET")
    return { section: "SET", path, value: resolveValue(reader, scope, clause.value) };
  const value = clause.value.kind === "value" ? scope.value(reader, clause.value.name) : {};
  return { section: clause.section, path, value };
}

/** What is checked of the sections, first to last. */
const ORDER: readonly Section[] = ["ADD", "DELETE", "SET"];

function checkChange(reader: ExpressionReader, change: Change): void {
  if (change.section === "SET") checkValue(reader, change.value);
  else if (change.section !== "REMOVE") checkSet(reader, change.section, change.value);
}

const readText = rememberTexts((text, place) => {
  const reader = openExpression(text, place);
  const { clauses: read, twice } = parseUpdate(reader);
  for (const clause of read) checkClause(reader, clause);
  if (twice) throw reader.refuse(`The "${twice}" section can only be used once in an update expression;`);
  return { reader, read };
});

/** An update of a request. Throws a refusal of what is none. */
export function readUpdate(text: string, scope: ExpressionScope): CheckedUpdate {
  const { reader, read: clauses } = readText(text, "UpdateExpression");
  const paths = clauses.map(({ steps }) => scope.resolve(reader, steps));
  const clash = describeClash(paths);
  if (clash !== undefined) throw reader.refuse(clash);
  const others = clauses.flatMap((clause) =>
    listOperands(clause).flatMap((operand) => resolveNames(reader, scope, operand)),
  );
  const changes = clauses.map((clause, at) => resolveClause(reader, scope, clause, paths[at] ?? []));
  for (const section of ORDER)
    for (const change of changes) if (change.section === section) checkChange(reader, change);
  return { changes, paths, allPaths: [...paths, ...others] };
}
