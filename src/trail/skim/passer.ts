/** Has WebAssembly pass over the records of a window: its loops over bytes take a third of what those of JavaScript do. */
import { assemble } from "../../base/wasm/assemble.ts";
import type { Window } from "../scan.ts";
import { MEMBER_NAMES, ROW } from "./members.ts";
import {
  BYTES_AREA,
  LENGTHS_AREA,
  MEMBERS_AREA,
  NAME_SIZE,
  NAMES_AREA,
  NOTES,
  PLACES_AREA,
  SLACK,
  SLOTS,
  SLOTS_AREA,
  TELLING_AREA,
  TELLING_LENGTHS_AREA,
  WINDOW_AREA,
} from "./memory.ts";
import { DOUBT, markBytes, PASSING } from "./pass-json.ts";
import { NAME_PASSING } from "./pass-name.ts";
import { RECORD_PASSING, TELLING } from "./pass-record.ts";
import { TEXT_PASSING } from "./pass-text.ts";

const PAGE = 65_536;
const FIRST_PAGES = 16;
/** A window that is longer holds a value that no record has. */
const LONGEST_WINDOW = 4 * 1024 * 1024;

function isPassing(value: unknown): value is (at: number) => number {
  return typeof value === "function";
}

export class Passer {
  readonly #memory = new WebAssembly.Memory({ initial: FIRST_PAGES });
  readonly #pass: (at: number) => number;
  #bytes = new Uint8Array(this.#memory.buffer);
  #numbers = new Int32Array(this.#memory.buffer);
  #window: Window | undefined;
  #generation = -1;

  constructor() {
    const code = assemble(
      [...PASSING, ...TEXT_PASSING, ...NAME_PASSING, ...RECORD_PASSING],
      FIRST_PAGES,
      "passRecord",
    );
    const module = new WebAssembly.Module(code as Uint8Array<ArrayBuffer>);
    const { passRecord } = new WebAssembly.Instance(module, { own: { memory: this.#memory } }).exports;
    if (!isPassing(passRecord)) throw new TypeError("the module has no passRecord");
    this.#pass = passRecord;
    this.#bytes.set(markBytes(), BYTES_AREA);
    // Longer than the nothing that is kept of what stands for all others: it is never found.
    this.#bytes[LENGTHS_AREA] = 1;
    for (const [which, name] of MEMBER_NAMES.entries()) {
      this.#bytes.set(Buffer.from(`${name}"`), NAMES_AREA + (which + 1) * NAME_SIZE);
      this.#bytes[LENGTHS_AREA + which + 1] = name.length + 1;
      this.#bytes[MEMBERS_AREA + which + 1] = which + 1;
    }
    this.#note(NOTES.names, MEMBER_NAMES.length + 1);
    for (const [which, name] of TELLING.entries()) {
      this.#bytes.set(Buffer.from(`${name}"`), TELLING_AREA + which * NAME_SIZE);
      this.#bytes[TELLING_LENGTHS_AREA + which] = name.length + 1;
    }
  }

  /** The place after the record that has begun before `from` in the window, or DOUBT. */
  pass(window: Window, from: number): number {
    if (window !== this.#window || window.generation !== this.#generation) this.#take(window);
    if (window.end <= LONGEST_WINDOW) return this.#pass(from);
    this.#note(NOTES.identityTo, 0);
    return DOUBT;
  }

  /** Forgets the texts that have numbers. */
  forgetTexts(): void {
    this.#bytes.fill(0, SLOTS_AREA, SLOTS_AREA + 4 * SLOTS);
    for (const note of [NOTES.texts, NOTES.textsEnd, NOTES.isFull]) this.#note(note, 0);
  }

  /** What was noted of the last record. */
  tell(note: keyof typeof NOTES): number {
    return this.#numbers[NOTES[note] >> 2] as number;
  }

  /** Writes where the last record's members are into a row. */
  copyPlaces(places: Int32Array, row: number): void {
    const numbers = this.#numbers;
    for (let at = 0; at < ROW; at++) places[row + at] = numbers[(PLACES_AREA >> 2) + at] as number;
  }

  #note(place: number, value: number): void {
    this.#numbers[place >> 2] = value;
  }

  #take(window: Window): void {
    this.#window = window;
    this.#generation = window.generation;
    if (window.end > LONGEST_WINDOW) return;
    const missing = WINDOW_AREA + window.end + SLACK - this.#bytes.length;
    if (missing > 0) {
      this.#memory.grow(Math.ceil(missing / PAGE));
      this.#bytes = new Uint8Array(this.#memory.buffer);
      this.#numbers = new Int32Array(this.#memory.buffer);
    }
    // With the zero behind them.
    this.#bytes.set(window.bytes.subarray(0, window.end + 1), WINDOW_AREA);
  }
}
