/** Texts and values that come again and again in a log, told by their bytes: each is made once. */
import { QUOTE } from "../json-bytes.ts";

const SLOTS = 1024;
/** A longer value is too seldom the same, and too much to keep. */
const LONGEST_VALUE = 4096;

/** Longer texts are made anew each time. */
const LONGEST_TEXT = 256;

/** A place for a text by some of its bytes: texts that share one only take it from each other. */
function placeOfText(bytes: Buffer, from: number, to: number): number {
  const length = to - from;
  const middle = from + (length >> 1);
  const hash =
    length * 37 +
    (bytes[from] as number) * 5 +
    (bytes[to - 1] as number) * 131 +
    (bytes[to - 2] as number) * 29 +
    (bytes[middle] as number) * 17 +
    (bytes[(middle + to) >> 1] as number) * 61;
  return (hash ^ (hash >>> 10)) & (SLOTS - 1);
}

/** The same for what is long, and alike in many places. */
function placeOfValue(bytes: Buffer, from: number, to: number): number {
  let hash = to - from;
  const step = ((to - from) >> 4) + 1;
  for (let at = from; at < to; at += step) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
  return (hash ^ (hash >>> 10)) & (SLOTS - 1);
}

/** Makes texts of the bytes of strings without escapes; equal ones are mostly one object. */
export class RepeatedTexts {
  readonly #bytes = new Uint8Array(SLOTS * LONGEST_TEXT);
  readonly #texts: string[] = Array.from({ length: SLOTS }, () => "");

  take(bytes: Buffer, from: number, to: number): string {
    const length = to - from;
    if (length >= LONGEST_TEXT || length === 0) return bytes.toString("utf8", from, to);
    const slot = placeOfText(bytes, from, to);
    const kept = this.#bytes;
    const base = slot * LONGEST_TEXT;
    let at = 0;
    while (at < length && kept[base + at] === bytes[from + at]) at++;
    // What is kept of a text is followed by a quote, which no text has in it.
    if (at === length && kept[base + at] === QUOTE) return this.#texts[slot] as string;
    for (; at < length; at++) kept[base + at] = bytes[from + at] as number;
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
    const slot = placeOfValue(bytes, from, to);
    const known = this.#slots[slot];
    const isKnown = known?.bytes.length === to - from && known.bytes.compare(bytes, from, to) === 0;
    const met = isKnown ? known : new MetValue<T>(Buffer.from(bytes.subarray(from, to)), lineBreaks);
    if (to - from > LONGEST_VALUE) return met;
    this.#slots[slot] = met;
    this.#last = met;
    return met;
  }
}
