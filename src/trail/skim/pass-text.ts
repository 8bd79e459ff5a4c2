/** Code for texts that come again and again in a log: each gets a number, which is told once more by its bytes. */
import type { WasmFunction } from "../../base/wasm/assemble.ts";
import {
  add,
  again,
  and,
  andWords,
  call,
  differenceOfWords,
  differs,
  equals,
  forever,
  give,
  isLess,
  isMore,
  isZero,
  load,
  loadWord,
  multiply,
  multiplyWords,
  number,
  or,
  set,
  shiftLeft,
  shiftWordRight,
  store,
  storeWord,
  subtract,
  toNumber,
  toWord,
  type WasmCode,
  when,
  word,
} from "../../base/wasm/code.ts";
import { isSame, maskOf } from "./compare.ts";
import {
  LONGEST_TEXT,
  MOST_TEXTS,
  NOTES,
  SLOTS,
  SLOTS_AREA,
  TEXT_BYTES,
  TEXT_BYTES_AREA,
  TEXTS_AREA,
  WINDOW_AREA,
} from "./memory.ts";
import { byteAt, isDigit } from "./pass-json.ts";

/** So many slots are looked at: a hostile log could have all its texts in one. */
const MOST_TRIES = 8;

const at = number();
const length = number();
const slot = number();
const tries = number();
const text = number();
const place = number();
const left = number();
const hash = word();

const textFrom = (one: WasmCode | typeof text): WasmCode => load(shiftLeft(one, 3), TEXTS_AREA);
const textLength = (one: WasmCode | typeof text): WasmCode => load(shiftLeft(one, 3), TEXTS_AREA + 4);

/** Two digits as a number; 100 or more where there are none. */
const readTwo: WasmFunction = {
  name: "readTwo",
  takes: [at],
  has: [],
  body: [
    when(and(isDigit(byteAt(at)), isDigit(byteAt(add(at, 1)))), [], [give(100)]),
    give(add(multiply(subtract(byteAt(at), 0x30), 10), subtract(byteAt(add(at, 1)), 0x30))),
  ],
};

/** What stands between the digits of `2023-07-10T12:20:30Z`. */
const MARKS = [
  [4, "-"],
  [7, "-"],
  [10, "T"],
  [13, ":"],
  [16, ":"],
  [19, "Z"],
] as const;

const hour = number();
const minute = number();
const second = number();

export const TEXT_PASSING: readonly WasmFunction[] = [
  isSame("isText", TEXT_BYTES_AREA),
  readTwo,
  {
    // The second of the day of a time as CloudTrail writes it; -1 of any other text. It does not look at the day's digits.
    name: "readSecond",
    takes: [at, length],
    has: [hour, minute, second],
    body: [
      when(differs(length, 20), [give(-1)]),
      ...MARKS.map(([from, mark]) => when(differs(byteAt(add(at, from)), mark.charCodeAt(0)), [give(-1)])),
      set(hour, call("readTwo", add(at, 11))),
      set(minute, call("readTwo", add(at, 14))),
      set(second, call("readTwo", add(at, 17))),
      when(or(or(isMore(hour, 23), isMore(minute, 59)), isMore(second, 59)), [give(-1)]),
      give(add(multiply(add(multiply(hour, 60), minute), 60), second)),
    ],
  },
  {
    name: "isAccount",
    takes: [at, length],
    has: [],
    body: [
      when(differs(length, 12), [give(0)]),
      forever([
        when(isZero(length), [give(1)]),
        when(isDigit(byteAt(at)), [], [give(0)]),
        set(at, add(at, 1)),
        set(length, subtract(length, 1)),
      ]),
    ],
  },
  {
    name: "hashText",
    takes: [at, length],
    has: [hash],
    body: [
      set(hash, toWord(length)),
      forever([
        set(
          hash,
          multiplyWords(
            differenceOfWords(hash, andWords(loadWord(at, WINDOW_AREA), maskOf(length))),
            0x9e37_79b9_7f4a_7c15n,
          ),
        ),
        set(hash, differenceOfWords(hash, shiftWordRight(hash, 32n))),
        when(isLess(length, 9), [give(and(toNumber(hash), SLOTS - 1))]),
        set(at, add(at, 8)),
        set(length, subtract(length, 8)),
      ]),
    ],
  },
  {
    // The number of a text, from 1 on; 0 where it is too long, or there is no more room.
    name: "numberText",
    takes: [at, length],
    has: [slot, tries, text],
    body: [
      when(isMore(length, LONGEST_TEXT), [give(0)]),
      set(slot, call("hashText", at, length)),
      forever([
        set(text, load(shiftLeft(slot, 2), SLOTS_AREA)),
        when(isZero(text), [give(call("keepText", at, length, slot))]),
        when(equals(textLength(text), length), [
          when(call("isText", at, textFrom(text), length), [give(text)]),
        ]),
        set(tries, add(tries, 1)),
        when(equals(tries, MOST_TRIES), [give(0)]),
        set(slot, and(add(slot, 1), SLOTS - 1)),
      ]),
    ],
  },
  {
    name: "keepText",
    takes: [at, length, slot],
    has: [text, place, left],
    body: [
      set(text, add(load(NOTES.texts), 1)),
      set(place, load(NOTES.textsEnd)),
      when(or(equals(text, MOST_TEXTS), isMore(add(place, length), TEXT_BYTES)), [
        store(NOTES.isFull, 1),
        give(0),
      ]),
      store(NOTES.texts, text),
      store(NOTES.textsEnd, add(place, length)),
      store(shiftLeft(slot, 2), text, SLOTS_AREA),
      store(shiftLeft(text, 3), place, TEXTS_AREA),
      store(shiftLeft(text, 3), length, TEXTS_AREA + 4),
      forever([
        // What is written behind its end is written over by the next one.
        storeWord(add(place, left), loadWord(add(at, left), WINDOW_AREA), TEXT_BYTES_AREA),
        set(left, add(left, 8)),
        when(isLess(left, length), [again]),
        give(text),
      ]),
    ],
  },
];
