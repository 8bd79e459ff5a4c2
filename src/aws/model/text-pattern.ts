/**
 * Reads AWS's regular expressions over texts, so that a text can be held against them in bounded time, and one that they take
 * can be written. What is not understood (references back, flags) gives no pattern.
 */

/** A part of a pattern. */
export type PatternNode =
  | { readonly kind: "character"; readonly accepts: (character: string) => boolean }
  | { readonly kind: "sequence"; readonly nodes: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly nodes: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly node: PatternNode; readonly least: number; readonly most: number }
  | { readonly kind: "look"; readonly node: PatternNode; readonly isNegative: boolean }
  | { readonly kind: "boundary" }
  | { readonly kind: "start" }
  | { readonly kind: "end" };

/** Why reading ends: something is not understood. */
class Unknown extends Error {}

const QUANTIFIERS: Readonly<Record<string, readonly [number, number]>> = {
  "*": [0, Number.POSITIVE_INFINITY],
  "+": [1, Number.POSITIVE_INFINITY],
  "?": [0, 1],
};

/** Escapes that stand for one character of a set, or for themselves. */
const ESCAPE = /\\(?:[pP]\{[\w=]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[dDwWsStnrfv]|[^A-Za-z0-9])/y;
const CLASS = /\[\^?\]?(?:\\.|[^\]\\])*\]/y;
const COUNT = /\{(\d+)(?:(,)(\d*))?\}/y;
const GROUP = /\((?:\?(?::|<[A-Za-z]\w*>))?/y;

/** A set of characters as JavaScript reads it: with the flag for what it knows by Unicode's names, without where that refuses. */
function compileSet(source: string): (character: string) => boolean {
  const flags = /\\[pP]/.test(source) ? ["u"] : ["", "u"];
  for (const flag of flags) {
    try {
      const expression = new RegExp(`^(?:${source})$`, flag);
      return (character) => expression.test(character);
    } catch {
      // The next flag, if any.
    }
  }
  throw new Unknown();
}

class Reader {
  #at = 0;

  constructor(readonly source: string) {}

  readAll(): PatternNode {
    const node = this.#readChoice();
    if (this.#at < this.source.length) throw new Unknown();
    return node;
  }

  #take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.source) ?? undefined;
    if (found) this.#at += found[0].length;
    return found;
  }

  #takeText(text: string): boolean {
    const isThere = this.source.startsWith(text, this.#at);
    if (isThere) this.#at += text.length;
    return isThere;
  }

  #readChoice(): PatternNode {
    const nodes = [this.#readSequence()];
    while (this.#takeText("|")) nodes.push(this.#readSequence());
    const [only] = nodes;
    return nodes.length === 1 && only ? only : { kind: "choice", nodes };
  }

  #readSequence(): PatternNode {
    const nodes: PatternNode[] = [];
    while (this.#at < this.source.length && !/[|)]/.test(this.source.charAt(this.#at)))
      nodes.push(this.#readRepeated());
    return { kind: "sequence", nodes };
  }

  #readRepeated(): PatternNode {
    const node = this.#readOne();
    const [least, most] = this.#readQuantifier();
    if (least === 1 && most === 1) return node;
    if (node.kind === "start" || node.kind === "end" || node.kind === "boundary") throw new Unknown();
    // Reluctant or not, the same texts match; possessive quantifiers match fewer.
    if (!this.#takeText("?") && this.source.charAt(this.#at) === "+") throw new Unknown();
    return { kind: "repeat", node, least, most };
  }

  #readQuantifier(): readonly [number, number] {
    const known = QUANTIFIERS[this.source.charAt(this.#at)];
    if (known) {
      this.#at++;
      return known;
    }
    const [, least, comma, most] = this.#take(COUNT) ?? [];
    if (least === undefined) return [1, 1];
    const least_ = Number(least);
    if (comma === undefined) return [least_, least_];
    return [least_, most ? Number(most) : Number.POSITIVE_INFINITY];
  }

  #readOne(): PatternNode {
    const { source } = this;
    if (this.#takeText("\\b")) return { kind: "boundary" };
    if (this.#takeText("^")) return { kind: "start" };
    if (this.#takeText("$")) return { kind: "end" };
    if (this.#takeText("(?=")) return this.#readLook(false);
    if (this.#takeText("(?!")) return this.#readLook(true);
    const character = source.charAt(this.#at);
    if (character === "(") {
      if (!this.#take(GROUP) || source.charAt(this.#at) === "?") throw new Unknown();
      return this.#readInner();
    }
    if (character === "[") return this.#readSet(CLASS);
    if (character === "\\") return this.#readSet(ESCAPE);
    // A character that is outside of Unicode's first plane would be two.
    if (/[*+?\ud800-\udfff]/.test(character)) throw new Unknown();
    this.#at++;
    return character === "."
      ? { kind: "character", accepts: (one) => !/[\n\r\u2028\u2029]/.test(one) }
      : { kind: "character", accepts: (one) => one === character };
  }

  #readSet(expression: RegExp): PatternNode {
    const found = this.#take(expression);
    // An intersection is Java's own.
    if (!found || found[0].includes("&&")) throw new Unknown();
    return { kind: "character", accepts: compileSet(found[0]) };
  }

  #readLook(isNegative: boolean): PatternNode {
    return { kind: "look", node: this.#readInner(), isNegative };
  }

  #readInner(): PatternNode {
    const node = this.#readChoice();
    if (!this.#takeText(")")) throw new Unknown();
    return node;
  }
}

const known = new Map<string, PatternNode | undefined>();

/** The parts of a pattern; undefined for one that is not understood. */
export function readPattern(source: string): PatternNode | undefined {
  return known.getOrInsertComputed(source, () => {
    try {
      return new Reader(source).readAll();
    } catch (error) {
      if (error instanceof Unknown) return undefined;
      throw error;
    }
  });
}
