/** Texts and values that come again and again in a log, told by their bytes: each is made once. */
import { QUOTE } from "../json-bytes.ts";

const SLOTS = 1024;
/** A longer value is too seldom the same, and too much to keep. */
const LONGEST_VALUE = 4096;

/** A place for a range of bytes by some of them: ranges that share one only take it from each other. */
function placeOf(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  let hash = length;
  const step = (length >> 4) + 1;
  for (let at = from; at < to; at += step) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
  return (hash ^ (hash >>> 10)) & (SLOTS - 1);
}

/** Makes texts of the bytes of strings without escapes; equal ones are mostly one object. */
export class RepeatedTexts {
  readonly #bytes: Uint8Array;
  readonly #texts: string[] = Array.from({ length: SLOTS }, () => "");

  /** Texts that are `longest` bytes and longer are made anew each time. */
  constructor(readonly longest: number) {
    this.#bytes = new Uint8Array(SLOTS * longest);
  }

  take(bytes: Buffer, from: number, to: number): string {
    const { longest } = this;
    const length = to - from;
    if (length >= longest) return bytes.toString("utf8", from, to);
    const slot = placeOf(bytes, from, to);
    const kept = this.#bytes;
    const base = slot * longest;
    let at = 0;
    while (at < length && kept[base + at] === bytes[from + at]) at++;
    const known = this.#texts[slot] as string;
    // What is kept of a text is followed by a quote, which no text has in it.
    if (at === length && kept[base + at] === QUOTE) return known;
    kept.set(bytes.subarray(from, to), base);
    kept[base + length] = QUOTE;
    const text = bytes.toString("utf8", from, to);
    this.#texts[slot] = text;
    return text;
  }
}

/** A value that was met. */
export class MetValue<T> {
  /** What is made of it, once that is asked for. */
  made: { readonly value: T } | undefined;

  constructor(
    readonly bytes: Buffer,
    /** How many line breaks stand between its parts. */
    readonly lineBreaks: number,
  ) {}
}

/** Values of JSON by their bytes. */
export class RepeatedValues<T> {
  #last: MetValue<T> | undefined;
  readonly #slots: (MetValue<T> | undefined)[] = Array.from({ length: SLOTS }, () => undefined);

  /** The value that was met last, if it stands at a place once more: so there is no need to look for its end. */
  matchLast(bytes: Buffer, at: number): MetValue<T> | undefined {
    const last = this.#last;
    if (last === undefined) return undefined;
    const { length } = last.bytes;
    return at + length <= bytes.length && last.bytes.compare(bytes, at, at + length) === 0 ? last : undefined;
  }

  meet(bytes: Buffer, from: number, to: number, lineBreaks: number): MetValue<T> {
    const slot = placeOf(bytes, from, to);
    const known = this.#slots[slot];
    const isKnown = known?.bytes.length === to - from && known.bytes.compare(bytes, from, to) === 0;
    const met = isKnown ? known : new MetValue<T>(Buffer.from(bytes.subarray(from, to)), lineBreaks);
    if (to - from > LONGEST_VALUE) return met;
    this.#slots[slot] = met;
    this.#last = met;
    return met;
  }
}
