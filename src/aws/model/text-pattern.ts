/**
 * Reads the regular expressions that AWS's models have for texts, so that a text can be held against them in bounded time, and
 * one that they take can be written. They are Java's, some are another dialect's. What is not understood (references back,
 * groups that match once) gives no pattern.
 */
import { type CharacterSet, Cursor, readCharacter, readSet, Unknown } from "./character-sets.ts";

/** A part of a pattern. */
export type PatternNode =
  | (CharacterSet & { readonly kind: "character" })
  | { readonly kind: "sequence"; readonly nodes: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly nodes: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly node: PatternNode; readonly least: number; readonly most: number }
  | {
      readonly kind: "look";
      readonly node: PatternNode;
      readonly isBehind: boolean;
      readonly isNegative: boolean;
    }
  | { readonly kind: "boundary"; readonly isNegative: boolean }
  /** Of the text, or of one of its lines. */
  | { readonly kind: "start" | "end"; readonly isLine: boolean };

/** What the letters before an expression or in it switch on: letters in either case, `^` and `$` in lines, `.` for line ends. */
interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

const QUANTIFIERS: Readonly<Record<string, readonly [number, number]>> = {
  "*": [0, Number.POSITIVE_INFINITY],
  "+": [1, Number.POSITIVE_INFINITY],
  "?": [0, 1],
};
const QUANTIFIER = /([*+?])|\{(\d{1,6})(?:(,)(\d{0,6}))?\}/y;
const GROUP = /\((?!\?)|\(\?<[A-Za-z]\w*>/y;
const LOOK = /\(\?(<?)([=!])/y;
/** `(?i)` holds to the end of the group around it, `(?i:` for its own. */
const SWITCH = /\(\?([ims]*)(?:-([ims]+))?([):])/y;
const LINE_END = /[\n\r\u0085\u2028\u2029]/;

class Reader {
  readonly #cursor: Cursor;
  readonly #isFlat: boolean;
  #flags: Flags = { i: false, m: false, s: false };

  constructor(source: string, isFlat: boolean) {
    this.#cursor = new Cursor(source);
    this.#isFlat = isFlat;
  }

  readAll(): PatternNode {
    const node = this.#readChoice();
    if (!this.#cursor.isDone) throw new Unknown();
    return node;
  }

  #readChoice(): PatternNode {
    const nodes = [this.#readSequence()];
    while (this.#cursor.take("|")) nodes.push(this.#readSequence());
    const [only] = nodes;
    return nodes.length === 1 && only ? only : { kind: "choice", nodes };
  }

  #readSequence(): PatternNode {
    const cursor = this.#cursor;
    const nodes: PatternNode[] = [];
    while (!cursor.isDone && !cursor.sees("|") && !cursor.sees(")")) nodes.push(this.#readRepeated());
    return { kind: "sequence", nodes };
  }

  /** A part with what says how often; some models say it twice. */
  #readRepeated(): PatternNode {
    let node = this.#readOne();
    for (let found = this.#takeQuantifier(); found; found = this.#takeQuantifier()) {
      const [, sign = "", low, comma, high] = found;
      const bounds = [Number(low), comma ? Number(high || Number.POSITIVE_INFINITY) : Number(low)] as const;
      const [least, most] = QUANTIFIERS[sign] ?? bounds;
      if (this.#cursor.take("+")) node = this.#makePossessive(node, least, most);
      else node = { kind: "repeat", node, least, most };
      // Reluctant or not, the same texts match.
      this.#cursor.take("?");
    }
    return node;
  }

  #takeQuantifier(): RegExpExecArray | undefined {
    return this.#cursor.takeMatch(QUANTIFIER);
  }

  /** It takes as many as there are and gives none back: what follows is none of them, but after the last that it may take. */
  #makePossessive(node: PatternNode, least: number, most: number): PatternNode {
    if (node.kind !== "character") throw new Unknown();
    if (least === most) return { kind: "repeat", node, least, most };
    const fewer: PatternNode = {
      kind: "sequence",
      nodes: [
        { kind: "repeat", node, least, most: most - 1 },
        { kind: "look", node, isBehind: false, isNegative: true },
      ],
    };
    if (most === Number.POSITIVE_INFINITY) return fewer;
    return { kind: "choice", nodes: [{ kind: "repeat", node, least: most, most }, fewer] };
  }

  #readOne(): PatternNode {
    const cursor = this.#cursor;
    if (cursor.take("^")) return { kind: "start", isLine: this.#flags.m };
    if (cursor.take("$")) return { kind: "end", isLine: this.#flags.m };
    if (cursor.take("\\A")) return { kind: "start", isLine: false };
    if (cursor.takeMatch(/\\[zZ]/y)) return { kind: "end", isLine: false };
    const boundary = cursor.takeMatch(/\\[bB]/y);
    if (boundary) return { kind: "boundary", isNegative: boundary[0] === "\\B" };
    const look = cursor.takeMatch(LOOK);
    if (look)
      return { kind: "look", node: this.#readInner(), isBehind: look[1] !== "", isNegative: look[2] === "!" };
    const switched = cursor.takeMatch(SWITCH);
    if (switched) return this.#readSwitched(switched);
    if (cursor.takeMatch(GROUP)) return this.#readInner();
    if (cursor.take(".")) return this.#makeAny();
    // A group of a kind that is not known, or a quantifier of nothing.
    if (cursor.takeMatch(/[*+?(]|\{\d/y)) throw new Unknown();
    const reading = { foldsCase: this.#flags.i, isFlat: this.#isFlat };
    const set = cursor.take("[") ? readSet(cursor, reading) : readCharacter(cursor, reading);
    return { kind: "character", ...set };
  }

  #makeAny(): PatternNode {
    const { s } = this.#flags;
    return { kind: "character", has: (character) => s || !LINE_END.test(character) };
  }

  #readSwitched([, on = "", off = "", end]: RegExpExecArray): PatternNode {
    const before = this.#flags;
    const tell = (letter: keyof Flags) => (before[letter] || on.includes(letter)) && !off.includes(letter);
    this.#flags = { i: tell("i"), m: tell("m"), s: tell("s") };
    return end === ":" ? this.#readInner(before) : { kind: "sequence", nodes: [] };
  }

  #readInner(after = this.#flags): PatternNode {
    const node = this.#readChoice();
    if (!this.#cursor.take(")")) throw new Unknown();
    this.#flags = after;
    return node;
  }
}

function tryReading(source: string, isFlat: boolean): PatternNode | undefined {
  try {
    return new Reader(source, isFlat).readAll();
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

const known = new Map<string, PatternNode | undefined>();

/** How some models write an expression as JavaScript's source has it, between slashes. */
const IN_SLASHES = /^\/(\^.*\$|arn:.*)\/$/s;

/** As Java reads it; where that has no end, by the dialects in which a set holds no other. */
function readEither(written: string): PatternNode | undefined {
  const source = IN_SLASHES.exec(written)?.[1] ?? written;
  return tryReading(source, false) ?? (source.includes("&&") ? undefined : tryReading(source, true));
}

/** The parts of a pattern; undefined for one that is not understood. */
export function readPattern(source: string): PatternNode | undefined {
  return known.getOrInsertComputed(source, readEither);
}
