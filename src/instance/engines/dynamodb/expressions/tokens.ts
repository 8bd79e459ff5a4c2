/** The tokens of expressions, as DynamoDB's grammar has them. Words are in any case. */
import { refuse } from "../refusal.ts";

/** Words that are no names of attributes. */
const KEYWORDS = new Set(["AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"]);

type TokenKind = "word" | "keyword" | "name" | "value" | "number" | "symbol" | "unknown" | "end";

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** What the grammar compares: a keyword in capital letters. */
  readonly is: string;
  readonly at: number;
}

const NEXT =
  /[ \t\r\n]*(?:([A-Za-z]\w*)|(#\w+)|(:\w+)|(0|[1-9]\d*)|(<>|<=|>=|[=<>()[\],.+-])|([^ \t\r\n]))/uy;
const KINDS: readonly TokenKind[] = ["word", "name", "value", "number", "symbol", "unknown"];

function readNext(text: string, from: number): Token {
  NEXT.lastIndex = from;
  const found = NEXT.exec(text);
  if (!found) return { kind: "end", text: "<EOF>", is: "", at: text.length };
  const which = found.findIndex((group, index) => index > 0 && group !== undefined);
  const word = found[which] ?? "";
  const kind = KINDS[which - 1] ?? "unknown";
  const isKeyword = kind === "word" && KEYWORDS.has(word.toUpperCase());
  return {
    kind: isKeyword ? "keyword" : kind,
    text: word,
    is: isKeyword ? word.toUpperCase() : word,
    at: NEXT.lastIndex - word.length,
  };
}

function readAll(text: string): Token[] {
  const tokens = [];
  let at = 0;
  for (;;) {
    const token = readNext(text, at);
    tokens.push(token);
    if (token.kind === "end") return tokens;
    at = token.at + token.text.length;
  }
}

/** An expression that is read token by token. */
export class ExpressionReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  /** `place`: the parameter, as messages have it. */
  constructor(
    readonly text: string,
    readonly place: string,
  ) {
    this.#tokens = readAll(text);
  }

  /** The token so many places on. */
  peek(ahead = 0): Token {
    const last = this.#tokens.length - 1;
    return this.#tokens[Math.min(this.#at + ahead, last)] ?? { kind: "end", text: "", is: "", at: 0 };
  }

  next(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Takes the next token where it is this one. */
  takes(is: string): boolean {
    const token = this.peek();
    if (token.is !== is || token.kind === "end") return false;
    this.#at++;
    return true;
  }

  expect(is: string): void {
    if (!this.takes(is)) throw this.misplaced();
  }

  /** Where the reader is, to come back to. */
  get mark(): number {
    return this.#at;
  }

  goTo(mark: number): void {
    this.#at = mark;
  }

  /** The error of a token that cannot stand where it does, told with the one before it and the one behind it. */
  misplaced(): Error {
    const token = this.peek();
    const before = this.#at > 0 ? this.#tokens[Math.min(this.#at, this.#tokens.length - 1) - 1] : undefined;
    const behind = this.peek(1);
    const last = token.kind === "end" || behind.kind === "end" ? token : behind;
    const end = last.kind === "end" ? this.text.length : last.at + last.text.length;
    const from = before?.at ?? (token.kind === "end" ? 0 : token.at);
    const near = this.text.slice(from, end);
    return this.refuse(`Syntax error; token: "${token.text}", near: "${near}"`);
  }

  /** An error of this expression. */
  refuse(message: string): Error {
    return refuse(`Invalid ${this.place}: ${message}`);
  }
}
