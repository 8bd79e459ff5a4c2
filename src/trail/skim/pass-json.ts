/**
 * Passes over JSON in bytes without making anything of it, and tells whether JSON.parse would take it. The bytes end in a zero,
 * which stands for the end: no loop passes it, and none has to ask where it is.
 */
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

/** In the place of where a value ends: it is no JSON, it goes on after the end, or it is too deep to be sure. */
export const DOUBT = -1;

/** What is deeper may be too deep for JSON.parse. */
const DEEPEST = 500;

export const COLON = 0x3a;
const SPACE = 0x20;
const [TAB, RETURN] = [0x09, 0x0d];
const [MINUS, PLUS, DOT, ZERO, ONE, NINE] = [0x2d, 0x2b, 0x2e, 0x30, 0x31, 0x39];
const [LETTER_E, SMALL_E, SMALL_U] = [0x45, 0x65, 0x75];

function mark(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

/** What stands for itself in a string: all but quotes, backslashes and control characters. */
const PLAIN = new Uint8Array(256).fill(1, SPACE);
PLAIN[QUOTE] = 0;
PLAIN[BACKSLASH] = 0;
/** What may follow a backslash alone. */
const ESCAPABLE = mark('"\\/bfnrt');
const HEX = mark("0123456789abcdefABCDEF");

/** How many line breaks have been passed between values, over all calls. */
export let lineBreaks = 0;

/** Adds line breaks that were passed otherwise. */
export function addLineBreaks(count: number): void {
  lineBreaks += count;
}

/** The first byte from `at` on that is no white space. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) > SPACE ? at : skipSpaces(bytes, at);
}

function skipSpaces(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at++) {
    const byte = bytes[at];
    if (byte === NEWLINE) lineBreaks++;
    else if (byte !== SPACE && byte !== TAB && byte !== RETURN) return at;
  }
}

/** Where the text ends that stands for itself from `at` on: at a quote, a backslash, a control character or the end. */
export function passPlain(bytes: Uint8Array, from: number): number {
  let at = from;
  while (PLAIN[bytes[at] as number] === 1) at++;
  return at;
}

/** The place after the string that has begun before `from`, or DOUBT. */
export function passString(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    while (PLAIN[bytes[at] as number] === 1) at++;
    const byte = bytes[at++];
    if (byte === QUOTE) return at;
    if (byte !== BACKSLASH) return DOUBT;
    const escaped = bytes[at++] as number;
    if (ESCAPABLE[escaped] === 1) continue;
    if (escaped !== SMALL_U) return DOUBT;
    for (const end = at + 4; at < end; at++) if (HEX[bytes[at] as number] !== 1) return DOUBT;
  }
}

/** Whether the three or four bytes after the first are those of a word of JSON; of words of four letters `last` is 0. */
function passWord(bytes: Uint8Array, at: number, a: number, b: number, c: number, last: number): number {
  if (bytes[at + 1] !== a || bytes[at + 2] !== b || bytes[at + 3] !== c) return DOUBT;
  if (last === 0) return at + 4;
  return bytes[at + 4] === last ? at + 5 : DOUBT;
}

function passDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  while ((bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++;
  return at > from ? at : DOUBT;
}

function passNumber(bytes: Uint8Array, from: number): number {
  let at = bytes[from] === MINUS ? from + 1 : from;
  const first = bytes[at] as number;
  if (first === ZERO) at++;
  else if (first >= ONE && first <= NINE) at = passDigits(bytes, at);
  else return DOUBT;
  if (bytes[at] === DOT) {
    at = passDigits(bytes, at + 1);
    if (at === DOUBT) return DOUBT;
  }
  if (bytes[at] !== LETTER_E && bytes[at] !== SMALL_E) return at;
  at++;
  return passDigits(bytes, bytes[at] === PLUS || bytes[at] === MINUS ? at + 1 : at);
}

/** The place after the value that begins at `at`, or DOUBT. `depth`: in how many others it stands. */
export function passValue(bytes: Uint8Array, at: number, depth: number): number {
  const byte = bytes[at];
  if (byte === QUOTE) return passString(bytes, at + 1);
  if (byte === OPEN_OBJECT) return passObject(bytes, at + 1, depth + 1);
  if (byte === OPEN_LIST) return passList(bytes, at + 1, depth + 1);
  if (byte === 0x74) return passTrue(bytes, at);
  if (byte === 0x66) return passFalse(bytes, at);
  if (byte === 0x6e) return passNull(bytes, at);
  return passNumber(bytes, at);
}

export function passTrue(bytes: Uint8Array, at: number): number {
  return bytes[at] === 0x74 ? passWord(bytes, at, 0x72, 0x75, 0x65, 0) : DOUBT;
}

export function passFalse(bytes: Uint8Array, at: number): number {
  return bytes[at] === 0x66 ? passWord(bytes, at, 0x61, 0x6c, 0x73, 0x65) : DOUBT;
}

export function passNull(bytes: Uint8Array, at: number): number {
  return bytes[at] === 0x6e ? passWord(bytes, at, 0x75, 0x6c, 0x6c, 0) : DOUBT;
}

/** From the end of a member's name to its value, over the colon; DOUBT where there is none. */
export function passColon(bytes: Uint8Array, from: number): number {
  const at = skipSpace(bytes, from);
  return bytes[at] === COLON ? skipSpace(bytes, at + 1) : DOUBT;
}

/** The place after the object that has begun before `from`, or DOUBT. */
export function passObject(bytes: Uint8Array, from: number, depth: number): number {
  if (depth > DEEPEST) return DOUBT;
  let at = skipSpace(bytes, from);
  if (bytes[at] === CLOSE_OBJECT) return at + 1;
  for (;;) {
    if (bytes[at] !== QUOTE) return DOUBT;
    at = passString(bytes, at + 1);
    if (at === DOUBT) return DOUBT;
    at = passColon(bytes, at);
    if (at === DOUBT) return DOUBT;
    at = passValue(bytes, at, depth);
    if (at === DOUBT) return DOUBT;
    at = skipSpace(bytes, at);
    if (bytes[at] !== COMMA) return bytes[at] === CLOSE_OBJECT ? at + 1 : DOUBT;
    at = skipSpace(bytes, at + 1);
  }
}

function passList(bytes: Uint8Array, from: number, depth: number): number {
  if (depth > DEEPEST) return DOUBT;
  let at = skipSpace(bytes, from);
  if (bytes[at] === CLOSE_LIST) return at + 1;
  for (;;) {
    at = passValue(bytes, at, depth);
    if (at === DOUBT) return DOUBT;
    at = skipSpace(bytes, at);
    if (bytes[at] !== COMMA) return bytes[at] === CLOSE_LIST ? at + 1 : DOUBT;
    at = skipSpace(bytes, at + 1);
  }
}
