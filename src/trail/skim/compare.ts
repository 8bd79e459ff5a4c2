/** Code that compares what stands in the window with what was kept. */
import type { WasmFunction } from "../../base/wasm/assemble.ts";
import {
  add,
  andWords,
  differenceOfWords,
  forever,
  give,
  isLess,
  isWordZero,
  isZero,
  loadWord,
  number,
  select,
  set,
  shiftLeft,
  shiftWordRight,
  subtract,
  toWord,
  type WasmCode,
  type WasmOperand,
  when,
} from "../../base/wasm/code.ts";
import { WINDOW_AREA } from "./memory.ts";

/** The bits of a word that are those of its first bytes, so many as are left, which is at least one. */
export const maskOf = (left: WasmOperand): WasmCode =>
  shiftWordRight(-1n, toWord(shiftLeft(select(isLess(left, 8), subtract(8, left), 0), 3)));

const at = number();
const place = number();
const left = number();

/** Whether so many bytes of the window are those of an area; gives 1 or 0. */
export const isSame = (name: string, area: number): WasmFunction => ({
  name,
  takes: [at, place, left],
  has: [],
  body: [
    when(isZero(left), [give(1)]),
    forever([
      when(
        isWordZero(
          andWords(differenceOfWords(loadWord(at, WINDOW_AREA), loadWord(place, area)), maskOf(left)),
        ),
        [],
        [give(0)],
      ),
      when(isLess(left, 9), [give(1)]),
      set(at, add(at, 8)),
      set(place, add(place, 8)),
      set(left, subtract(left, 8)),
    ]),
  ],
});
