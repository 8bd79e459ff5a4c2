/** Paths, values and calls of functions, which all expressions have. */
import type { FunctionCall, Operand, WrittenStep } from "./syntax.ts";
import type { ExpressionReader } from "./tokens.ts";

/** More than that is no index of any list. */
const MOST_INDEX = 2 ** 31 - 1;

function parseIndex(reader: ExpressionReader): WrittenStep {
  const { kind, text } = reader.peek();
  if (kind !== "number") throw reader.misplaced();
  reader.next();
  reader.expect("]");
  return Number(text) > MOST_INDEX ? { beyond: text } : Number(text);
}

function parseName(reader: ExpressionReader): string {
  const { kind } = reader.peek();
  if (kind !== "word" && kind !== "name") throw reader.misplaced();
  return reader.next().text;
}

/** `#a.b[0]` */
export function parsePath(reader: ExpressionReader): WrittenStep[] {
  const steps: WrittenStep[] = [parseName(reader)];
  for (;;) {
    if (reader.takes(".")) steps.push(parseName(reader));
    else if (reader.takes("[")) steps.push(parseIndex(reader));
    else return steps;
  }
}

/** Whether a call of a function comes next. */
export function isCall(reader: ExpressionReader): boolean {
  return reader.peek().kind === "word" && reader.peek(1).is === "(";
}

/** `size(a)` */
export function parseCall(reader: ExpressionReader, hasParentheses: () => void): FunctionCall {
  const name = reader.next().text;
  reader.expect("(");
  const operands = [parseOperand(reader, hasParentheses)];
  while (reader.takes(",")) operands.push(parseOperand(reader, hasParentheses));
  reader.expect(")");
  return { kind: "function", name, operands };
}

/** An operand, which may stand in parentheses. `foundTwice` is told of parentheses in parentheses. */
export function parseOperand(reader: ExpressionReader, foundTwice: () => void): Operand {
  if (reader.takes("(")) {
    if (reader.peek().is === "(") foundTwice();
    const operand = parseOperand(reader, foundTwice);
    reader.expect(")");
    return operand;
  }
  if (reader.peek().kind === "value") return { kind: "value", name: reader.next().text };
  if (isCall(reader)) return parseCall(reader, foundTwice);
  return { kind: "path", steps: parsePath(reader) };
}
