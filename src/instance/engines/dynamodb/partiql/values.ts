/** Values of statements: literals, and parameters as they were given. */
import { type AttributeValue, makeItem, type TableItem } from "../attributes.ts";
import { checkValue } from "../check-values.ts";
import { convertNumber, normalizeNumber } from "../numbers.ts";
import { RefusedRequest, refuse } from "../refusal.ts";
import type { ParsedStatement, PartiqlExpression } from "./syntax.ts";

/** What expressions of a statement compute with. */
export interface StatementValues {
  readonly parameters: readonly AttributeValue[];
  readonly reader: ParsedStatement["reader"];
}

/** The parameters of a request, checked as values. Throws a refusal of too few. */
export function readParameters(parsed: ParsedStatement, given: readonly AttributeValue[]): StatementValues {
  if (given.length < parsed.parameters)
    throw refuse("Number of parameters in request and statement don't match.");
  return { parameters: checkParameters(given), reader: parsed.reader };
}

/** Parameters as values, whose numbers are read as Java reads them. Throws a refusal of what is none. */
export function checkParameters(given: readonly AttributeValue[]): AttributeValue[] {
  return given.map((one) => checkValue(one, convertNumber).value);
}

/** A number of a statement. What is wrong with it is told with where it stands. */
function readNumber(text: string, key: string): AttributeValue {
  try {
    return { N: normalizeNumber(text) };
  } catch (problem) {
    if (!(problem instanceof RefusedRequest)) throw problem;
    throw refuse(`${problem.error.message} under ${key}`);
  }
}

/** Whether an expression is a value by itself. */
export function isValue({ kind }: PartiqlExpression): boolean {
  return kind !== "path" && kind !== "call" && kind !== "operator" && kind !== "type";
}

function unsupported(
  { reader }: StatementValues,
  what: string,
  key: string,
  { start }: PartiqlExpression,
): Error {
  return refuse(`Unsupported data type: ${what} under key ${key} at ${reader.place(start)}`);
}

function readBag(
  values: StatementValues,
  items: readonly PartiqlExpression[],
  expression: PartiqlExpression,
): AttributeValue {
  if (items.length === 0)
    throw refuse(`Empty bags are not supported at ${values.reader.place(expression.start)}`);
  const texts = items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
  const numbers = items.flatMap((item) => (item.kind === "number" ? [item.text] : []));
  if (texts.length !== items.length && numbers.length !== items.length)
    throw refuse("Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags");
  return texts.length > 0 ? { SS: texts } : { NS: numbers };
}

/** The item that a tuple says. Parameters stand in it at the top alone. */
function readTuple(
  values: StatementValues,
  expression: PartiqlExpression,
  key: string,
  isTop: boolean,
): TableItem {
  const item = makeItem();
  if (expression.kind !== "tuple") return item;
  for (const [name, value] of expression.entries) {
    if (name.kind !== "text")
      throw refuse(
        `Tuple keys must be of type String. Actual type: ${name.kind === "path" ? "VariableReference" : "Literal"} under ${key} at ${values.reader.place(name.start)}`,
      );
    if (item[name.text])
      throw refuse(
        `Duplicate keys in tuple. Key: ${name.text} under ${key} at ${values.reader.place(name.start)}`,
      );
    item[name.text] = isTop
      ? read(values, value, key, true)
      : read(values, value, `${key}.${name.text}`, false);
  }
  return item;
}

function read(
  values: StatementValues,
  expression: PartiqlExpression,
  key: string,
  takesParameter: boolean,
): AttributeValue {
  switch (expression.kind) {
    case "text":
      return { S: expression.text };
    case "number":
      return readNumber(expression.text, key);
    case "boolean":
      return { BOOL: expression.is };
    case "null":
      return { NULL: true };
    case "list":
      return { L: expression.items.map((item, at) => read(values, item, `${key}[${at}]`, false)) };
    case "bag":
      return readBag(values, expression.items, expression);
    case "tuple":
      return { M: readTuple(values, expression, key, false) };
    case "parameter": {
      const value = values.parameters[expression.at];
      if (!takesParameter || !value) throw unsupported(values, "Parameter", key, expression);
      return value;
    }
    case "missing":
      throw unsupported(values, "MISSING", key, expression);
    case "ion":
      throw refuse(
        `Ion Literals are not supported: SYMBOL under key ${key} at ${values.reader.place(expression.start)}`,
      );
    case "operator":
      throw unsupported(values, expression.operator, key, expression);
    case "call":
      throw unsupported(values, expression.name, key, expression);
    default:
      throw unsupported(values, "UNKNOWN", key, expression);
  }
}

/** A value of a statement. Throws a refusal of what is none. */
export function readValue(values: StatementValues, expression: PartiqlExpression): AttributeValue {
  if (expression.kind === "missing") throw refuse("MISSING must be compared using IS operator");
  const value = read(values, expression, "root", true);
  return expression.kind === "parameter" ? value : checkValue(value).value;
}

/** The item of an INSERT. Throws a refusal of what is none. */
export function readInserted(values: StatementValues, expression: PartiqlExpression): TableItem {
  if (expression.kind !== "tuple")
    throw refuse(
      `Unsupported format in item expression. Please use struct format {...} to express item values for insert statement. at ${values.reader.place(expression.start)}`,
    );
  const item = readTuple(values, expression, "root", true);
  const checked = makeItem();
  for (const name of Object.keys(item)) checked[name] = checkValue(item[name] ?? {}).value;
  return checked;
}
