/** A compact table of event identifiers, some 17 bytes each, that grows a page at a time. */

/** A power of two. */
const PAGE = 64;
/** With fewer free places it takes long to find that a key is not there. */
const MOST_KEYS = 48;
/** Pages are cut from slabs, because thousands of small buffers leave the allocator's memory in pieces. */
const PAGES_BITS = 8;
const PAGES_IN_SLAB = 1 << PAGES_BITS;

/**
 * Up to 48 keys of two words each, and their values: each at the place that its second word chooses, or at the next free one.
 * Free places have no value. A page goes by its number: an object for each would have to be fetched before its keys are.
 */
interface Slab {
  readonly keys: Int32Array;
  readonly values: Uint8Array;
  /** How many keys each page has. */
  readonly used: Uint8Array;
  /** How many low bits of the hash all keys of each page have in common. */
  readonly depths: Uint8Array;
}

/** Two words that stand for an identifier in the tables that have these seeds. */
export interface IdKey {
  readonly low: number;
  readonly high: number;
}

/** A text, where it stands as UTF-8, or what stands for it. */
export type Identifier =
  | string
  | { readonly bytes: Buffer; readonly idAt: number; readonly idEnd: number }
  | IdKey;

/** What the keys of one run's tables are made with: it keeps a hostile trail from choosing identifiers that share theirs. */
export function makeSeeds(): Uint32Array {
  return crypto.getRandomValues(new Uint32Array(2));
}

const words = new Uint32Array(4);

/** Writes the key of an identifier to a place in `key`. */
export function writeKey(id: Identifier, seeds: Uint32Array, key: Int32Array, at = 0): void {
  if (typeof id !== "string" && "low" in id) {
    key[at] = id.low;
    key[at + 1] = id.high;
    return;
  }
  if (typeof id === "string") writeWords(id, words);
  else if (!readUuid(id.bytes, id.idAt, id.idEnd, words))
    writeWords(id.bytes.toString("utf8", id.idAt, id.idEnd), words);
  key[at] = mixWords(words, seeds[0] ?? 0);
  key[at + 1] = mixWords(words, seeds[1] ?? 0);
}

/**
 * Maps identifiers to small numbers (1 to 255). An identifier is kept as 64 bits of a hash that differs from run to run:
 * among a hundred million, two share theirs by chance once in four thousand runs.
 *
 * Extendible hashing: a directory, indexed by the low bits of the hash, points to pages, and a full page is split in two.
 * Nothing big is ever copied or thrown away, so memory follows the number of identifiers; a table that doubles, and even
 * shards that do, left as much garbage behind as they held.
 */
export class IdTable {
  readonly #slabs: Slab[] = [];
  #pages = 0;
  /** The number of the page, by the low bits of the hash. */
  #directory: Int32Array;
  readonly #key = new Int32Array(2);
  readonly #seeds: Uint32Array;

  constructor(seeds = makeSeeds()) {
    this.#seeds = seeds;
    this.#directory = Int32Array.of(this.#cutPage(0));
  }

  /** The identifier's value, or 0 where it is not in the table. */
  get(id: Identifier): number {
    writeKey(id, this.#seeds, this.#key);
    const page = this.#pageOf(this.#key[0] as number);
    const slab = this.#slabOf(page);
    const at = findKey(slab, page, this.#key);
    return at < 0 ? 0 : (slab.values[at] as number);
  }

  /** Sets the identifier's value and gives the one it had before, 0 where it was not in the table. */
  set(id: Identifier, value: number): number {
    writeKey(id, this.#seeds, this.#key);
    const hash = this.#key[0] as number;
    let page = this.#pageOf(hash);
    let slab = this.#slabOf(page);
    const at = findKey(slab, page, this.#key);
    if (at >= 0) {
      const before = slab.values[at] as number;
      slab.values[at] = value;
      return before;
    }
    while (slab.used[page & (PAGES_IN_SLAB - 1)] === MOST_KEYS) {
      this.#split(page, hash);
      page = this.#pageOf(hash);
      slab = this.#slabOf(page);
    }
    putKey(slab, page, hash, this.#key[1] as number, value);
    return 0;
  }

  #pageOf(hash: number): number {
    return this.#directory[hash & (this.#directory.length - 1)] as number;
  }

  #slabOf(page: number): Slab {
    return this.#slabs[page >> PAGES_BITS] as Slab;
  }

  #cutPage(depth: number): number {
    const page = this.#pages++;
    if (page >> PAGES_BITS === this.#slabs.length)
      this.#slabs.push({
        keys: new Int32Array(PAGES_IN_SLAB * PAGE * 2),
        values: new Uint8Array(PAGES_IN_SLAB * PAGE),
        used: new Uint8Array(PAGES_IN_SLAB),
        depths: new Uint8Array(PAGES_IN_SLAB),
      });
    this.#slabOf(page).depths[page & (PAGES_IN_SLAB - 1)] = depth;
    return page;
  }

  #double(): void {
    const { length } = this.#directory;
    const twice = new Int32Array(length * 2);
    twice.set(this.#directory);
    twice.set(this.#directory, length);
    this.#directory = twice;
  }

  /** Moves the keys of a page that have the next bit of the hash set to a new page. */
  #split(page: number, hash: number): void {
    const slab = this.#slabOf(page);
    const place = page & (PAGES_IN_SLAB - 1);
    const depth = slab.depths[place] as number;
    const bit = 1 << depth;
    if (bit >= this.#directory.length) this.#double();
    slab.depths[place] = depth + 1;
    const other = this.#cutPage(depth + 1);
    for (let i = (hash & (bit - 1)) | bit; i < this.#directory.length; i += bit * 2)
      this.#directory[i] = other;
    const start = place * PAGE;
    movedKeys.set(slab.keys.subarray(start * 2, (start + PAGE) * 2));
    movedValues.set(slab.values.subarray(start, start + PAGE));
    slab.values.fill(0, start, start + PAGE);
    slab.used[place] = 0;
    for (let at = 0; at < PAGE; at++) {
      const value = movedValues[at] as number;
      if (value === 0) continue;
      const [a, b] = [movedKeys[at * 2] as number, movedKeys[at * 2 + 1] as number];
      const to = (a & bit) === 0 ? page : other;
      putKey(this.#slabOf(to), to, a, b, value);
    }
  }
}

/** What a page held that is split. */
const movedKeys = new Int32Array(PAGE * 2);
const movedValues = new Uint8Array(PAGE);

/** 32 bits that depend on all of the words (the finalizer of MurmurHash3, a round a word). */
function mixWords(words: Uint32Array, seed: number): number {
  let hash = seed | 0;
  // Not with an iterator: this is asked twice for each record.
  for (let at = 0; at < 4; at++) {
    hash ^= words[at] as number;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash;
}

/** The place of a key in the page's slab, or -1. */
function findKey({ keys, values }: Slab, page: number, key: Int32Array): number {
  const start = (page & (PAGES_IN_SLAB - 1)) * PAGE;
  const a = key[0] as number;
  const b = key[1] as number;
  for (let step = b; ; step++) {
    const at = start + (step & (PAGE - 1));
    if (keys[at * 2] === a && keys[at * 2 + 1] === b && values[at] !== 0) return at;
    if (values[at] === 0) return -1;
  }
}

/** Puts a key that is not there into a page that has room. */
function putKey({ keys, values, used }: Slab, page: number, a: number, b: number, value: number): void {
  const place = page & (PAGES_IN_SLAB - 1);
  const start = place * PAGE;
  let step = b;
  while (values[start + (step & (PAGE - 1))] !== 0) step++;
  const at = start + (step & (PAGE - 1));
  used[place] = (used[place] as number) + 1;
  keys[at * 2] = a;
  keys[at * 2 + 1] = b;
  values[at] = value;
}

/** Four words of an identifier: those of a UUID, or 128 bits of any other text's SHA-256. */
function writeWords(id: string, words: Uint32Array): void {
  if (writeUuid(id, words)) return;
  const hash = Buffer.from(Bun.CryptoHasher.hash("sha256", id));
  for (let word = 0; word < 4; word++) words[word] = hash.readUInt32LE(word * 4);
}

/** The digits that a UUID's characters stand for; NO_DIGIT of all others. */
const NO_DIGIT = 0x80;
const DIGITS = new Uint8Array(256).fill(NO_DIGIT);
for (const [value, digit] of [..."0123456789abcdef"].entries()) DIGITS[digit.charCodeAt(0)] = value;

const UUID_LENGTH = 36;
const DASH = 0x2d;
const characters = new Uint8Array(UUID_LENGTH);

/** Only the lower-case form: texts that differ stay different. */
function writeUuid(id: string, words: Uint32Array): boolean {
  if (id.length !== UUID_LENGTH) return false;
  // What is no single byte becomes one that is no digit.
  for (let at = 0; at < UUID_LENGTH; at++) characters[at] = Math.min(id.charCodeAt(at), 0xff);
  return readUuid(characters, 0, UUID_LENGTH, words);
}

/** Writes the words of the UUID that stands in `bytes`; false, and anything, where none does. */
function readUuid(bytes: Uint8Array, from: number, to: number, words: Uint32Array): boolean {
  if (to - from !== UUID_LENGTH) return false;
  if (bytes[from + 8] !== DASH || bytes[from + 13] !== DASH) return false;
  if (bytes[from + 18] !== DASH || bytes[from + 23] !== DASH) return false;
  let at = from;
  let wrong = 0;
  for (let word = 0; word < 4; word++) {
    let value = 0;
    for (let digits = 0; digits < 8; at++) {
      const byte = bytes[at] as number;
      if (byte === DASH) continue;
      const digit = DIGITS[byte] as number;
      wrong |= digit;
      value = (value << 4) | digit;
      digits++;
    }
    words[word] = value;
  }
  return (wrong & NO_DIGIT) === 0 && at === to;
}
