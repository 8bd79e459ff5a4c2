/** Code that knows the names of the members that records have, and which one follows which: most records have theirs in one order. */
import type { WasmFunction } from "../../base/wasm/assemble.ts";
import {
  add,
  again,
  call,
  differs,
  equals,
  forever,
  give,
  isLess,
  isMore,
  load,
  loadByte,
  loadWord,
  number,
  set,
  shiftLeft,
  store,
  storeByte,
  storeWord,
  subtract,
  type WasmCode,
  type WasmOperand,
  type WasmVariable,
  when,
} from "../../base/wasm/code.ts";
import { QUOTE } from "../json-bytes.ts";
import { isSame } from "./compare.ts";
import {
  LENGTHS_AREA,
  MOST_NAMES,
  NAME_SIZE,
  NAME_SIZE_BITS,
  NAMES_AREA,
  NEXT_AREA,
  NOTES,
  OTHER_AREA,
  WINDOW_AREA,
} from "./memory.ts";
import { byteAt, doubt } from "./pass-json.ts";

/** Stands for all names that are not kept, and for none. */
const NAMELESS = 0;

const at = number();
const to = number();
const key = number();
const previous = number();
const length = number();
const place = number();

const nameOf = (one: WasmOperand): WasmCode => shiftLeft(one, NAME_SIZE_BITS);
const lengthOf = (one: WasmOperand): WasmCode => loadByte(one, LENGTHS_AREA);

/** Takes a name that was found: gives it, and notes where it ends. */
const takeName = (one: WasmVariable): WasmCode[] => [store(NOTES.nameEnd, add(at, lengthOf(one))), give(one)];

/** The name of a member that has begun before, by what follows `previous`; it notes where the name ends. DOUBT where it is none. */
export const NAME_PASSING: readonly WasmFunction[] = [
  isSame("isName", NAMES_AREA),
  {
    name: "passName",
    takes: [at, previous],
    has: [key, to, length],
    body: [
      set(key, loadByte(previous, NEXT_AREA)),
      when(call("isName", at, nameOf(key), lengthOf(key)), takeName(key)),
      // The two that followed take turns.
      set(to, loadByte(previous, OTHER_AREA)),
      storeByte(previous, key, OTHER_AREA),
      set(key, to),
      when(call("isName", at, nameOf(key), lengthOf(key)), [
        storeByte(previous, key, NEXT_AREA),
        ...takeName(key),
      ]),
      set(to, call("passPlain", at)),
      when(differs(byteAt(to), QUOTE), [doubt]),
      set(length, add(subtract(to, at), 1)),
      set(key, NAMELESS),
      when(isMore(length, NAME_SIZE), [], [set(key, call("findName", at, length))]),
      storeByte(previous, key, NEXT_AREA),
      store(NOTES.nameEnd, add(to, 1)),
      give(key),
    ],
  },
  {
    // By its length with the closing quote; a new one is kept, as long as there is room.
    name: "findName",
    takes: [at, length],
    has: [key, place],
    body: [
      set(key, 1),
      set(place, load(NOTES.names)),
      forever([
        when(isLess(key, place), [
          when(equals(lengthOf(key), length), [when(call("isName", at, nameOf(key), length), [give(key)])]),
          set(key, add(key, 1)),
          again,
        ]),
        when(equals(key, MOST_NAMES), [give(NAMELESS)]),
        store(NOTES.names, add(key, 1)),
        storeByte(key, length, LENGTHS_AREA),
        set(place, 0),
        forever([
          storeWord(add(nameOf(key), place), loadWord(add(at, place), WINDOW_AREA), NAMES_AREA),
          set(place, add(place, 8)),
          when(isLess(place, length), [again]),
          give(key),
        ]),
      ]),
    ],
  },
];
