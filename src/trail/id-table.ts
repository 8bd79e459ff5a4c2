/** A compact table of event identifiers, some 13 bytes each, that grows a page at a time. */

const PAGE = 64;
/** Pages are cut from slabs, because thousands of small buffers leave the allocator's memory in pieces. */
const PAGES_IN_SLAB = 256;

/** Up to 64 keys of two words each, and their values, in no order: so few are found fastest by looking at them all. */
interface Page {
  readonly keys: Uint32Array;
  readonly values: Uint8Array;
  /** Where the page begins in its slab, in keys. */
  readonly start: number;
  used: number;
  /** How many low bits of the hash all keys of the page have in common. */
  depth: number;
}

/** Two words that stand for an identifier in the tables that have these seeds. */
export interface IdKey {
  readonly low: number;
  readonly high: number;
}

/** What the keys of one run's tables are made with: it keeps a hostile trail from choosing identifiers that share theirs. */
export function makeSeeds(): Uint32Array {
  return crypto.getRandomValues(new Uint32Array(2));
}

const words = new Uint32Array(4);

/** The key of an identifier. */
export function makeKey(id: string, seeds: Uint32Array): IdKey {
  writeWords(id, words);
  return { low: mixWords(words, seeds[0] ?? 0), high: mixWords(words, seeds[1] ?? 0) };
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
  readonly #slabs = new SlabCutter();
  #directory: Page[] = [this.#slabs.cutPage(0)];
  readonly #key = new Uint32Array(2);
  readonly #seeds: Uint32Array;

  constructor(seeds = makeSeeds()) {
    this.#seeds = seeds;
  }

  /** The identifier's value, or 0 where it is not in the table. */
  get(id: string | IdKey): number {
    this.#writeKey(id);
    const page = this.#pageOf(this.#key[0] ?? 0);
    const at = findKey(page, this.#key);
    return at < 0 ? 0 : (page.values[at] ?? 0);
  }

  /** Sets the identifier's value and gives the one it had before, 0 where it was not in the table. */
  set(id: string | IdKey, value: number): number {
    this.#writeKey(id);
    const hash = this.#key[0] ?? 0;
    let page = this.#pageOf(hash);
    const at = findKey(page, this.#key);
    if (at >= 0) {
      const before = page.values[at] ?? 0;
      page.values[at] = value;
      return before;
    }
    while (page.used === PAGE) {
      this.#split(page, hash);
      page = this.#pageOf(hash);
    }
    appendKey(page, this.#key, 0, value);
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
    const end = page.start + page.used;
    page.used = 0;
    for (let at = page.start; at < end; at++) {
      const target = ((page.keys[at * 2] ?? 0) & bit) === 0 ? page : other;
      appendKey(target, page.keys, at * 2, page.values[at] ?? 0);
    }
  }

  #writeKey(id: string | IdKey): void {
    if (typeof id !== "string") {
      this.#key[0] = id.low;
      this.#key[1] = id.high;
      return;
    }
    writeWords(id, words);
    this.#key[0] = mixWords(words, this.#seeds[0] ?? 0);
    this.#key[1] = mixWords(words, this.#seeds[1] ?? 0);
  }
}

/** 32 bits that depend on all of the words (the finalizer of MurmurHash3, a round a word). */
function mixWords(words: Uint32Array, seed: number): number {
  let hash = seed;
  for (const word of words) {
    hash ^= word;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

class SlabCutter {
  #keys = new Uint32Array(0);
  #values = new Uint8Array(0);
  #cut = PAGES_IN_SLAB;

  cutPage(depth: number): Page {
    if (this.#cut === PAGES_IN_SLAB) {
      this.#keys = new Uint32Array(PAGES_IN_SLAB * PAGE * 2);
      this.#values = new Uint8Array(PAGES_IN_SLAB * PAGE);
      this.#cut = 0;
    }
    return { keys: this.#keys, values: this.#values, start: this.#cut++ * PAGE, used: 0, depth };
  }
}

/** The place of a key in the page's slab, or -1. */
function findKey({ keys, start, used }: Page, key: Uint32Array): number {
  const [a, b] = [key[0], key[1]];
  for (let at = start; at < start + used; at++) {
    if (keys[at * 2] === a && keys[at * 2 + 1] === b) return at;
  }
  return -1;
}

/** Copies the key at `from` in `words` to the end of a page that has room. */
function appendKey(page: Page, words: Uint32Array, from: number, value: number): void {
  const at = page.start + page.used++;
  page.keys[at * 2] = words[from] ?? 0;
  page.keys[at * 2 + 1] = words[from + 1] ?? 0;
  page.values[at] = value;
}

/** Four words of an identifier: those of a UUID, or 128 bits of any other text's SHA-256. */
function writeWords(id: string, words: Uint32Array): void {
  if (writeUuid(id, words)) return;
  const hash = Buffer.from(Bun.CryptoHasher.hash("sha256", id));
  for (let word = 0; word < 4; word++) words[word] = hash.readUInt32LE(word * 4);
}

/** Only the lower-case form: texts that differ stay different. */
function writeUuid(id: string, key: Uint32Array): boolean {
  if (id.length !== 36) return false;
  let digits = 0;
  let word = 0;
  for (let i = 0; i < 36; i++) {
    const code = id.charCodeAt(i);
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (code !== 0x2d) return false;
      continue;
    }
    const digit =
      code >= 0x30 && code <= 0x39 ? code - 0x30 : code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
    if (digit < 0) return false;
    word = (word << 4) | digit;
    if ((++digits & 7) === 0) key[(digits >> 3) - 1] = word;
  }
  return true;
}
