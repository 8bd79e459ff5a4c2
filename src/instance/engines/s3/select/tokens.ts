/** The tokens of S3 Select's statements. */
import { refusal } from "../../refusal.ts";
import { unexpected } from "./refusals.ts";

/** A word, a literal or a sign. */
interface Token {
  readonly kind: "word" | "quoted" | "text" | "number" | "sign" | "end";
  /** A word as it stands, a name or a text without its quotes. */
  readonly text: string;
  /** What the grammar compares: signs, and words in capital letters. */
  readonly is: string;
  readonly at: number;
}

const NEXT =
  /\s*(?:([A-Za-z_$][\w$]*)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|(<=|>=|<>|!=|\|\||[=<>()[\],.+\-*/%;]))/uy;
const KINDS = ["word", "quoted", "text", "number", "sign"] as const;
const SPACE = /\s*/uy;

function split(statement: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; ; at = NEXT.lastIndex) {
    SPACE.lastIndex = at;
    SPACE.exec(statement);
    const start = SPACE.lastIndex;
    if (start === statement.length) {
      tokens.push({ kind: "end", text: "", is: "", at: start });
      return tokens;
    }
    NEXT.lastIndex = start;
    const found = NEXT.exec(statement);
    if (!found) throw refusal("LexerInvalidChar", `Invalid character at position ${start + 1}.`);
    const which = found.findIndex((group, index) => index > 0 && group !== undefined);
    const kind = KINDS[which - 1] ?? "sign";
    const inner = found[which] ?? "";
    const quote = kind === "quoted" ? '"' : "'";
    const text = kind === "quoted" || kind === "text" ? inner.replaceAll(quote + quote, quote) : inner;
    tokens.push({
      kind,
      text,
      is: kind === "word" ? inner.toUpperCase() : kind === "sign" ? inner : "",
      at: start,
    });
  }
}

/** How deep terms may stand in each other, and how many operators and steps of paths there may be: no statement is to exhaust the stack. */
const [MOST_LEVELS, MOST_OPERATORS] = [64, 1000];

function tooMany(): Error {
  return refusal("MaxOperatorsExceeded", "Failed to parse SQL expression, try reducing complexity.");
}

/** Reads a statement token by token. */
export class SelectReader {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  #operators = 0;

  /** Throws a refusal of what is no token. */
  constructor(statement: string) {
    this.#tokens = split(statement);
  }

  get token(): Token {
    return this.#tokens[this.#next] ?? { kind: "end", text: "", is: "", at: 0 };
  }

  /** The token behind the next one. */
  get following(): Token {
    return this.#tokens[this.#next + 1] ?? this.token;
  }

  /** The next token, which is passed. */
  pass(): Token {
    const { token } = this;
    if (token.kind !== "end") this.#next++;
    return token;
  }

  /** Whether a word or a sign is next, which is passed then. */
  takes(is: string): boolean {
    if (this.token.is !== is) return false;
    this.#next++;
    return true;
  }

  /** The first of some words or signs that is next, which is passed. */
  takesOne<One extends string>(all: readonly One[]): One | undefined {
    return all.find((is) => this.takes(is));
  }

  /** Throws a refusal where another word or sign is next. */
  expect(is: string): void {
    if (!this.takes(is)) throw this.unexpected();
  }

  /** Reads a term that stands in another one. Throws a refusal of one that stands too deep. */
  nest<T>(read: () => T): T {
    if (this.#depth === MOST_LEVELS) throw tooMany();
    this.#depth++;
    const term = read();
    this.#depth--;
    return term;
  }

  /** Notes an operator or a step. Throws a refusal where there are too many. */
  countOperator(): void {
    if (++this.#operators > MOST_OPERATORS) throw tooMany();
  }

  unexpected(): Error {
    return unexpected(this.token.text, this.token.at);
  }
}
