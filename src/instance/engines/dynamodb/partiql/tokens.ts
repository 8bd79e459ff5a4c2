/** The tokens of PartiQL statements: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html */
import { refuse } from "../refusal.ts";
import words from "./reserved-words.json" with { type: "json" };

/** Words that name nothing unless they stand in quotes. */
const RESERVED: ReadonlySet<string> = new Set(words);

/** Where PartiQL's own reader says what it found, it does so behind this. */
const NOT_WELL_FORMED = "Statement wasn't well formed, can't be processed: ";

/** The refusal of a statement that cannot be read. Of what is no token at all nothing more is said. */
export function malformed(what = ""): Error {
  return refuse(NOT_WELL_FORMED + what);
}

/** Words that stand between terms, as signs do. */
const OPERATORS: ReadonlySet<string> = new Set(["AND", "BETWEEN", "IN", "IS", "LIKE", "OR"]);
/** Signs that only stand between terms. */
const SIGNS: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", "<=", ">", ">=", "||", "/", "%"]);

/** Whether a word in capital letters is one that PartiQL keeps for itself. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word);
}

type TokenKind = "word" | "quoted" | "text" | "number" | "ion" | "symbol" | "unknown" | "end";

/** A word, a literal or a symbol. */
export interface StatementToken {
  readonly kind: TokenKind;
  /** As it stands in the statement. */
  readonly written: string;
  /** What it says: a name without its quotes. */
  readonly text: string;
  /** What the grammar compares: a word that nobody quoted in capital letters. */
  readonly is: string;
  readonly at: number;
}

const NEXT =
  /([A-Za-z_$][\w$]*)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|`([^`]*)`|(<<|>>|<=|>=|<>|!=|\|\||[=<>()[\]{},.:?+\-*/%;@])|(\S)/uy;
const KINDS: readonly TokenKind[] = ["word", "quoted", "text", "number", "ion", "symbol", "unknown"];

const SPACE = /\s*/uy;

/** Where the next token begins, behind spaces and comments. Throws a refusal of one that does not end. */
function skip(statement: string, from: number): number {
  for (let at = from; ; ) {
    SPACE.lastIndex = at;
    SPACE.exec(statement);
    at = SPACE.lastIndex;
    const end = statement.startsWith("--", at)
      ? statement.indexOf("\n", at)
      : statement.startsWith("/*", at)
        ? statement.indexOf("*/", at + 2)
        : at;
    if (end === at) return at;
    if (end < 0 && statement.startsWith("/*", at)) throw malformed();
    if (end < 0) return statement.length;
    at = end + (statement[end] === "*" ? 2 : 1);
  }
}

function readNext(statement: string, from: number): StatementToken {
  NEXT.lastIndex = skip(statement, from);
  const found = NEXT.exec(statement);
  if (!found) return { kind: "end", written: "", text: "", is: "", at: statement.length };
  const which = found.findIndex((group, index) => index > 0 && group !== undefined);
  const kind = KINDS[which - 1] ?? "unknown";
  const inner = found[which] ?? "";
  const quotes = kind === "quoted" || kind === "text" || kind === "ion" ? 2 : 0;
  const at = NEXT.lastIndex - inner.length - quotes;
  const text =
    kind === "quoted" ? inner.replaceAll('""', '"') : kind === "text" ? inner.replaceAll("''", "'") : inner;
  const is = kind === "word" ? inner.toUpperCase() : kind === "symbol" ? inner : "";
  return { kind, written: statement.slice(at, NEXT.lastIndex), text, is, at };
}

const LARGEST_INTEGER = 2 ** 31 - 1;
const POWER = /[eE]([+-]?\d+)$/;

/** Whether a number is one for PartiQL's reader, which keeps its exponent and its scale as integers of 32 bits. */
function isReadable(text: string): boolean {
  const [end = "", power = "0"] = POWER.exec(text) ?? [];
  const point = text.indexOf(".");
  const scale = (point < 0 ? 0 : text.length - end.length - point - 1) - Number(power);
  return Math.abs(Number(power)) <= LARGEST_INTEGER && Math.abs(scale) <= LARGEST_INTEGER;
}

/** A statement that is read token by token. */
export class StatementReader {
  readonly #tokens: StatementToken[] = [];
  #at = 0;

  constructor(readonly statement: string) {
    for (let from = 0; ; ) {
      const token = readNext(statement, from);
      if (token.kind === "unknown" || (token.kind === "number" && !isReadable(token.text))) throw malformed();
      this.#tokens.push(token);
      if (token.kind === "end") return;
      from = token.at + token.written.length;
    }
  }

  /** The token so many places on. */
  peek(ahead = 0): StatementToken {
    const last = this.#tokens.length - 1;
    return this.#tokens[Math.min(this.#at + ahead, last)] as StatementToken;
  }

  next(): StatementToken {
    const token = this.peek();
    this.#at++;
    return token;
  }

  /** Takes the next token where it is this word or symbol. */
  takes(is: string): boolean {
    if (this.peek().is !== is || this.peek().kind === "end") return false;
    this.#at++;
    return true;
  }

  expect(is: string): void {
    if (!this.takes(is)) throw this.misplaced();
  }

  /** Whether the next token can name something. */
  get isName(): boolean {
    const { kind, is } = this.peek();
    return kind === "quoted" || (kind === "word" && !RESERVED.has(is));
  }

  /** The name that comes next. Throws a refusal where none does. */
  name(): string {
    if (!this.isName) throw this.misplaced();
    return this.next().text;
  }

  /** Whether the statement ends here, with or without its sign. */
  get isEnd(): boolean {
    return this.peek().kind === "end" || (this.peek().is === ";" && this.peek(1).kind === "end");
  }

  /** The error of a token that cannot stand where it does. */
  misplaced(): Error {
    const { kind, is } = this.peek();
    if (OPERATORS.has(is) || SIGNS.has(is)) return malformed("Unexpected operator");
    return malformed(kind === "word" && RESERVED.has(is) ? "Unexpected keyword" : "Unexpected term");
  }

  /** Where a token stands, as messages have it: line, column, length. */
  place({ at, written }: StatementToken): string {
    const before = this.statement.slice(0, at).split("\n");
    return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}:${written.length}`;
  }
}
