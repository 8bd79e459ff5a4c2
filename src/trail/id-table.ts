/** A compact table of event identifiers, some 25 bytes each, that grows a page at a time. */

import { createHash } from "node:crypto";

const SLOTS = 256;
const FULLEST = 230;

/** A small hash table of its own: four words a key, and its value; the value 0 marks an empty slot. */
interface Page {
  readonly keys: Uint32Array;
  readonly values: Uint8Array;
  used: number;
  /** How many low bits of the hash all keys of the page have in common. */
  depth: number;
}

/**
 * Maps identifiers to small numbers (1 to 255). UUIDs are kept whole; any other text is kept as 128 bits of its SHA-256.
 *
 * Extendible hashing: a directory, indexed by the low bits of the hash, points to pages, and a full page is split in two.
 * Nothing big is ever copied or thrown away, so memory follows the number of identifiers; a table that doubles, and even
 * shards that do, left as much garbage behind as they held.
 */
export class IdTable {
  #directory: Page[] = [makePage(0)];
  readonly #key = new Uint32Array(4);
  /** What a page held while it is being split. */
  readonly #old = makePage(0);
  /** Keeps a hostile trail from choosing identifiers that all fall into one page. */
  readonly #seed = (Math.random() * 2 ** 32) >>> 0;

  /** The identifier's value, or 0 where it is not in the table. */
  get(id: string): number {
    writeKey(id, this.#key);
    const hash = this.#hash(this.#key, 0);
    const page = this.#pageOf(hash);
    return page.values[findSlot(page, hash, this.#key, 0)] ?? 0;
  }

  /** Sets the identifier's value and gives the one it had before, 0 where it was not in the table. */
  set(id: string, value: number): number {
    writeKey(id, this.#key);
    const hash = this.#hash(this.#key, 0);
    let page = this.#pageOf(hash);
    let slot = findSlot(page, hash, this.#key, 0);
    const before = page.values[slot] ?? 0;
    while (before === 0 && page.used >= FULLEST) {
      this.#split(page, hash);
      page = this.#pageOf(hash);
      slot = findSlot(page, hash, this.#key, 0);
    }
    putKey(page, slot, this.#key, 0, value);
    if (before === 0) page.used++;
    return before;
  }

  #pageOf(hash: number): Page {
    return this.#directory[hash & (this.#directory.length - 1)] as Page;
  }

  #split(page: Page, hash: number): void {
    const bit = 1 << page.depth;
    if (bit >= this.#directory.length) this.#directory = this.#directory.concat(this.#directory);
    page.depth++;
    const other = makePage(page.depth);
    for (let i = (hash & (bit - 1)) | bit; i < this.#directory.length; i += bit * 2)
      this.#directory[i] = other;
    this.#old.keys.set(page.keys);
    this.#old.values.set(page.values);
    page.values.fill(0);
    page.used = 0;
    for (let slot = 0; slot < SLOTS; slot++) {
      const value = this.#old.values[slot] ?? 0;
      if (value === 0) continue;
      const moved = this.#hash(this.#old.keys, slot * 4);
      const target = (moved & bit) === 0 ? page : other;
      putKey(target, findSlot(target, moved, this.#old.keys, slot * 4), this.#old.keys, slot * 4, value);
      target.used++;
    }
  }

  /** 32 bits that depend on all of a key (the finalizer of MurmurHash3, a round a word). */
  #hash(words: Uint32Array, from: number): number {
    let hash = this.#seed;
    for (let i = from; i < from + 4; i++) {
      hash ^= words[i] ?? 0;
      hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      hash ^= hash >>> 16;
    }
    return hash >>> 0;
  }
}

function makePage(depth: number): Page {
  return { keys: new Uint32Array(SLOTS * 4), values: new Uint8Array(SLOTS), used: 0, depth };
}

/** The slot that holds the key standing at `from` in `words`, or the empty slot where it belongs. */
function findSlot({ keys, values }: Page, hash: number, words: Uint32Array, from: number): number {
  // The low bits chose the page: its keys have them in common.
  let slot = hash >>> 24;
  while (values[slot] !== 0) {
    let word = 0;
    while (word < 4 && keys[slot * 4 + word] === words[from + word]) word++;
    if (word === 4) return slot;
    slot = (slot + 1) % SLOTS;
  }
  return slot;
}

function putKey({ keys, values }: Page, slot: number, words: Uint32Array, from: number, value: number): void {
  for (let word = 0; word < 4; word++) keys[slot * 4 + word] = words[from + word] ?? 0;
  values[slot] = value;
}

function writeKey(id: string, key: Uint32Array): void {
  if (writeUuid(id, key)) return;
  const hash = createHash("sha256").update(id).digest();
  for (let word = 0; word < 4; word++) key[word] = hash.readUInt32LE(word * 4);
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
