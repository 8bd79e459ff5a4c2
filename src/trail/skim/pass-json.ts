/**
 * Code that passes over JSON in bytes without making anything of it, and tells whether JSON.parse would take it. The bytes end in
 * a zero, which stands for the end: no loop passes it, and none has to ask where it is.
 */
import type { WasmFunction } from "../../base/wasm/assemble.ts";
import {
  add,
  again,
  and,
  andWords,
  call,
  countZeros,
  differenceOfWords,
  differs,
  equals,
  forever,
  give,
  isLess,
  isMore,
  isWordZero,
  load,
  loadByte,
  loadWord,
  number,
  or,
  orWords,
  set,
  shiftRight,
  store,
  subtract,
  subtractWords,
  toNumber,
  type WasmCode,
  type WasmOperand,
  type WasmVariable,
  when,
  word,
} from "../../base/wasm/code.ts";
import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  NEWLINE,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from "../json-bytes.ts";
import { BYTES_AREA, NOTES, WINDOW_AREA } from "./memory.ts";

/** In the place of where a value ends: it is no JSON, it goes on after the end, or it is too deep to be sure. */
export const DOUBT = -1;

/** What is deeper may be too deep for JSON.parse. */
const DEEPEST = 500;

export const COLON = 0x3a;
const SPACE = 0x20;
const [TAB, RETURN] = [0x09, 0x0d];
const [MINUS, PLUS, DOT, ZERO, ONE, NINE] = [0x2d, 0x2b, 0x2e, 0x30, 0x31, 0x39];
const [LETTER_E, SMALL_E, SMALL_U] = [0x45, 0x65, 0x75];

/** What may follow a backslash alone, and the digits behind `\u`, as marked in BYTES_AREA. */
const [ESCAPABLE, HEX] = [1, 2];

/** The bytes of BYTES_AREA. */
export function markBytes(): Uint8Array {
  const marks = new Uint8Array(256);
  for (const byte of Buffer.from('"\\/bfnrt')) marks[byte] = ESCAPABLE;
  for (const byte of Buffer.from("0123456789abcdefABCDEF")) marks[byte] = (marks[byte] ?? 0) | HEX;
  return marks;
}

/** A text of eight characters or fewer as the number that its bytes are when they are loaded. */
function bytesOf(text: string): bigint {
  return [...Buffer.from(text)].reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

/** A word of eight equal bytes. */
export const repeat = (byte: number) => BigInt(byte) * 0x0101_0101_0101_0101n;
export const HIGH_BITS = repeat(0x80);

/** The byte of the window at a place. */
export const byteAt = (at: WasmOperand): WasmCode => loadByte(at, WINDOW_AREA);
/** Ends a function in doubt. */
export const doubt = give(DOUBT);
/** Goes on from where another function has come to, or ends in doubt with it. */
export const goOn = (at: WasmVariable, to: WasmCode): WasmCode[] => [
  set(at, to),
  when(equals(at, DOUBT), [doubt]),
];
/** Passes white space, of which there mostly is none. */
export const passSpace = (at: WasmVariable): WasmCode =>
  when(isLess(byteAt(at), SPACE + 1), [set(at, call("passSpaces", at))]);
/** Passes a byte that has to be there. */
export const expectByte = (at: WasmVariable, byte: number): WasmCode[] => [
  when(differs(byteAt(at), byte), [doubt]),
  set(at, add(at, 1)),
];
/** From the end of a member's name to its value. */
export const passColon = (at: WasmVariable): WasmCode[] => [
  passSpace(at),
  ...expectByte(at, COLON),
  passSpace(at),
];
/** Behind a member or an element: ends the function behind the last one, else goes on to the next. */
export const passComma = (at: WasmVariable, close: number): WasmCode[] => [
  passSpace(at),
  when(differs(byteAt(at), COMMA), [when(equals(byteAt(at), close), [give(add(at, 1))]), doubt]),
  set(at, add(at, 1)),
  passSpace(at),
];

const at = number();
const depth = number();
const byte = number();
const eight = word();
const other = word();
const found = word();

/** The high bit of each byte of `eight` that is one of those that end a plain text; of those behind the first, perhaps others. */
const marks = (byteMeant: number): WasmCode[] => [
  set(other, differenceOfWords(eight, repeat(byteMeant))),
  set(found, orWords(found, andWords(subtractWords(other, repeat(1)), differenceOfWords(other, -1n)))),
];

export const isDigit = (value: WasmOperand): WasmCode => isLess(subtract(value, ZERO), NINE - ZERO + 1);

/** Passes a word of JSON whose bytes from `from` on are those of a text of four characters. */
const passWord = (from: number, text: string): WasmCode[] => [
  when(equals(load(add(at, from), WINDOW_AREA), Number(bytesOf(text))), [give(add(at, from + 4))]),
  doubt,
];

const passNested = (name: string, element: readonly WasmCode[], close: number): WasmFunction => ({
  name,
  takes: [at, depth],
  has: [],
  body: [
    when(isMore(depth, DEEPEST), [doubt]),
    passSpace(at),
    when(equals(byteAt(at), close), [give(add(at, 1))]),
    forever([...element, ...passComma(at, close)]),
  ],
});

/** Each gives the place after what it passes, or DOUBT; `depth` is in how many values that stands. */
export const PASSING: readonly WasmFunction[] = [
  {
    name: "passSpaces",
    takes: [at],
    has: [byte],
    body: [
      forever([
        set(byte, byteAt(at)),
        when(
          equals(byte, NEWLINE),
          [store(NOTES.lineBreaks, add(load(NOTES.lineBreaks), 1))],
          [when(and(and(differs(byte, SPACE), differs(byte, TAB)), differs(byte, RETURN)), [give(at)])],
        ),
        set(at, add(at, 1)),
      ]),
    ],
  },
  {
    // Where the text ends that stands for itself: at a quote, a backslash, a control character or the end.
    name: "passPlain",
    takes: [at],
    has: [eight, other, found],
    body: [
      forever([
        set(eight, loadWord(at, WINDOW_AREA)),
        // https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
        set(found, andWords(subtractWords(eight, repeat(SPACE)), differenceOfWords(eight, -1n))),
        ...marks(QUOTE),
        ...marks(BACKSLASH),
        set(found, andWords(found, HIGH_BITS)),
        when(isWordZero(found), [set(at, add(at, 8)), again]),
        give(add(at, shiftRight(toNumber(countZeros(found)), 3))),
      ]),
    ],
  },
  {
    // The string that has begun before.
    name: "passString",
    takes: [at],
    has: [byte],
    body: [
      forever([
        set(at, call("passPlain", at)),
        set(byte, byteAt(at)),
        when(equals(byte, QUOTE), [give(add(at, 1))]),
        when(differs(byte, BACKSLASH), [doubt]),
        set(byte, byteAt(add(at, 1))),
        set(at, add(at, 2)),
        when(and(loadByte(byte, BYTES_AREA), ESCAPABLE), [again]),
        when(differs(byte, SMALL_U), [doubt]),
        ...[0, 1, 2, 3].flatMap(() => [
          when(isLess(loadByte(byteAt(at), BYTES_AREA), HEX), [doubt]),
          set(at, add(at, 1)),
        ]),
      ]),
    ],
  },
  {
    name: "passDigits",
    takes: [at],
    has: [],
    body: [
      when(isDigit(byteAt(at)), [], [doubt]),
      forever([set(at, add(at, 1)), when(isDigit(byteAt(at)), [again]), give(at)]),
    ],
  },
  {
    name: "passNumber",
    takes: [at],
    has: [byte],
    body: [
      when(equals(byteAt(at), MINUS), [set(at, add(at, 1))]),
      set(byte, byteAt(at)),
      when(
        equals(byte, ZERO),
        [set(at, add(at, 1))],
        [when(isLess(subtract(byte, ONE), NINE - ONE + 1), [], [doubt]), ...goOn(at, call("passDigits", at))],
      ),
      when(equals(byteAt(at), DOT), goOn(at, call("passDigits", add(at, 1)))),
      set(byte, byteAt(at)),
      when(and(differs(byte, LETTER_E), differs(byte, SMALL_E)), [give(at)]),
      set(at, add(at, 1)),
      set(byte, byteAt(at)),
      when(or(equals(byte, PLUS), equals(byte, MINUS)), [set(at, add(at, 1))]),
      give(call("passDigits", at)),
    ],
  },
  { name: "passTrue", takes: [at], has: [], body: passWord(0, "true") },
  // The first letter is known.
  { name: "passFalse", takes: [at], has: [], body: passWord(1, "alse") },
  { name: "passNull", takes: [at], has: [], body: passWord(0, "null") },
  {
    name: "passValue",
    takes: [at, depth],
    has: [byte],
    body: [
      set(byte, byteAt(at)),
      when(equals(byte, QUOTE), [give(call("passString", add(at, 1)))]),
      when(equals(byte, OPEN_OBJECT), [give(call("passObject", add(at, 1), add(depth, 1)))]),
      when(equals(byte, OPEN_LIST), [give(call("passList", add(at, 1), add(depth, 1)))]),
      when(equals(byte, 0x74), [give(call("passTrue", at))]),
      when(equals(byte, 0x66), [give(call("passFalse", at))]),
      when(equals(byte, 0x6e), [give(call("passNull", at))]),
      give(call("passNumber", at)),
    ],
  },
  passNested(
    "passObject",
    [
      ...expectByte(at, QUOTE),
      ...goOn(at, call("passString", at)),
      ...passColon(at),
      ...goOn(at, call("passValue", at, depth)),
    ],
    CLOSE_OBJECT,
  ),
  passNested("passList", goOn(at, call("passValue", at, depth)), CLOSE_LIST),
];
