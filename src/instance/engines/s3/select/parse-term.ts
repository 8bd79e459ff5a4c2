/** Reads the terms of S3 Select's statements: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-operators.html */
import { Digits, type Value } from "../../../../aws/values.ts";
import { AGGREGATES } from "./aggregates.ts";
import { SCALAR_FUNCTIONS } from "./functions.ts";
import { unsupportedFunction } from "./refusals.ts";
import type { SelectStep, SelectTerm } from "./syntax.ts";
import type { SelectReader } from "./tokens.ts";

/** Words that end a term, and name nothing unless they stand in quotes. */
const KEPT: ReadonlySet<string> = new Set(
  ["AND", "AS", "BETWEEN", "ELSE", "END", "ESCAPE", "FROM", "IN", "IS", "LIKE", "LIMIT", "NOT", "OR"].concat([
    "SELECT",
    "THEN",
    "WHEN",
    "WHERE",
    "GROUP",
    "ORDER",
    "HAVING",
    "UNION",
    "JOIN",
  ]),
);

/** Whether the next token can name something. */
export function isName({ token }: SelectReader): boolean {
  return token.kind === "quoted" || (token.kind === "word" && !KEPT.has(token.is));
}

/** A name, which is next. Throws a refusal where something else is. */
export function readName(reader: SelectReader): SelectStep & { readonly kind: "name" } {
  if (!isName(reader)) throw reader.unexpected();
  const { kind, text } = reader.pass();
  return { kind: "name", name: text, exact: kind === "quoted" };
}

/** The steps of a path behind its beginning. */
export function readSteps(reader: SelectReader): SelectStep[] {
  const steps: SelectStep[] = [];
  for (; ; reader.countOperator()) {
    if (reader.takes(".")) steps.push(readName(reader));
    else if (reader.takes("[")) {
      const { kind, text } = reader.token;
      if (reader.takes("*")) steps.push({ kind: "each" });
      else if (kind === "number") steps.push({ kind: "index", index: Number(reader.pass().text) });
      else if (kind === "text") steps.push({ kind: "name", name: reader.pass().text, exact: true });
      else throw reader.unexpected();
      if (text === "") throw reader.unexpected();
      reader.expect("]");
    } else return steps;
  }
}

/** What JSON writes so, too. */
const OF_JSON = /^(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function readNumber(text: string): Value {
  const number = Number(text);
  return String(number) === text || !OF_JSON.test(text) ? number : new Digits(text);
}

const LITERALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["TRUE", true],
  ["FALSE", false],
  ["NULL", null],
]);

function readList(reader: SelectReader): SelectTerm[] {
  const terms: SelectTerm[] = [];
  if (reader.takes(")")) return terms;
  do terms.push(readTerm(reader));
  while (reader.takes(","));
  reader.expect(")");
  return terms;
}

function readCase(reader: SelectReader): SelectTerm {
  const of = reader.token.is === "WHEN" ? undefined : readTerm(reader);
  const when: [SelectTerm, SelectTerm][] = [];
  while (reader.takes("WHEN")) {
    const test = readTerm(reader);
    reader.expect("THEN");
    when.push([test, readTerm(reader)]);
  }
  const otherwise = reader.takes("ELSE") ? readTerm(reader) : undefined;
  reader.expect("END");
  return { kind: "case", of, when, otherwise };
}

/** The arguments of SUBSTRING and TRIM can have words between them instead of commas. */
function readWorded(reader: SelectReader, name: string): readonly SelectTerm[] {
  const side = name === "TRIM" ? reader.takesOne(["LEADING", "TRAILING", "BOTH"]) : undefined;
  const sideTerm: SelectTerm = { kind: "value", value: side ?? "BOTH" };
  if (side && reader.takes("FROM")) return [readClosed(reader), sideTerm];
  const first = readTerm(reader);
  const more: SelectTerm[] = [];
  if (reader.takes("FROM")) {
    if (name === "TRIM") return [readClosed(reader), sideTerm, first];
    more.push(readTerm(reader));
    if (reader.takes("FOR")) more.push(readTerm(reader));
  }
  while (reader.takes(",")) more.push(readTerm(reader));
  reader.expect(")");
  return [first, ...more];
}

function readClosed(reader: SelectReader): SelectTerm {
  const term = readTerm(reader);
  reader.expect(")");
  return term;
}

const WORDED: ReadonlySet<string> = new Set(["SUBSTRING", "TRIM"]);

function readCall(reader: SelectReader, name: string): SelectTerm {
  if (AGGREGATES.has(name)) {
    if (name === "COUNT" && reader.takes("*")) {
      reader.expect(")");
      return { kind: "aggregate", name, term: undefined };
    }
    return { kind: "aggregate", name, term: readClosed(reader) };
  }
  if (name === "CAST") {
    const term = readTerm(reader);
    reader.expect("AS");
    const type = reader.pass().is;
    // A length or a precision, which changes nothing of a value.
    if (reader.takes("("))
      while (!reader.takes(")")) if (reader.pass().kind === "end") throw reader.unexpected();
    reader.expect(")");
    return { kind: "cast", term, type };
  }
  if (!SCALAR_FUNCTIONS.has(name)) throw unsupportedFunction(name);
  return { kind: "call", name, terms: WORDED.has(name) ? readWorded(reader, name) : readList(reader) };
}

function readPrimary(reader: SelectReader): SelectTerm {
  return reader.nest(() => readInner(reader));
}

function readInner(reader: SelectReader): SelectTerm {
  const { kind, is, text } = reader.token;
  if (kind === "text") return { kind: "value", value: reader.pass().text };
  if (kind === "number") return { kind: "value", value: readNumber(reader.pass().text) };
  if (reader.takes("(")) return readClosed(reader);
  if (reader.takes("-")) return { kind: "negative", term: readPrimary(reader) };
  if (reader.takes("+")) return readPrimary(reader);
  const literal = LITERALS.get(is);
  if (literal !== undefined && kind === "word") {
    reader.pass();
    return { kind: "value", value: literal };
  }
  if (reader.takes("CASE")) return readCase(reader);
  if (kind === "word" && reader.following.is === "(") {
    reader.pass();
    reader.pass();
    return readCall(reader, text.toUpperCase());
  }
  return { kind: "path", steps: [readName(reader), ...readSteps(reader)] };
}

type Read = (reader: SelectReader) => SelectTerm;

function readChain(below: Read, signs: readonly ("+" | "-" | "*" | "/" | "%" | "||")[]): Read {
  return (reader) => {
    let term = below(reader);
    for (let operator = reader.takesOne(signs); operator; operator = reader.takesOne(signs)) {
      reader.countOperator();
      term = { kind: "binary", operator, terms: [term, below(reader)] };
    }
    return term;
  };
}

const readSum = readChain(readChain(readPrimary, ["*", "/", "%"]), ["+", "-", "||"]);

const COMPARISONS = ["=", "<>", "!=", "<=", ">=", "<", ">"] as const;

function readTest(reader: SelectReader, term: SelectTerm): SelectTerm | undefined {
  if (reader.takes("BETWEEN")) {
    const low = readSum(reader);
    reader.expect("AND");
    return { kind: "between", term, bounds: [low, readSum(reader)] };
  }
  if (reader.takes("IN")) {
    reader.expect("(");
    return { kind: "in", term, among: reader.nest(() => readList(reader)) };
  }
  if (reader.takes("LIKE")) {
    const pattern = readSum(reader);
    return { kind: "like", term, pattern, escape: reader.takes("ESCAPE") ? readSum(reader) : undefined };
  }
  return undefined;
}

function readComparison(reader: SelectReader): SelectTerm {
  const term = readSum(reader);
  const operator = reader.takesOne(COMPARISONS);
  if (operator)
    return { kind: "binary", operator: operator === "!=" ? "<>" : operator, terms: [term, readSum(reader)] };
  if (reader.takes("IS")) {
    const isNot = reader.takes("NOT");
    const what = reader.takesOne(["NULL", "MISSING"]);
    if (!what) throw reader.unexpected();
    const test: SelectTerm = { kind: "is", term, what };
    return isNot ? { kind: "not", term: test } : test;
  }
  if (reader.takes("NOT")) {
    const test = readTest(reader, term);
    if (!test) throw reader.unexpected();
    return { kind: "not", term: test };
  }
  return readTest(reader, term) ?? term;
}

function readNot(reader: SelectReader): SelectTerm {
  if (!reader.takes("NOT")) return readComparison(reader);
  return { kind: "not", term: reader.nest(() => readNot(reader)) };
}

function readJoined(below: Read, kind: "and" | "or", word: string): Read {
  return (reader) => {
    const terms = [below(reader)];
    for (; reader.takes(word); terms.push(below(reader))) reader.countOperator();
    const [only] = terms;
    return terms.length === 1 && only ? only : { kind, terms };
  };
}

/** A term, as far as it goes. Throws a refusal of what is none. */
export const readTerm: Read = readJoined(readJoined(readNot, "and", "AND"), "or", "OR");
