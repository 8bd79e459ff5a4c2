/**
 * The tokens of a filter policy with the places that AWS tells of them. It reads policies with Jackson, which has read the value
 * behind a name when it is at the name, and of a text only the quote before anybody asks for the text.
 */
import { Refusal } from "../refusal.ts";

/** What a token is; a punctuation mark is itself. */
export type TokenKind = "{" | "}" | "[" | "]" | "name" | "text" | "number" | "true" | "false" | "null";

/** A token of JSON. */
export interface Token {
  readonly kind: TokenKind;
  /** As it is written; of names and texts what they say. */
  readonly text: string;
  /** How much was read when the token was come upon, and once its text was asked for. */
  readonly at: number;
  readonly end: number;
}

const TOKEN = /[\s,]*(?:([{}[\]])|("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|(true|false|null))/y;
/** So much of a policy is told in a message. */
const LONGEST_SOURCE = 500;

/** The tokens of a text that is JSON. */
export function listTokens(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(source); found; found = TOKEN.exec(source)) {
    const [, mark, quoted, colon, number, word] = found;
    const end = TOKEN.lastIndex;
    if (mark !== undefined) tokens.push({ kind: mark as TokenKind, text: mark, at: end, end });
    else if (quoted !== undefined && colon !== undefined)
      tokens.push({ kind: "name", text: String(JSON.parse(quoted)), at: end, end });
    else if (quoted !== undefined)
      tokens.push({ kind: "text", text: String(JSON.parse(quoted)), at: end - quoted.length + 1, end });
    else if (number !== undefined) tokens.push({ kind: "number", text: number, at: end, end });
    else tokens.push({ kind: (word ?? "null") as TokenKind, text: word ?? "null", at: end, end });
  }
  return tokens;
}

/** Goes through the tokens of a policy, and tells what is wrong with it where that is. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #next = 0;
  #isRead = false;

  /** `prefix`: what comes before the words of each error. */
  constructor(
    readonly source: string,
    readonly prefix: string,
  ) {
    this.#tokens = listTokens(source);
  }

  get #token(): Token {
    return this.#tokens[this.#next - 1] ?? { kind: "null", text: "", at: 0, end: 0 };
  }

  /** Goes on to the next token, and tells what it is. */
  next(): TokenKind {
    this.#next++;
    this.#isRead = false;
    return this.#token.kind;
  }

  /** What the token says. */
  text(): string {
    this.#isRead = true;
    return this.#token.text;
  }

  /** The name that the token is, or that stands before it. */
  get name(): string {
    return this.#token.text;
  }

  #locate(): string {
    const token = this.#token;
    const behind = this.#tokens[this.#next];
    const offset = token.kind === "name" ? (behind?.at ?? token.end) : this.#isRead ? token.end : token.at;
    const before = this.source.slice(0, offset).split("\n");
    return `line: ${before.length}, column: ${(before.at(-1) ?? "").length + 1}`;
  }

  /** An error at the token. */
  refuse(message: string): Refusal {
    const { source } = this;
    const cut = source.length > LONGEST_SOURCE ? `[truncated ${source.length - LONGEST_SOURCE} chars]` : "";
    const shown = `"${source.slice(0, LONGEST_SOURCE)}"${cut}`;
    const text = `${this.prefix}FilterPolicy: ${message}\n at [Source: (String)${shown}; ${this.#locate()}]`;
    return new Refusal({ code: "InvalidParameter", message: text, status: 400 });
  }
}
