/** Expressions of Insights' queries: what they say of a row. */

import { matchesWhole } from "../../../../aws/model/match-pattern.ts";
import { type PatternNode, readPattern } from "../../../../aws/model/text-pattern.ts";
import { ownRows } from "../../../../base/own-rows.ts";
import { AGGREGATES, FUNCTIONS } from "./functions.ts";
import { type GroupValue, type QueryToken, type QueryWords, UnknownCommand } from "./lexer.ts";
import { isUndone } from "./undone.ts";
import { type Cell, compareCells, type EventRow, isTrue, readSpan, toNumber } from "./values.ts";

/** What gives a value of a row. */
export type Evaluate = (row: EventRow) => Cell;

const ANY: PatternNode = {
  kind: "repeat",
  node: { kind: "character", has: () => true },
  least: 0,
  most: Number.POSITIVE_INFINITY,
};

/** Whether a text has what a regular expression says; undefined for one that is not understood. */
function compileSearch(source: string): ((text: string) => boolean) | undefined {
  const node = readPattern(source);
  const anywhere: PatternNode | undefined = node && { kind: "sequence", nodes: [ANY, node, ANY] };
  return anywhere && ((text) => matchesWhole(anywhere, text));
}

const say = (isSo: boolean) => (isSo ? 1 : 0);

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = ownRows({
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
});

const SUMS: Readonly<Record<string, (a: number, b: number) => number>> = ownRows({
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "^": (a, b) => a ** b,
});

/** Reads an expression. Throws BadQuery. */
export function readExpression(words: QueryWords): Evaluate {
  const any = [readAll(words)];
  while (words.takeWord("or")) any.push(readAll(words));
  const [only] = any;
  return any.length === 1 && only ? only : (row) => say(any.some((one) => isTrue(one(row))));
}

function readAll(words: QueryWords): Evaluate {
  const all = [readNegated(words)];
  while (words.takeWord("and")) all.push(readNegated(words));
  const [only] = all;
  return all.length === 1 && only ? only : (row) => say(all.every((one) => isTrue(one(row))));
}

function readNegated(words: QueryWords): Evaluate {
  if (!words.takeWord("not")) return readComparison(words);
  const inner = readNegated(words);
  return (row) => say(!isTrue(inner(row)));
}

/** `like` and `=~`: a part of a text, or an expression for it. */
function readLike(words: QueryWords, left: Evaluate): Evaluate {
  const token = words.next();
  if (token.kind === "text") return (row) => say(String(left(row) ?? "").includes(token.text));
  if (token.kind !== "expression") throw words.refuse(token);
  const search = compileSearch(token.text);
  if (!search) throw new UnknownCommand(`the expression ${token.text}`);
  return (row) => {
    const value = left(row);
    return say(value !== undefined && search(String(value)));
  };
}

function readIn(words: QueryWords, left: Evaluate): Evaluate {
  words.demandSign("[");
  const all: Evaluate[] = [];
  if (!words.takeSign("]")) {
    do all.push(readSum(words));
    while (words.takeSign(","));
    words.demandSign("]");
  }
  return (row) => {
    const value = left(row);
    return say(all.some((one) => value !== undefined && compareCells(value, one(row)) === 0));
  };
}

function readComparison(words: QueryWords): Evaluate {
  const left = readSum(words);
  if (words.takeSign("=~") || words.takeWord("like")) return readLike(words, left);
  if (words.takeWord("in")) return readIn(words, left);
  if (words.takeWord("not")) {
    const inner = words.takeWord("like")
      ? readLike(words, left)
      : words.takeWord("in")
        ? readIn(words, left)
        : undefined;
    if (!inner) throw words.refuse();
    return (row) => say(!isTrue(inner(row)));
  }
  const { kind, text } = words.peek();
  const holds = kind === "sign" ? COMPARISONS[text] : undefined;
  if (!holds) return left;
  words.next();
  const right = readSum(words);
  return (row) => {
    const [a, b] = [left(row), right(row)];
    // Nothing is other than everything, and less or more than nothing.
    return say(a === undefined || b === undefined ? text === "!=" && a !== b : holds(compareCells(a, b)));
  };
}

function readOperations(
  words: QueryWords,
  signs: readonly string[],
  readOne: (words: QueryWords) => Evaluate,
): Evaluate {
  let left = readOne(words);
  for (;;) {
    const sign = signs.find((one) => words.takeSign(one));
    const operate = sign === undefined ? undefined : SUMS[sign];
    if (!operate) return left;
    const [before, right] = [left, readOne(words)];
    left = (row) => {
      const [a, b] = [toNumber(before(row)), toNumber(right(row))];
      const value = a === undefined || b === undefined ? undefined : operate(a, b);
      return value === undefined || Number.isFinite(value) ? value : undefined;
    };
  }
}

/** Sums, products and powers, of which the last bind closest. */
export function readSum(words: QueryWords): Evaluate {
  const readPower = (one: QueryWords) => readOperations(one, ["^"], readPrimary);
  const readProduct = (one: QueryWords) => readOperations(one, ["*", "/", "%"], readPower);
  return readOperations(words, ["+", "-"], readProduct);
}

function readPrimary(words: QueryWords): Evaluate {
  if (words.takeSign("(")) {
    const inner = readExpression(words);
    words.demandSign(")");
    return inner;
  }
  if (words.takeSign("-")) {
    const inner = readPrimary(words);
    return (row) => {
      const value = toNumber(inner(row));
      return value === undefined ? undefined : -value;
    };
  }
  const token = words.next();
  if (token.kind === "text") return () => token.text;
  if (token.kind === "number") {
    const number = toNumber(token.text);
    if (number === undefined) throw words.refuse(token);
    return () => number;
  }
  if (token.kind !== "name") throw words.refuse(token);
  if (words.takeSign("(")) return readCall(words, token);
  // Of a group there are only the values of its functions.
  if (words.aggregates) throw words.refuse(token);
  return (row) => row.get(token.text);
}

/** The beginning of the part of time that a moment is in. */
function readBin(words: QueryWords, name: string): Evaluate {
  let moment: Evaluate = (row) => row.get("@timestamp");
  if (words.peek().kind === "name") {
    moment = readSum(words);
    words.demandSign(",");
  }
  const token = words.next();
  const span = readSpan(token.text);
  const unit = token.text.replace(/^\d+/, "").replace(/s$/, "");
  if (token.kind === "number" && isUndone("unit", unit)) throw new UnknownCommand(token.text);
  if (span === undefined || span === 0) throw words.refuse(token);
  words.demandSign(")");
  const round = name === "dateceil" ? Math.ceil : Math.floor;
  return (row) => {
    const at = toNumber(moment(row));
    return at === undefined ? undefined : round(at / span) * span;
  };
}

const MOMENTS: ReadonlySet<string> = new Set(["bin", "datefloor", "dateceil"]);

/** Whether a call gives a moment, which is told as a date. */
export function givesMoment(text: string): boolean {
  const [name = ""] = text.toLowerCase().split("(");
  return text.includes("(") && (MOMENTS.has(name.trim()) || name.trim() === "frommillis");
}

/** A function on groups, whose value is found before the expression that it is in. */
function readAggregate(words: QueryWords, aggregates: GroupValue[], name: string): Evaluate {
  const aggregate = AGGREGATES.get(name);
  words.aggregates = undefined;
  let of: Evaluate = () => 1;
  let more: Evaluate = () => undefined;
  if (!words.takeSign("*") && words.peek().text !== ")") {
    of = readExpression(words);
    if (words.takeSign(",")) more = readSum(words);
  }
  words.demandSign(")");
  words.aggregates = aggregates;
  const field = writeGroupField(aggregates.length);
  aggregates.push((rows) => {
    const [first] = rows;
    return aggregate?.(
      rows.map((row) => of(row)),
      first && more(first),
      rows.map((row) => row.get("@timestamp")),
    );
  });
  return (row) => row.get(field);
}

/** The field of a group that has the value of one of its functions. */
export function writeGroupField(at: number): string {
  return `#${at}`;
}

/** A call, whose bracket has been read. */
function readCall(words: QueryWords, token: QueryToken): Evaluate {
  const name = token.text.toLowerCase();
  const { aggregates } = words;
  if (aggregates && AGGREGATES.has(name)) return readAggregate(words, aggregates, name);
  if (isUndone("function", name)) throw new UnknownCommand(token.text);
  if (MOMENTS.has(name)) return readBin(words, name);
  const deed = FUNCTIONS.get(name);
  if (!deed || AGGREGATES.has(name)) throw words.refuse(token);
  const given: Evaluate[] = [];
  if (!words.takeSign(")")) {
    do given.push(readExpression(words));
    while (words.takeSign(","));
    words.demandSign(")");
  }
  return (row) => deed(...given.map((one) => one(row)));
}
