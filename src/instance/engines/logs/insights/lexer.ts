/** The words of Insights' queries. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
import type { Cell, EventRow } from "./values.ts";

/** A word of a query, and where it is. */
export interface QueryToken {
  readonly kind: "name" | "text" | "number" | "expression" | "sign" | "end";
  readonly text: string;
  readonly at: number;
}

/** Why a query is none. */
export class BadQuery extends Error {}

/** What a query asks for that AWS does and nothing here does. */
export class UnknownCommand extends Error {}

const NAME = /[A-Za-z_@][\w@.:-]*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const UNIT = /[a-zA-Z]+/y;
const SIGN = /!=|<=|>=|=~|[=<>+\-*/%^(),|[\]]/y;
const SPACE = /(?:\s|#[^\n]*)+/y;

/** Reads what matches here. */
function takeMatch(expression: RegExp, text: string, at: number): string {
  expression.lastIndex = at;
  return expression.exec(text)?.[0] ?? "";
}

/** What is between two marks, with the second one's place; a mark behind a backslash is a character. */
function takeBetween(
  text: string,
  start: number,
  mark: string,
  keepsBackslash: boolean,
): readonly [string, number] {
  let taken = "";
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === mark) return [taken, at + 1];
    const next = text.charAt(at + 1);
    if (character === "\\" && next !== "") {
      taken += keepsBackslash && next !== mark ? character + next : next;
      at++;
    } else taken += character;
  }
  throw new BadQuery(`unexpected end of query, ${mark} is missing`);
}

const QUOTES: Readonly<Record<string, QueryToken["kind"]>> = { '"': "text", "'": "text", "`": "name" };

/** The words of a query. Throws BadQuery. */
export function listTokens(query: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  for (let at = 0; ; ) {
    at += takeMatch(SPACE, query, at).length;
    if (at >= query.length) break;
    const character = query.charAt(at);
    const quoted = QUOTES[character];
    const isPath = character === "/" && isExpression(tokens, query, at);
    if (quoted || isPath) {
      const [text, end] = takeBetween(query, at, character, isPath);
      tokens.push({ kind: isPath ? "expression" : (quoted ?? "text"), text, at });
      at = end;
      continue;
    }
    const number = takeMatch(NUMBER, query, at);
    const text =
      number === ""
        ? takeMatch(NAME, query, at) || takeMatch(SIGN, query, at)
        : number + takeMatch(UNIT, query, at + number.length);
    if (text === "") throw new BadQuery(`unexpected symbol found ${character} at line 1 and position ${at}`);
    const kind = number !== "" ? "number" : /^[A-Za-z_@]/.test(text) ? "name" : "sign";
    tokens.push({ kind, text, at });
    at += text.length;
  }
  tokens.push({ kind: "end", text: "", at: query.length });
  return tokens;
}

/** Whether a slash begins an expression and does not divide: behind `like` and its sign, and `parse` with or without a field. */
function isExpression(tokens: readonly QueryToken[], query: string, at: number): boolean {
  const [before, last] = [tokens.at(-2), tokens.at(-1)].map((one) => one?.text.toLowerCase());
  const isWanted = last === "like" || last === "=~" || last === "parse" || before === "parse";
  return isWanted && query.indexOf("/", at + 1) > at;
}

/** A value of a group of rows. */
export type GroupValue = (rows: readonly EventRow[]) => Cell;

/** Goes through words. */
export class QueryWords {
  #at = 0;
  /** Where the functions on groups of an expression are put; nowhere where an expression has none. */
  aggregates: GroupValue[] | undefined;

  constructor(readonly tokens: readonly QueryToken[]) {}

  peek(): QueryToken {
    return this.tokens[this.#at] ?? { kind: "end", text: "", at: 0 };
  }

  next(): QueryToken {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Goes past a sign, if it is next. */
  takeSign(sign: string): boolean {
    const { kind, text } = this.peek();
    const isNext = kind === "sign" && text === sign;
    if (isNext) this.#at++;
    return isNext;
  }

  /** The same of a word, in whichever case. */
  takeWord(word: string): boolean {
    const { kind, text } = this.peek();
    const isNext = kind === "name" && text.toLowerCase() === word;
    if (isNext) this.#at++;
    return isNext;
  }

  demandSign(sign: string): void {
    if (!this.takeSign(sign)) throw this.refuse();
  }

  demand(kind: QueryToken["kind"]): string {
    const token = this.next();
    if (token.kind !== kind) throw this.refuse(token);
    return token.text;
  }

  refuse({ text, at }: QueryToken = this.peek()): BadQuery {
    return new BadQuery(
      text === ""
        ? "unexpected end of query"
        : `unexpected symbol found ${text} at line 1 and position ${at}`,
    );
  }
}
