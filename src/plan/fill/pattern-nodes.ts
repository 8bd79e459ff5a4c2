/**
 * Reads a regular expression of a model, in Java's dialect, into what is needed to write a text that matches it. What has no
 * plain meaning there (back references, set operations) makes the whole unread: whoever asks must do without.
 */

/** A part of an expression. Assertions are empty texts here: what is written is held against the whole expression. */
export type MatchPart =
  | { readonly kind: "characters"; readonly has: (character: string) => boolean; readonly first: string }
  | { readonly kind: "sequence"; readonly parts: readonly MatchPart[] }
  | { readonly kind: "choice"; readonly options: readonly MatchPart[] }
  | {
      readonly kind: "repeat";
      readonly part: MatchPart;
      readonly least: number;
      readonly most: number;
    };

const CLASSES: Readonly<Record<string, RegExp>> = { d: /\d/, w: /\w/, s: /\s/ };
const CONTROLS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", f: "\f" };
/** Java's names for classes that JavaScript knows by no name. */
const JAVA_CLASSES: Readonly<Record<string, RegExp>> = {
  Print: /[\x20-\x7e]/,
  Graph: /[\x21-\x7e]/,
  Alnum: /[A-Za-z0-9]/,
  Alpha: /[A-Za-z]/,
  Digit: /[0-9]/,
  XDigit: /[0-9A-Fa-f]/,
  Punct: /[!-/:-@[-`{-~]/,
  IsLetter: /\p{L}/u,
  all: /[\s\S]/,
};
const EMPTY: MatchPart = { kind: "sequence", parts: [] };

/** Thrown and caught here alone. */
class Unread extends Error {}

/** Reads one expression from its start to its end. */
class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  #take(text: string): boolean {
    const isThere = this.#source.startsWith(text, this.#at);
    if (isThere) this.#at += text.length;
    return isThere;
  }

  #takeMatch(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#source);
    if (match) this.#at = expression.lastIndex;
    return match ?? undefined;
  }

  #next(): string {
    const character = this.#source[this.#at];
    if (character === undefined) throw new Unread();
    this.#at++;
    return character;
  }

  /** Alternatives up to the end or a closing bracket. */
  readChoice(): MatchPart {
    const options: MatchPart[] = [];
    do {
      const parts: MatchPart[] = [];
      while (this.#at < this.#source.length && !"|)".includes(this.#source[this.#at] ?? ""))
        parts.push(this.#readRepeated());
      options.push({ kind: "sequence", parts });
    } while (this.#take("|"));
    return { kind: "choice", options };
  }

  /** Whether all of it was read. */
  get isDone(): boolean {
    return this.#at === this.#source.length;
  }

  #readRepeated(): MatchPart {
    const part = this.#readPart();
    const counted = this.#takeMatch(/([*+?])|\{(\d{1,6})(,?)(\d{0,6})\}/y);
    if (!counted) return part;
    this.#takeMatch(/[?+]/y);
    const [, sign, low, comma, high] = counted;
    const least = sign === undefined ? Number(low) : sign === "+" ? 1 : 0;
    const bounded = comma === "" ? least : high === "" || high === undefined ? Infinity : Number(high);
    const most = sign === undefined ? bounded : sign === "?" ? 1 : Infinity;
    return { kind: "repeat", part, least, most };
  }

  #readPart(): MatchPart {
    if (this.#takeMatch(/\(\?[a-z-]+\)|[\^$]|\\[AzZbB]/y)) return EMPTY;
    if (this.#take("(")) {
      const isAssertion = this.#takeMatch(/\?<?[=!]/y) !== undefined;
      if (!isAssertion) this.#takeMatch(/\?(?:[a-z-]*:|<\w+>|>)/y);
      const inner = this.readChoice();
      if (!this.#take(")")) throw new Unread();
      return isAssertion ? EMPTY : inner;
    }
    if (this.#take("[")) return this.#readSet();
    if (this.#take("."))
      return { kind: "characters", has: (character) => !"\n\r".includes(character), first: "p" };
    const { has, character } = this.#readCharacter();
    return { kind: "characters", has, first: character ?? "" };
  }

  /** A character or a class of them, inside a set or not. */
  #readCharacter(): { readonly has: (character: string) => boolean; readonly character?: string } {
    const taken = this.#next();
    if (taken !== "\\") return { has: (character) => character === taken, character: taken };
    const escaped = this.#next();
    const property = this.#takeProperty(escaped);
    const known = property ?? CLASSES[escaped.toLowerCase()];
    if (known) {
      const isNegated = escaped !== escaped.toLowerCase();
      return { has: (character) => known.test(character) !== isNegated };
    }
    const code = /[ux]/.test(escaped) ? this.#takeMatch(/\{?([0-9A-Fa-f]{2,6})\}?/y)?.[1] : undefined;
    if (code === undefined && /[1-9ux]/.test(escaped)) throw new Unread();
    const character =
      code === undefined ? (CONTROLS[escaped] ?? escaped) : String.fromCodePoint(Number.parseInt(code, 16));
    return { has: (other) => other === character, character };
  }

  #takeProperty(escaped: string): RegExp | undefined {
    if (escaped !== "p" && escaped !== "P") return undefined;
    const taken = this.#takeMatch(/\{(\w+)\}|[A-Z]/y);
    const name = taken?.[1] ?? taken?.[0] ?? "";
    const known = JAVA_CLASSES[name];
    if (known) return known;
    try {
      return new RegExp(`\\p{${name}}`, "u");
    } catch {
      throw new Unread();
    }
  }

  #readSet(): MatchPart {
    const isNegated = this.#take("^");
    const tests: ((character: string) => boolean)[] = [];
    let first = "";
    for (let isFirst = true; isFirst || !this.#take("]"); isFirst = false) {
      if (this.#source.startsWith("&&", this.#at) || this.#source[this.#at] === "[") throw new Unread();
      const { has, character } = this.#readCharacter();
      first ||= character ?? "";
      const isRange = character !== undefined && this.#takeMatch(/-(?!\])/y);
      const end = isRange ? this.#readCharacter().character : undefined;
      if (isRange && end === undefined) throw new Unread();
      tests.push(
        end === undefined || character === undefined ? has : (other) => other >= character && other <= end,
      );
    }
    const has = (character: string) => tests.some((test) => test(character)) !== isNegated;
    return { kind: "characters", has, first: isNegated ? "" : first };
  }
}

/** The parts of an expression; undefined where it says more than is read here. */
export function readPattern(source: string): MatchPart | undefined {
  const reader = new Reader(source);
  try {
    const node = reader.readChoice();
    return reader.isDone ? node : undefined;
  } catch (error) {
    if (error instanceof Unread) return undefined;
    throw error;
  }
}
