/**
 * Reads JSON token by token as Jackson does, so that where a reader stands is where Jackson would say it does: behind the name of
 * a member it stands behind the begin of its value, and in a text behind the quote until somebody asks for the text.
 */
import { faultAt, JsonFault, showCharacter, showPlace } from "./json-faults.ts";

/** `end`: nothing follows. */
export type JsonToken =
  | "{"
  | "}"
  | "["
  | "]"
  | "name"
  | "string"
  | "number"
  | "true"
  | "false"
  | "null"
  | "end";

/** As deep as Jackson reads. */
const DEEPEST = 1000;
const LITERALS = ["true", "false", "null"] as const;
const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{ID_Continue}$]*/uy;
const WORD_BEGIN = /[\p{ID_Start}$_]/u;
const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const ESCAPES: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  '"': '"',
  "/": "/",
  "\\": "\\",
};

interface Scope {
  readonly kind: "Object" | "Array";
  readonly begin: number;
  count: number;
}

/** A token with its text. */
interface Begun {
  readonly token: JsonToken;
  readonly text: string;
}

/** The tokens of one text. What is no JSON throws a JsonFault. */
export class JsonTokens {
  #at = 0;
  /** The value behind a name, which was begun with it. */
  #begun: Begun | undefined;
  #text = "";
  /** Whether a text was begun and not read. */
  #isOpen = false;
  readonly #scopes: Scope[] = [];

  /** `isHidden`: faults do not tell the text. */
  constructor(
    readonly source: string,
    readonly isHidden = false,
  ) {}

  /** A fault where the reader stands. */
  fault(words: string): JsonFault {
    return faultAt(this.source, this.#at, words, this.isHidden);
  }

  /** The text of the last token: a name, a string's or a number's, or the token itself. */
  get text(): string {
    if (this.#isOpen)
      this.#text = this.#readString("string value", ": was expecting closing quote for a string value");
    return this.#text;
  }

  /** The next token. Of a value that is skipped, all is to be read. */
  next(): JsonToken {
    if (this.#isOpen) void this.text;
    const begun = this.#begun;
    if (begun) {
      this.#begun = undefined;
      return this.#accept(begun);
    }
    this.#skipSpace();
    const scope = this.#scopes.at(-1);
    const char = this.source[this.#at];
    if (char === undefined) return this.#end(scope);
    if (char === "]" || char === "}") return this.#close(char, scope);
    if (scope && scope.count > 0) this.#skipComma(scope);
    if (scope) scope.count++;
    if (scope?.kind !== "Object") return this.#accept(this.#beginValue());
    const name = this.#readName();
    this.#skipColon(scope);
    this.#begun = this.#beginValue();
    this.#text = name;
    return "name";
  }

  #accept({ token, text }: Begun): JsonToken {
    this.#text = text;
    if (token === "string") this.#isOpen = true;
    if (token !== "{" && token !== "[") return token;
    if (this.#scopes.length >= DEEPEST)
      throw this.fault(
        `Document nesting depth (${DEEPEST + 1}) exceeds the maximum allowed (${DEEPEST}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
      );
    this.#scopes.push({ kind: token === "{" ? "Object" : "Array", begin: this.#at - 1, count: 0 });
    return token;
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at;
    this.#at += SPACE.exec(this.source)?.[0].length ?? 0;
  }

  #unexpected(words: string): JsonFault {
    const char = this.source[this.#at] ?? "";
    return this.fault(`Unexpected character (${showCharacter(char)})${words}`);
  }

  #endTooEarly(words: string): JsonFault {
    this.#at = this.source.length;
    return this.fault(`Unexpected end-of-input${words}`);
  }

  #end(scope: Scope | undefined): JsonToken {
    if (!scope) return "end";
    throw this.#endTooEarly(
      `: expected close marker for ${scope.kind} (start marker at ${showPlace(this.source, scope.begin, this.isHidden)})`,
    );
  }

  #close(char: "]" | "}", scope: Scope | undefined): JsonToken {
    const wanted = scope?.kind === "Object" ? "}" : "]";
    this.#at++;
    if (!scope || char !== wanted) {
      const begin = showPlace(this.source, scope?.begin ?? 0, this.isHidden);
      throw this.fault(
        `Unexpected close marker '${char}': expected '${wanted}' (for ${scope?.kind ?? "root"} starting at ${begin})`,
      );
    }
    this.#scopes.pop();
    this.#text = char;
    return char;
  }

  #skipComma({ kind }: Scope): void {
    if (this.source[this.#at] !== ",")
      throw this.#unexpected(`: was expecting comma to separate ${kind} entries`);
    this.#at++;
    this.#skipSpace();
    if (this.#at >= this.source.length) throw this.#endTooEarly(` within/between ${kind} entries`);
  }

  #skipColon({ kind }: Scope): void {
    this.#skipSpace();
    if (this.#at >= this.source.length) throw this.#endTooEarly(` within/between ${kind} entries`);
    if (this.source[this.#at] !== ":")
      throw this.#unexpected(": was expecting a colon to separate field name and value");
    this.#at++;
    this.#skipSpace();
    if (this.#at >= this.source.length) throw this.#endTooEarly(` within/between ${kind} entries`);
  }

  #readName(): string {
    if (this.source[this.#at] !== '"')
      throw this.#unexpected(": was expecting double-quote to start field name");
    this.#at++;
    return this.#readString("name", " in field name");
  }

  #beginValue(): Begun {
    const char = this.source[this.#at] ?? "";
    if (char === "{" || char === "[" || char === '"') {
      this.#at++;
      return { token: char === '"' ? "string" : char, text: char };
    }
    if (char === "-" || (char >= "0" && char <= "9")) return this.#readNumber();
    return this.#readLiteral(char);
  }

  #readNumber(): Begun {
    NUMBER.lastIndex = this.#at;
    const text = NUMBER.exec(this.source)?.[0];
    if (text === undefined) {
      this.#at++;
      throw this.#unexpected(
        " in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
      );
    }
    this.#at += text.length;
    const following = this.source[this.#at] ?? "";
    if (/^-?0$/.test(text) && following >= "0" && following <= "9") {
      this.#at++;
      throw this.fault("Invalid numeric value: Leading zeroes not allowed");
    }
    if (following === "." || following === "e" || following === "E") {
      this.#at++;
      const what = following === "." ? "Decimal point" : "Exponent indicator";
      throw this.#unexpected(` in numeric value: ${what} not followed by a digit`);
    }
    return { token: "number", text };
  }

  #readLiteral(char: string): Begun {
    if (!WORD_BEGIN.test(char)) throw this.#unexpected(`: expected a valid value ${VALUES}`);
    WORD.lastIndex = this.#at;
    const word = WORD.exec(this.source)?.[0] ?? char;
    this.#at += word.length;
    const found = LITERALS.find((literal) => literal === word);
    if (!found) throw this.fault(`Unrecognized token '${word}': was expecting ${VALUES}`);
    return { token: found, text: found };
  }

  /** The text up to its closing quote, behind which the reader stands then. */
  #readString(what: string, missing: string): string {
    this.#isOpen = false;
    let text = "";
    for (let from = this.#at; ; ) {
      const char = this.source[this.#at];
      if (char === undefined) throw this.#endTooEarly(missing);
      if (char >= " " && char !== '"' && char !== "\\") {
        this.#at++;
        continue;
      }
      text += this.source.slice(from, this.#at);
      this.#at++;
      if (char === '"') return text;
      if (char !== "\\")
        throw this.fault(
          `Illegal unquoted character (${showCharacter(char)}): has to be escaped using backslash to be included in ${what}`,
        );
      text += this.#readEscape();
      from = this.#at;
    }
  }

  #readEscape(): string {
    const char = this.source[this.#at++] ?? "";
    const plain = ESCAPES[char];
    if (plain !== undefined) return plain;
    if (char !== "u") throw this.fault(`Unrecognized character escape ${showCharacter(char)}`);
    const digits = this.source.slice(this.#at, this.#at + 4);
    const wrong = digits.search(/[^0-9a-fA-F]/);
    if (wrong >= 0) {
      this.#at += wrong;
      throw this.#unexpected(": expected a hex-digit for character escape sequence");
    }
    if (digits.length < 4) throw this.#endTooEarly(" in character escape sequence");
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
}

/** Why a text is no JSON, in the words of a Jackson that hides texts; undefined where it is JSON. */
export function explainFault(source: string): string | undefined {
  const tokens = new JsonTokens(source, true);
  try {
    while (tokens.next() !== "end");
    return undefined;
  } catch (error) {
    if (error instanceof JsonFault) return error.message;
    throw error;
  }
}
