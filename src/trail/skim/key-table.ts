/** Knows the names of the members that records have, and which one follows which: most records have theirs in one order. */
import { QUOTE } from "../json-bytes.ts";
import { DOUBT, passPlain } from "./pass-json.ts";

/** A power of two, and no name that is looked for is as long. */
const LONGEST = 64;
const MOST_KEYS = 256;
/** Stands for all names that are not kept. */
const NAMELESS = 0;

export class KeyTable {
  /** What has been found at the last place: the number of the member, 0 for those that nobody looks for. */
  member = 0;
  readonly #bytes = new Uint8Array(MOST_KEYS * LONGEST);
  /** With the closing quote. */
  readonly #lengths = new Uint8Array(MOST_KEYS);
  readonly #members = new Uint8Array(MOST_KEYS);
  /** Which key came after each the last time, and which one before that: records have a few shapes. */
  readonly #next = new Uint8Array(MOST_KEYS);
  readonly #other = new Uint8Array(MOST_KEYS);
  readonly #known = new Map<string, number>();
  #count = 1;
  #previous = NAMELESS;

  /** `wanted`: the names of the members from 1 on. */
  constructor(wanted: readonly string[]) {
    // Longer than the nothing that is kept of it: it is never found.
    this.#lengths[NAMELESS] = 1;
    for (const [at, name] of wanted.entries()) this.#keep(name, at + 1);
  }

  /** Begins with the names of another record. */
  begin(): void {
    this.#previous = NAMELESS;
  }

  /** The place after the name that has begun before `from`; DOUBT where it is none, or written with escapes. */
  pass(bytes: Buffer, from: number): number {
    const guess = this.#next[this.#previous] as number;
    return this.#isAt(bytes, from, guess) ? this.#take(guess, from) : this.#look(bytes, from);
  }

  /** Whether a key stands there, with its closing quote. */
  #isAt(bytes: Buffer, from: number, key: number): boolean {
    const names = this.#bytes;
    const length = this.#lengths[key] as number;
    const base = key * LONGEST;
    for (let at = 0; at < length; at++) if (names[base + at] !== bytes[from + at]) return false;
    return true;
  }

  #take(key: number, from: number): number {
    this.member = this.#members[key] as number;
    this.#previous = key;
    return from + (this.#lengths[key] as number);
  }

  #look(bytes: Buffer, from: number): number {
    const previous = this.#previous;
    const other = this.#other[previous] as number;
    this.#other[previous] = this.#next[previous] as number;
    if (this.#isAt(bytes, from, other)) {
      this.#next[previous] = other;
      return this.#take(other, from);
    }
    const to = passPlain(bytes, from);
    if (bytes[to] !== QUOTE) return DOUBT;
    const key = to - from < LONGEST ? this.#find(bytes, from, to) : NAMELESS;
    this.#next[previous] = key;
    this.#take(key, from);
    return to + 1;
  }

  #find(bytes: Buffer, from: number, to: number): number {
    const name = bytes.toString("utf8", from, to);
    return this.#known.get(name) ?? this.#keep(name, 0);
  }

  #keep(name: string, member: number): number {
    const bytes = Buffer.from(`${name}"`);
    // A name that was no UTF-8 may have become longer.
    if (this.#count === MOST_KEYS || bytes.length > LONGEST) return NAMELESS;
    const key = this.#count++;
    this.#known.set(name, key);
    this.#bytes.set(bytes, key * LONGEST);
    this.#lengths[key] = bytes.length;
    this.#members[key] = member;
    return key;
  }
}
