/** A compact table of event identifiers, some 17 bytes each, that grows a page at a time. */

/** A power of two. */
const PAGE = 64;
/** With fewer free places it takes long to find that a key is not there. */
const MOST_KEYS = 48;
/** Pages are cut from slabs, because thousands of small buffers leave the allocator's memory in pieces. */
const PAGES_IN_SLAB = 256;

/**
 * Up to 48 keys of two words each, and their values: each at the place that its second word chooses, or at the next free one.
 * Free places have no value.
 */
interface Page {
  readonly keys: Int32Array;
  readonly values: Uint8Array;
  /** Where the page begins in its slab, in keys. */
  readonly start: number;
  used: number;
  /** How many low bits of the hash all keys of the page have in common. */
  depth: number;
}

/** A text, or where it stands as UTF-8. */
export type Identifier = string | { readonly bytes: Buffer; readonly idAt: number; readonly idEnd: number };

/**
 * Maps identifiers to small numbers (1 to 255). An identifier is kept as 64 bits of a hash that differs from run to run:
 * among a hundred million, two share theirs by chance once in four thousand runs.
 *
 * Extendible hashing: a directory, indexed by the low bits of the hash, points to pages, and a full page is split in two.
 * Nothing big is ever copied or thrown away, so memory follows the number of identifiers; a table that doubles, and even
 * shards that do, left as much garbage behind as they held.
 */
export class IdTable {
  readonly #slabs = new SlabCutter();
  #directory: Page[] = [this.#slabs.cutPage(0)];
  readonly #words = new Uint32Array(4);
  readonly #key = new Int32Array(2);
  /** Keeps a hostile trail from choosing identifiers that share their hash. */
  readonly #seeds = crypto.getRandomValues(new Uint32Array(2));

  /** The identifier's value, or 0 where it is not in the table. */
  get(id: Identifier): number {
    this.#writeKey(id);
    const page = this.#pageOf(this.#key[0] ?? 0);
    const at = findKey(page, this.#key);
    return at < 0 ? 0 : (page.values[at] ?? 0);
  }

  /** Sets the identifier's value and gives the one it had before, 0 where it was not in the table. */
  set(id: Identifier, value: number): number {
    this.#writeKey(id);
    const hash = this.#key[0] ?? 0;
    let page = this.#pageOf(hash);
    const at = findKey(page, this.#key);
    if (at >= 0) {
      const before = page.values[at] ?? 0;
      page.values[at] = value;
      return before;
    }
    while (page.used === MOST_KEYS) {
      this.#split(page, hash);
      page = this.#pageOf(hash);
    }
    putKey(page, this.#key[0] ?? 0, this.#key[1] ?? 0, value);
    return 0;
  }

  #pageOf(hash: number): Page {
    return this.#directory[hash & (this.#directory.length - 1)] as Page;
  }

  /** Moves the keys of a page that have the next bit of the hash set to a new page. */
  #split(page: Page, hash: number): void {
    const bit = 1 << page.depth;
    if (bit >= this.#directory.length) this.#directory = this.#directory.concat(this.#directory);
    page.depth++;
    const other = this.#slabs.cutPage(page.depth);
    for (let i = (hash & (bit - 1)) | bit; i < this.#directory.length; i += bit * 2)
      this.#directory[i] = other;
    const { start } = page;
    const keys = page.keys.slice(start * 2, (start + PAGE) * 2);
    const values = page.values.slice(start, start + PAGE);
    page.values.fill(0, start, start + PAGE);
    page.used = 0;
    for (const [at, value] of values.entries()) {
      if (value === 0) continue;
      const [a = 0, b = 0] = [keys[at * 2], keys[at * 2 + 1]];
      putKey((a & bit) === 0 ? page : other, a, b, value);
    }
  }

  #writeKey(id: Identifier): void {
    const words = this.#words;
    if (typeof id === "string") writeWords(id, words);
    else if (!readUuid(id.bytes, id.idAt, id.idEnd, words))
      writeWords(id.bytes.toString("utf8", id.idAt, id.idEnd), words);
    this.#key[0] = mixWords(words, this.#seeds[0] ?? 0);
    this.#key[1] = mixWords(words, this.#seeds[1] ?? 0);
  }
}

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

class SlabCutter {
  #keys = new Int32Array(0);
  #values = new Uint8Array(0);
  #cut = PAGES_IN_SLAB;

  cutPage(depth: number): Page {
    if (this.#cut === PAGES_IN_SLAB) {
      this.#keys = new Int32Array(PAGES_IN_SLAB * PAGE * 2);
      this.#values = new Uint8Array(PAGES_IN_SLAB * PAGE);
      this.#cut = 0;
    }
    return { keys: this.#keys, values: this.#values, start: this.#cut++ * PAGE, used: 0, depth };
  }
}

/** The place of a key in the page's slab, or -1. */
function findKey({ keys, values, start }: Page, key: Int32Array): number {
  const a = key[0] as number;
  const b = key[1] as number;
  for (let step = b; ; step++) {
    const at = start + (step & (PAGE - 1));
    if (values[at] === 0) return -1;
    if (keys[at * 2] === a && keys[at * 2 + 1] === b) return at;
  }
}

/** Puts a key that is not there into a page that has room. */
function putKey(page: Page, a: number, b: number, value: number): void {
  const { keys, values, start } = page;
  let step = b;
  while (values[start + (step & (PAGE - 1))] !== 0) step++;
  const at = start + (step & (PAGE - 1));
  page.used++;
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
