/**
 * Conditions of patterns: what a field is compared with.
 *
 *     = "text"   = text   = begin*   = *end   = *in*   = %expression%   != < <= > >= and a number
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
import { matchesWhole } from "../../../../aws/model/match-pattern.ts";
import { type PatternNode, readPattern } from "../../../../aws/model/text-pattern.ts";
import { BadPattern, type PatternScanner } from "./scanner.ts";

/** What a field of an event has; undefined where the event has no such field. */
export type FieldValue = string | number | boolean | null | undefined;

/** What a condition holds of. */
export type FieldTest = (value: FieldValue) => boolean;

const OPERATORS = ["!=", "<=", ">=", "=", "<", ">"] as const;
type Operator = (typeof OPERATORS)[number];

/** Letters, digits, and the signs that AWS takes in an expression; no groups. */
const TAKEN = /^[\w:#=@/;,\-^$?[\]{}|\\*+.\s]*$/;
const ANY: PatternNode = {
  kind: "repeat",
  node: { kind: "character", has: () => true },
  least: 0,
  most: Number.POSITIVE_INFINITY,
};

/** Whether a text has what a regular expression says. Throws BadPattern for one that AWS does not take. */
export function compileExpression(source: string): (text: string) => boolean {
  const node = TAKEN.test(source) ? readPattern(source) : undefined;
  if (!node) throw new BadPattern();
  const anywhere: PatternNode = { kind: "sequence", nodes: [ANY, node, ANY] };
  return (text) => matchesWhole(anywhere, text);
}

/** Whether a text is like another one, in which a star at either end stands for anything. */
function compileText(wanted: string): (text: string) => boolean {
  if (wanted === "*") return () => true;
  const [hasStart, hasEnd] = [wanted.startsWith("*"), wanted.endsWith("*")];
  const inner = wanted.slice(hasStart ? 1 : 0, hasEnd ? -1 : undefined);
  if (hasStart && hasEnd) return (text) => text.includes(inner);
  if (hasStart) return (text) => text.endsWith(inner);
  return hasEnd ? (text) => text.startsWith(inner) : (text) => text === wanted;
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number that a field has, or that its text is; undefined where it has none. */
function readNumber(value: FieldValue): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && NUMBER.test(value) ? Number(value) : undefined;
}

function compileNumber(operator: Operator, wanted: number): FieldTest {
  const compare: Readonly<Record<Operator, (number: number) => boolean>> = {
    "=": (number) => number === wanted,
    "!=": (number) => number !== wanted,
    "<": (number) => number < wanted,
    "<=": (number) => number <= wanted,
    ">": (number) => number > wanted,
    ">=": (number) => number >= wanted,
  };
  return (value) => {
    const number = readNumber(value);
    // A text is another one than any number.
    return number === undefined ? operator === "!=" && typeof value === "string" : compare[operator](number);
  };
}

/** A condition on texts holds of fields that have one value, and of no others. */
function onTexts(isLike: (text: string) => boolean, operator: Operator): FieldTest {
  if (operator !== "=" && operator !== "!=") throw new BadPattern();
  return (value) => value !== undefined && value !== null && isLike(String(value)) === (operator === "=");
}

function takeOperator(scanner: PatternScanner): Operator {
  const operator = OPERATORS.find((one) => scanner.take(one));
  if (!operator) throw new BadPattern();
  // Older patterns say so what is not to be.
  return operator === "=" && scanner.take("!") ? "!=" : operator;
}

/** An operator and what stands behind it. Throws BadPattern where that is none. */
export function readCondition(scanner: PatternScanner, ends: string): FieldTest {
  const operator = takeOperator(scanner);
  scanner.skipSpace();
  if (scanner.peek() === '"') return onTexts(compileText(scanner.takeBetween('"')), operator);
  if (scanner.peek() === "%") return onTexts(compileExpression(scanner.takeBetween("%")), operator);
  const word = scanner.takeWhile((one) => one.trim() !== "" && !ends.includes(one));
  if (word === "") throw new BadPattern();
  return NUMBER.test(word) ? compileNumber(operator, Number(word)) : onTexts(compileText(word), operator);
}

/** Whether an event has what a part of a pattern asks for. */
export type Check<Event> = (event: Event) => boolean;

/** Conditions with `&&`, `||` and parentheses between them: the former bind closer. */
export function readExpression<Event>(scanner: PatternScanner, readOne: () => Check<Event>): Check<Event> {
  const readPrimary = (): Check<Event> => {
    if (!scanner.take("(")) return readOne();
    const inner = readExpression(scanner, readOne);
    scanner.demand(")");
    return inner;
  };
  const readAll = (): Check<Event> => {
    const all = [readPrimary()];
    while (scanner.take("&&")) all.push(readPrimary());
    return (event) => all.every((check) => check(event));
  };
  const any = [readAll()];
  while (scanner.take("||")) any.push(readAll());
  return (event) => any.some((check) => check(event));
}
