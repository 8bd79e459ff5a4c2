/** A compact table of event identifiers: 17 bytes a slot, whatever the trail's size. */

import { createHash } from "node:crypto";

const SHARDS = 64;
const FIRST_SLOTS = 16;
const FULLEST = 0.8;
const GROWTH = 1.3;

interface Shard {
  /** Four words an identifier. */
  keys: Uint32Array;
  /** The value of each slot; 0 is an empty slot. */
  values: Uint8Array;
  used: number;
}

/**
 * Maps identifiers to small numbers (1 to 255). UUIDs are kept whole; any other text is kept as 128 bits of its SHA-256.
 * Open addressing in shards which grow one at a time by a third, so that memory follows the number of identifiers
 * without the jump of doubling one big table.
 */
export class IdTable {
  readonly #shards: Shard[] = Array.from({ length: SHARDS }, () => makeShard(FIRST_SLOTS));
  readonly #key = new Uint32Array(4);

  /** The identifier's value, or 0 where it is not in the table. */
  get(id: string): number {
    const shard = this.#locate(id);
    return shard.values[findSlot(shard, this.#key, 0)] ?? 0;
  }

  /** Sets the identifier's value and gives the one it had before, 0 where it was not in the table. */
  set(id: string, value: number): number {
    const shard = this.#locate(id);
    const slot = findSlot(shard, this.#key, 0);
    const before = shard.values[slot] ?? 0;
    if (before === 0) {
      shard.keys.set(this.#key, slot * 4);
      shard.used++;
    }
    shard.values[slot] = value;
    if (before === 0 && shard.used > shard.values.length * FULLEST) growShard(shard);
    return before;
  }

  #locate(id: string): Shard {
    writeKey(id, this.#key);
    return this.#shards[(this.#key[3] ?? 0) % SHARDS] as Shard;
  }
}

function makeShard(slots: number): Shard {
  return { keys: new Uint32Array(slots * 4), values: new Uint8Array(slots), used: 0 };
}

function growShard(shard: Shard): void {
  const { keys, values } = shard;
  const grown = makeShard(Math.ceil(values.length * GROWTH));
  for (let slot = 0; slot < values.length; slot++) {
    if (values[slot] === 0) continue;
    const free = findSlot(grown, keys, slot * 4);
    grown.keys.set(keys.subarray(slot * 4, slot * 4 + 4), free * 4);
    grown.values[free] = values[slot] as number;
  }
  shard.keys = grown.keys;
  shard.values = grown.values;
}

/** The slot that holds the key standing at `from` in `source`, or the empty slot where it belongs. */
function findSlot(shard: Shard, source: Uint32Array, from: number): number {
  const { keys, values } = shard;
  const [a, b, c, d] = [source[from], source[from + 1], source[from + 2], source[from + 3]];
  // UUIDs of version 4 are random all over; multiplying spreads the others.
  let slot = (Math.imul((a ?? 0) ^ (b ?? 0) ^ (c ?? 0), 0x9e3779b1) >>> 0) % values.length;
  while (values[slot] !== 0) {
    const at = slot * 4;
    if (keys[at] === a && keys[at + 1] === b && keys[at + 2] === c && keys[at + 3] === d) return slot;
    slot = slot + 1 === values.length ? 0 : slot + 1;
  }
  return slot;
}

function writeKey(id: string, key: Uint32Array): void {
  if (writeUuid(id, key)) return;
  const hash = createHash("sha256").update(id).digest();
  for (let word = 0; word < 4; word++) key[word] = hash.readUInt32LE(word * 4);
}

const HYPHENS = new Set([8, 13, 18, 23]);

/** Only the lower-case form: texts that differ stay different. */
function writeUuid(id: string, key: Uint32Array): boolean {
  if (id.length !== 36) return false;
  let digits = 0;
  let word = 0;
  for (let i = 0; i < 36; i++) {
    const code = id.charCodeAt(i);
    if (code === 0x2d && HYPHENS.has(i)) continue;
    const digit =
      code >= 0x30 && code <= 0x39 ? code - 0x30 : code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
    if (digit < 0) return false;
    word = (word << 4) | digit;
    if ((++digits & 7) === 0) key[(digits >> 3) - 1] = word;
  }
  return digits === 32;
}
