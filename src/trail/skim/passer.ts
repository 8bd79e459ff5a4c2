/** Has WebAssembly pass over the records of a window: its loops over bytes take a third of what those of JavaScript do. */
import { assemble } from "../../base/wasm/assemble.ts";
import { OPEN_OBJECT, QUOTE } from "../json-bytes.ts";
import type { Window } from "../scan.ts";
import { MEMBER_NAMES, NUMBERS, ROW } from "./members.ts";
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
import { WRAPPED_PASSING } from "./pass-wrapped.ts";

const PAGE = 65_536;
const FIRST_PAGES = 16;
/** A window that is longer holds a value that no record has. */
const LONGEST_WINDOW = 4 * 1024 * 1024;

type Passing = (...places: readonly number[]) => number;

function isPassing(value: unknown): value is Passing {
  return typeof value === "function";
}

export class Passer {
  readonly #memory = new WebAssembly.Memory({ initial: FIRST_PAGES });
  readonly #pass: Passing;
  readonly #passWrapped: Passing;
  readonly #unescape: Passing;
  #bytes = new Uint8Array(this.#memory.buffer);
  #numbers = new Int32Array(this.#memory.buffer);
  #window: Window | undefined;
  #generation = -1;
  /** Where the text begins and ends that was passed last. */
  innerFrom = 0;
  innerTo = 0;

  constructor() {
    const functions = [...PASSING, ...TEXT_PASSING, ...NAME_PASSING, ...RECORD_PASSING, ...WRAPPED_PASSING];
    const code = assemble(functions, FIRST_PAGES, ["passRecord", "passWrapped", "unescape"]);
    const module = new WebAssembly.Module(code);
    const { exports } = new WebAssembly.Instance(module, { own: { memory: this.#memory } });
    const find = (name: string): Passing => {
      const found = exports[name];
      if (isPassing(found)) return found;
      throw new TypeError(`the module has no ${name}`);
    };
    this.#pass = find("passRecord");
    this.#passWrapped = find("passWrapped");
    this.#unescape = find("unescape");
    this.#bytes.set(markBytes(), BYTES_AREA);
    // The name that is empty stands for all others that are not kept: a zero in its place would be found where the bytes end.
    this.#bytes[NAMES_AREA] = QUOTE;
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
    if (this.#holds(window)) return this.#pass(from);
    this.#note(NOTES.identityTo, 0);
    return DOUBT;
  }

  /**
   * The place after an object that has begun before `from` and has a record as its text, or DOUBT. The text is then behind the
   * window, from `innerFrom` to `innerTo`.
   */
  passWrapped(window: Window, from: number): number {
    if (!this.#holds(window)) return DOUBT;
    const to = this.#passWrapped(from);
    const textFrom = this.tell("textFrom");
    if (to === DOUBT || textFrom === 0) return DOUBT;
    this.innerFrom = window.end + SLACK;
    this.innerTo = this.#unescape(textFrom, this.tell("textTo"), this.innerFrom);
    return this.innerTo === DOUBT ? DOUBT : to;
  }

  /** The bytes of that text, until the next is passed. */
  get inner(): Uint8Array {
    return this.#bytes.subarray(WINDOW_AREA + this.innerFrom, WINDOW_AREA + this.innerTo);
  }

  /** Whether that text is one record; what is noted is noted of it. */
  passInner(): boolean {
    this.#note(NOTES.identityTo, 0);
    const isObject = this.#bytes[WINDOW_AREA + this.innerFrom] === OPEN_OBJECT;
    return isObject && this.#pass(this.innerFrom + 1) === this.innerTo;
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

  /** Writes where the last record's members are into a row, with `shift` added to each place. */
  copyPlaces(places: Int32Array, row: number, shift: number): void {
    const numbers = this.#numbers;
    for (let at = 0; at < ROW; at++) {
      const noted = numbers[(PLACES_AREA >> 2) + at] as number;
      places[row + at] = noted !== 0 && at < NUMBERS ? noted + shift : noted;
    }
  }

  #note(place: number, value: number): void {
    this.#numbers[place >> 2] = value;
  }

  /** Whether the window is in the memory, where it is put. */
  #holds(window: Window): boolean {
    if (window.end > LONGEST_WINDOW) return false;
    if (window === this.#window && window.generation === this.#generation) return true;
    this.#window = window;
    this.#generation = window.generation;
    // With room for a text of it, which can be no longer than it is.
    const missing = WINDOW_AREA + 2 * (window.end + SLACK) - this.#bytes.length;
    if (missing > 0) {
      this.#memory.grow(Math.ceil(missing / PAGE));
      this.#bytes = new Uint8Array(this.#memory.buffer);
      this.#numbers = new Int32Array(this.#memory.buffer);
    }
    // With the zero behind them.
    this.#bytes.set(window.bytes.subarray(0, window.end + 1), WINDOW_AREA);
    return true;
  }
}
