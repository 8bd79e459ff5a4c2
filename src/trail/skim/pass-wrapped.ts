/** Code that passes over what lookup-events puts around a record, and takes the record's text out of its string. */
import type { WasmFunction } from "../../base/wasm/assemble.ts";
import {
  add,
  again,
  andWords,
  call,
  countZeros,
  differenceOfWords,
  equals,
  forever,
  give,
  isLess,
  isWordZero,
  load,
  loadByte,
  loadWord,
  loop,
  number,
  set,
  shiftRight,
  store,
  storeByte,
  storeWord,
  subtract,
  subtractWords,
  toNumber,
  when,
  word,
} from "../../base/wasm/code.ts";
import { BACKSLASH, CLOSE_OBJECT, QUOTE } from "../json-bytes.ts";
import { MEMBERS, RECORD_TEXT } from "./members.ts";
import { MEMBERS_AREA, NOTES, WINDOW_AREA } from "./memory.ts";
import {
  byteAt,
  doubt,
  expectByte,
  goOn,
  HIGH_BITS,
  passColon,
  passComma,
  passSpace,
  repeat,
} from "./pass-json.ts";

const at = number();
const key = number();
const member = number();
const end = number();
const to = number();
const byte = number();
const eight = word();
const found = word();

/** What stands for white space behind a backslash. */
const BLANKS = [
  ["b", 0x08],
  ["f", 0x0c],
  ["n", 0x0a],
  ["r", 0x0d],
  ["t", 0x09],
] as const;

export const WRAPPED_PASSING: readonly WasmFunction[] = [
  {
    // The place after the object that has begun before; it notes where its text of a record is. What has parameters is a record itself.
    name: "passWrapped",
    takes: [at],
    has: [key, member],
    body: [
      store(NOTES.lineBreaks, 0),
      store(NOTES.textFrom, 0),
      passSpace(at),
      forever([
        ...expectByte(at, QUOTE),
        set(key, call("passName", at, key)),
        when(equals(key, -1), [doubt]),
        set(at, load(NOTES.nameEnd)),
        ...passColon(at),
        set(member, loadByte(key, MEMBERS_AREA)),
        when(equals(member, MEMBERS.requestParameters), [doubt]),
        when(
          equals(member, RECORD_TEXT),
          [
            when(load(NOTES.textFrom), [doubt]),
            ...expectByte(at, QUOTE),
            store(NOTES.textFrom, at),
            ...goOn(at, call("passString", at)),
            store(NOTES.textTo, subtract(at, 1)),
          ],
          goOn(at, call("passValue", at, 1)),
        ),
        ...passComma(at, CLOSE_OBJECT),
      ]),
    ],
  },
  {
    // Writes the text of a string that is one to a place behind the window, with zeros behind it; gives where it ends there.
    name: "unescape",
    takes: [at, end, to],
    has: [byte, eight, found],
    body: [
      forever([
        loop([
          set(eight, loadWord(at, WINDOW_AREA)),
          storeWord(to, eight, WINDOW_AREA),
          set(found, differenceOfWords(eight, repeat(BACKSLASH))),
          set(
            found,
            andWords(andWords(subtractWords(found, repeat(1)), differenceOfWords(found, -1n)), HIGH_BITS),
          ),
          when(isWordZero(found), [set(at, add(at, 8)), set(to, add(to, 8)), when(isLess(at, end), [again])]),
        ]),
        when(
          isWordZero(found),
          [],
          [
            set(byte, shiftRight(toNumber(countZeros(found)), 3)),
            set(at, add(at, byte)),
            set(to, add(to, byte)),
          ],
        ),
        when(
          isLess(at, end),
          [],
          [
            // What stands behind the string was written too.
            set(to, subtract(to, subtract(at, end))),
            storeWord(to, 0n, WINDOW_AREA),
            give(to),
          ],
        ),
        set(byte, byteAt(add(at, 1))),
        // A character by its number is seldom.
        when(equals(byte, 0x75), [doubt]),
        ...BLANKS.map(([letter, blank]) => when(equals(byte, letter.charCodeAt(0)), [set(byte, blank)])),
        storeByte(to, byte, WINDOW_AREA),
        set(at, add(at, 2)),
        set(to, add(to, 1)),
      ]),
    ],
  },
];
