/** Reads the operators of a pattern: `{"prefix": "a"}`, `{"anything-but": {"wildcard": "*b"}}`. */

import { ownRows } from "../../../base/own-rows.ts";
import { readCidr } from "./ip-addresses.ts";
import { JsonFault } from "./json-faults.ts";
import type { JsonTokens } from "./json-tokens.ts";
import type { Bound, ValueTest } from "./value-tests.ts";
import { readWildcard } from "./wildcards.ts";

/** Numbers beyond are compared with nothing. */
const FARTHEST = 5e9;

type ReadOperand = (tokens: JsonTokens) => ValueTest;

/** What closes an operator, which has one operand. */
function close(tokens: JsonTokens, words = "Only one key allowed in match expression"): void {
  if (tokens.next() !== "}") throw tokens.fault(words);
}

function closeNumeric(tokens: JsonTokens): void {
  close(tokens, "Too many elements in numeric expression");
}

function readText(tokens: JsonTokens, words: string): string {
  if (tokens.next() !== "string") throw tokens.fault(words);
  return tokens.text;
}

/** A number that can be compared. Where it stands is not told. */
function readNumber(tokens: JsonTokens): number {
  const value = Number(tokens.text);
  if (Math.abs(value) > FARTHEST) throw new JsonFault("Value must be between -5.0E9 and 5.0E9, inclusive");
  return value;
}

/** The same within an operator that says of every fault where it is. */
function readPlacedNumber(tokens: JsonTokens): number {
  try {
    return readNumber(tokens);
  } catch (error) {
    throw error instanceof JsonFault ? tokens.fault(error.message) : error;
  }
}

function makeWildcard(tokens: JsonTokens, text: string): ValueTest {
  const parts = readWildcard(text);
  if (typeof parts === "string") throw tokens.fault(parts);
  return { kind: "wildcard", parts };
}

/** `prefix` and `suffix`, whose text may be one whose case does not matter. */
function readEnd(kind: "prefix" | "suffix", title: string): ReadOperand {
  return (tokens) => {
    const token = tokens.next();
    if (token !== "{") {
      if (token !== "string") throw tokens.fault(`${kind} match pattern must be a string`);
      const { text } = tokens;
      close(tokens);
      return { kind, text, ignoresCase: false };
    }
    if (tokens.next() !== "name") throw tokens.fault(`${title} expression name not found`);
    if (tokens.text !== IGNORING_CASE) throw tokens.fault(`Unsupported ${kind} pattern: ${tokens.text}`);
    const text = readText(tokens, `${IGNORING_CASE} match pattern must be a string`);
    close(tokens);
    close(tokens);
    return { kind, text, ignoresCase: true };
  };
}

function readUpper(tokens: JsonTokens): Bound {
  const operator = tokens.text;
  if (operator !== "<" && operator !== "<=") throw tokens.fault(`Bad numeric range operator: ${operator}`);
  if (tokens.next() !== "number") throw tokens.fault(`Value of ${operator} must be numeric`);
  const value = readPlacedNumber(tokens);
  if (tokens.next() !== "]") throw tokens.fault("Too many terms in numeric range expression");
  return { value, isIn: operator === "<=" };
}

function readRange(tokens: JsonTokens): ValueTest {
  if (tokens.next() !== "string") throw tokens.fault(`Invalid member in numeric match: ${tokens.text}`);
  const operator = tokens.text;
  const token = tokens.next();
  const isKnown = ["=", "<", "<=", ">", ">="].includes(operator);
  if (!isKnown) throw tokens.fault(`Unrecognized numeric range operator: ${operator}`);
  if (token !== "number")
    throw tokens.fault(`Value of ${operator === "=" ? "equals" : operator} must be numeric`);
  const bound: Bound = { value: readPlacedNumber(tokens), isIn: operator.endsWith("=") };
  const following = tokens.next();
  if (following === "]")
    return {
      kind: "range",
      least: operator.startsWith("<") ? undefined : bound,
      most: operator.startsWith(">") ? undefined : bound,
    };
  if (!operator.startsWith(">")) throw tokens.fault("Too many elements in numeric expression");
  if (following !== "string") throw tokens.fault(`Bad value in numeric range: ${tokens.text}`);
  const most = readUpper(tokens);
  if (bound.value >= most.value) throw tokens.fault("Bottom must be less than top");
  return { kind: "range", least: bound, most };
}

function readNumeric(tokens: JsonTokens): ValueTest {
  if (tokens.next() !== "[") throw tokens.fault("Value of numeric must be an array.");
  const test = readRange(tokens);
  closeNumeric(tokens);
  return test;
}

function readExists(tokens: JsonTokens): ValueTest {
  const token = tokens.next();
  if (token !== "true" && token !== "false")
    throw tokens.fault("exists match pattern must be either true or false.");
  close(tokens);
  return { kind: "exists", isThere: token === "true" };
}

function readAddresses(tokens: JsonTokens): ValueTest {
  // AWS says so of addresses, too.
  const range = readCidr(readText(tokens, "prefix match pattern must be a string"));
  if (typeof range === "string") throw new JsonFault(range);
  close(tokens);
  return { kind: "addresses", range };
}

const IGNORING_CASE = "equals-ignore-case";

/** What anything may be but, beside texts and numbers themselves: what is said of no text, and what a text says. */
interface Excluded {
  readonly wrong: string;
  readonly read: (tokens: JsonTokens, text: string) => ValueTest;
}

function excludeEnd(kind: "prefix" | "suffix"): Excluded {
  return {
    wrong: "prefix/suffix match pattern must be a string",
    read(tokens, text) {
      if (text === "") throw tokens.fault("Null prefix/suffix not allowed");
      return { kind, text, ignoresCase: false };
    },
  };
}

const EXCLUDED: Readonly<Record<string, Excluded>> = ownRows({
  [IGNORING_CASE]: {
    wrong: "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
    read: (_tokens, text) => ({ kind: "equalsIgnoringCase", text }),
  },
  prefix: excludeEnd("prefix"),
  suffix: excludeEnd("suffix"),
  wildcard: { wrong: "wildcard match pattern must be a string", read: makeWildcard },
});

const MIXED = "Inside anything but list, either all values are number or string, mixed type is not supported";

function readPlainList(tokens: JsonTokens): ValueTest[] {
  const tests: ValueTest[] = [];
  const kinds = new Set<string>();
  for (let token = tokens.next(); token !== "]"; token = tokens.next()) {
    if (token !== "string" && token !== "number")
      throw tokens.fault("Inside anything but list, start|null|boolean is not supported.");
    kinds.add(token);
    tests.push({ kind: "equals", value: token === "number" ? readNumber(tokens) : tokens.text });
  }
  if (kinds.size !== 1) throw new Unplaced(MIXED);
  return tests;
}

function readExcludedList(tokens: JsonTokens, { wrong, read }: Excluded): ValueTest[] {
  const texts: string[] = [];
  const tests: ValueTest[] = [];
  for (let token = tokens.next(); token !== "]"; token = tokens.next()) {
    if (token !== "string") throw tokens.fault(wrong);
    texts.push(tokens.text);
    tests.push(read(tokens, tokens.text));
  }
  return tests;
}

/** A fault whose place is told once, by whoever catches it. */
class Unplaced extends Error {}

/** Of a list AWS tells every fault as one within the list, too: where it is stands there twice. */
function readList(tokens: JsonTokens, read: () => ValueTest[]): ValueTest[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonFault || error instanceof Unplaced) throw tokens.fault(error.message);
    throw error;
  }
}

function readAnythingBut(tokens: JsonTokens): ValueTest {
  let token = tokens.next();
  let excluded: Excluded | undefined;
  if (token === "{") {
    if (tokens.next() !== "name") throw tokens.fault("Anything-But expression name not found");
    excluded = Object.hasOwn(EXCLUDED, tokens.text) ? EXCLUDED[tokens.text] : undefined;
    if (!excluded) throw tokens.fault(`Unsupported anything-but pattern: ${tokens.text}`);
    token = tokens.next();
  }
  if (token !== "[" && token !== "string" && token !== "number")
    throw tokens.fault("Value of anything-but must be an array or single string/number value.");
  const tests =
    token === "["
      ? readList(tokens, () => (excluded ? readExcludedList(tokens, excluded) : readPlainList(tokens)))
      : [readExcluded(tokens, token, excluded)];
  closeNumeric(tokens);
  if (excluded) closeNumeric(tokens);
  return { kind: "anythingBut", tests };
}

function readExcluded(
  tokens: JsonTokens,
  token: "string" | "number",
  excluded: Excluded | undefined,
): ValueTest {
  if (!excluded) return { kind: "equals", value: token === "number" ? readNumber(tokens) : tokens.text };
  if (token === "number") throw tokens.fault(excluded.wrong);
  return excluded.read(tokens, tokens.text);
}

const OPERATORS: Readonly<Record<string, ReadOperand>> = ownRows({
  exactly(tokens) {
    const value = readText(tokens, "exact match pattern must be a string");
    close(tokens);
    return { kind: "equals", value };
  },
  prefix: readEnd("prefix", "Prefix"),
  suffix: readEnd("suffix", "Suffix"),
  numeric: readNumeric,
  "anything-but": readAnythingBut,
  exists: readExists,
  cidr: readAddresses,
  [IGNORING_CASE](tokens) {
    const text = readText(tokens, `${IGNORING_CASE} match pattern must be a string`);
    close(tokens);
    return { kind: "equalsIgnoringCase", text };
  },
  wildcard(tokens) {
    const test = makeWildcard(tokens, readText(tokens, "wildcard match pattern must be a string"));
    close(tokens);
    return test;
  },
});

/** Reads an operator behind its opening brace, to the closing one. What is wrong throws a JsonFault. */
export function readValueTest(tokens: JsonTokens): ValueTest {
  if (tokens.next() !== "name") throw tokens.fault("Match expression name not found");
  const read = Object.hasOwn(OPERATORS, tokens.text) ? OPERATORS[tokens.text] : undefined;
  if (!read) throw tokens.fault(`Unrecognized match type ${tokens.text}`);
  return read(tokens);
}
