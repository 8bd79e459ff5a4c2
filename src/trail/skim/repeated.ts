/** Texts and values that come again and again in a log: each is made once. */
import { parseMoment } from "../time.ts";

const SLOTS = 1024;
/** How long the day is in a time. */
export const DAY_LENGTH = 10;
/** A longer value is too seldom the same, and too much to keep. */
const LONGEST_VALUE = 4096;

/** A place for a value by some of its bytes, since it is long, and alike in many places: those that share one only take it from each other. */
function placeOfValue(bytes: Buffer, from: number, to: number): number {
  let hash = to - from;
  const step = ((to - from) >> 4) + 1;
  for (let at = from; at < to; at += step) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
  return (hash ^ (hash >>> 10)) & (SLOTS - 1);
}

/** Texts that have numbers from 1 on; 0 is the number of all that have none. */
export class NumberedTexts {
  readonly #texts: (string | undefined)[] = [undefined];
  readonly #days: (number | undefined)[] = [undefined];

  get(number: number): string | undefined {
    return this.#texts[number];
  }

  keep(number: number, text: string): string {
    if (number !== 0) this.#texts[number] = text;
    return text;
  }

  /** Where the day of a time begins, in milliseconds since 1970, by the number of the day; undefined where there is no such day. */
  findDay(number: number, bytes: Buffer, from: number): number | undefined {
    const known = this.#days[number];
    if (known !== undefined) return known;
    const start = parseMoment(bytes.toString("utf8", from, from + DAY_LENGTH));
    if (number !== 0) this.#days[number] = start;
    return start;
  }
}

/** A value that was met. */
export class MetValue<T> {
  /** What is made of it, once that is asked for. */
  made: { readonly value: T } | undefined;

  constructor(readonly bytes: Buffer) {}
}

/** Values of JSON by their bytes. */
export class RepeatedValues<T> {
  #last: MetValue<T> | undefined;
  readonly #slots: (MetValue<T> | undefined)[] = Array.from({ length: SLOTS }, () => undefined);

  /** The value that was met last, if it was not too long. */
  get last(): MetValue<T> | undefined {
    return this.#last;
  }

  meet(bytes: Buffer, from: number, to: number): MetValue<T> {
    const slot = placeOfValue(bytes, from, to);
    const known = this.#slots[slot];
    const isKnown = known?.bytes.length === to - from && known.bytes.compare(bytes, from, to) === 0;
    const met = isKnown ? known : new MetValue<T>(Buffer.from(bytes.subarray(from, to)));
    if (to - from > LONGEST_VALUE) return met;
    this.#slots[slot] = met;
    this.#last = met;
    return met;
  }
}
