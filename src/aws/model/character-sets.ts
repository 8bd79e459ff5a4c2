/** Reads what stands for one character in a regular expression of AWS's models: Java's escapes, its classes and its sets. */
import { ownRows } from "../../base/own-rows.ts";

/** Why reading ends: something is not understood. */
export class Unknown extends Error {}

/** Characters, each a text of one code point. */
export interface CharacterSet {
  readonly has: (character: string) => boolean;
  /** One of them, where the expression says one. */
  readonly sample?: string;
}

/** How the characters of an expression are read. */
export interface SetReading {
  /** A letter stands for its other case as well. */
  readonly foldsCase: boolean;
  /** Sets hold neither sets nor intersections, as in other dialects than Java's. */
  readonly isFlat: boolean;
}

/** Where in an expression reading is. */
export class Cursor {
  #at = 0;

  constructor(readonly source: string) {}

  get isDone(): boolean {
    return this.#at >= this.source.length;
  }

  /** Whether a text is next. */
  sees(text: string): boolean {
    return this.source.startsWith(text, this.#at);
  }

  /** Goes past a text, if it is next. */
  take(text: string): boolean {
    const isThere = this.sees(text);
    if (isThere) this.#at += text.length;
    return isThere;
  }

  /** Goes past what a sticky expression matches here. */
  takeMatch(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.source) ?? undefined;
    if (found) this.#at = expression.lastIndex;
    return found;
  }

  /** Goes past one character. */
  next(): string {
    const code = this.source.codePointAt(this.#at);
    if (code === undefined) throw new Unknown();
    const character = String.fromCodePoint(code);
    this.#at += character.length;
    return character;
  }
}

const CLASSES: Readonly<Record<string, RegExp>> = { d: /\d/, w: /\w/, s: /\s/ };
const CONTROLS: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  f: "\f",
  v: "\v",
  a: "\u0007",
  e: "\u001b",
};
/** Java's names for classes that JavaScript knows by no name, or by another one. */
const JAVA_CLASSES: Readonly<Record<string, RegExp>> = ownRows({
  Lower: /[a-z]/,
  Upper: /[A-Z]/,
  Alpha: /[A-Za-z]/,
  Digit: /[0-9]/,
  Alnum: /[A-Za-z0-9]/,
  Punct: /[!-/:-@[-`{-~]/,
  Graph: /[\x21-\x7e]/,
  Print: /[\x20-\x7e]/,
  Blank: /[ \t]/,
  Cntrl: /\p{Cc}/u,
  XDigit: /[0-9A-Fa-f]/,
  Space: /[ \t-\r]/,
  LD: /[\p{L}\p{Nd}]/u,
  IsDigit: /\p{Nd}/u,
  IsWhitespace: /\p{White_Space}/u,
  all: /[\s\S]/,
});

const PROPERTY = /[pP](?:\{([\w=]+)\}|([A-Z]))/y;
const CODE = /u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})|[ux]\{([\dA-Fa-f]{1,6})\}|0([0-7]{0,3})/y;
const LOW_SURROGATE = /\\u([dD][c-fC-F][\dA-Fa-f]{2})/y;

function compileProperty(name: string): RegExp {
  const known = JAVA_CLASSES[name];
  if (known) return known;
  try {
    return new RegExp(`\\p{${name.replace(/^Is/, "")}}`, "u");
  } catch {
    throw new Unknown();
  }
}

function readCode(cursor: Cursor): string | undefined {
  const [, unit, short, long, octal] = cursor.takeMatch(CODE) ?? [];
  if (octal !== undefined) return String.fromCodePoint(Number.parseInt(`0${octal}`, 8));
  const digits = unit ?? short ?? long;
  if (digits === undefined) return undefined;
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) throw new Unknown();
  if (code < 0xd800 || code > 0xdbff) return String.fromCodePoint(code);
  const low = cursor.takeMatch(LOW_SURROGATE)?.[1];
  return String.fromCharCode(code, ...(low === undefined ? [] : [Number.parseInt(low, 16)]));
}

function foldCase(has: CharacterSet["has"]): CharacterSet["has"] {
  return (character) => has(character) || has(character.toLowerCase()) || has(character.toUpperCase());
}

function negate({ has }: CharacterSet): CharacterSet {
  return { has: (character) => !has(character) };
}

function makeLiteral(sample: string, { foldsCase }: SetReading): CharacterSet & { readonly sample: string } {
  const has = (character: string) => character === sample;
  return { has: foldsCase ? foldCase(has) : has, sample };
}

function makeRange(from: string, to: string, { foldsCase }: SetReading): CharacterSet {
  const [least, most] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  if (least > most) throw new Unknown();
  const has = (character: string) => {
    const code = character.codePointAt(0) ?? -1;
    return least <= code && code <= most;
  };
  return { has: foldsCase ? foldCase(has) : has, sample: from };
}

/** A class, which is a set of its own, or one character, which can begin a range. */
type Item = CharacterSet & { readonly isOne: boolean };

function readItem(cursor: Cursor, reading: SetReading): Item {
  if (!cursor.take("\\")) return { ...makeLiteral(cursor.next(), reading), isOne: true };
  const property = cursor.takeMatch(PROPERTY);
  if (property) {
    const expression = compileProperty(property[1] ?? property[2] ?? "");
    const set = { has: (character: string) => expression.test(character) };
    return { ...(property[0].startsWith("P") ? negate(set) : set), isOne: false };
  }
  const code = readCode(cursor);
  if (code !== undefined) return { ...makeLiteral(code, reading), isOne: true };
  const escaped = cursor.next();
  const known = CLASSES[escaped.toLowerCase()];
  if (known) {
    const set = { has: (character: string) => known.test(character) };
    return { ...(escaped === escaped.toLowerCase() ? set : negate(set)), isOne: false };
  }
  const control = CONTROLS[escaped];
  if (control === undefined && /[A-Za-z\d]/.test(escaped)) throw new Unknown();
  return { ...makeLiteral(control ?? escaped, reading), isOne: true };
}

/** A character, or what an escape stands for. */
export function readCharacter(cursor: Cursor, reading: SetReading): CharacterSet {
  const { has, sample } = readItem(cursor, reading);
  return { has, ...(sample !== undefined && { sample }) };
}

function readRange(cursor: Cursor, reading: SetReading): CharacterSet {
  const item = readItem(cursor, reading);
  if (!item.isOne || item.sample === undefined || !cursor.takeMatch(/-(?!\]|\[|&&|\\[dwsDWSpP])/y))
    return item;
  const end = readItem(cursor, reading);
  if (end.sample === undefined) throw new Unknown();
  return makeRange(item.sample, end.sample, reading);
}

function unite(sets: readonly CharacterSet[]): CharacterSet {
  const sample = sets.find((set) => set.sample !== undefined)?.sample;
  return {
    has: (character) => sets.some(({ has }) => has(character)),
    ...(sample !== undefined && { sample }),
  };
}

/** A set, after its opening bracket. */
export function readSet(cursor: Cursor, reading: SetReading): CharacterSet {
  const isNegated = cursor.take("^");
  const operands: CharacterSet[][] = [[]];
  let isFirst = true;
  for (; isFirst || !cursor.take("]"); isFirst = false) {
    if (!reading.isFlat && cursor.take("&&")) operands.push([]);
    else if (!reading.isFlat && cursor.take("[")) operands.at(-1)?.push(readSet(cursor, reading));
    else operands.at(-1)?.push(readRange(cursor, reading));
  }
  const [first = { has: () => false }, ...others] = operands.map(unite);
  // Which of the two comes first differs between releases of Java.
  if (isNegated && others.length > 0) throw new Unknown();
  if (isNegated) return negate(first);
  if (others.length === 0) return first;
  return { has: (character) => [first, ...others].every(({ has }) => has(character)) };
}
