/** CBOR bodies of rpc-v2-cbor to plain items: https://www.rfc-editor.org/rfc/rfc8949 as far as Smithy uses it. */
import { Digits, makeStructure, type Value } from "../values.ts";
import { MAX_DEPTH } from "./limits.ts";
import { readTimestamp } from "./scalars.ts";

const INDEFINITE = 31;
const BREAK = 0xff;
const TAG_EPOCH = 1;

class NotCbor extends Error {}

/** Reads items from left to right. Every item takes at least a byte, so no length that lies costs more than the body. */
class Reader {
  #at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  #take(length: number): number {
    const start = this.#at;
    if (length > this.#bytes.length - start) throw new NotCbor("ends too early");
    this.#at += length;
    return start;
  }

  #skipBreak(): boolean {
    if (this.#bytes[this.#at] !== BREAK) return false;
    this.#at += 1;
    return true;
  }

  #readArgument(info: number): bigint {
    if (info < 24) return BigInt(info);
    if (info === 24) return BigInt(this.#view.getUint8(this.#take(1)));
    if (info === 25) return BigInt(this.#view.getUint16(this.#take(2)));
    if (info === 26) return BigInt(this.#view.getUint32(this.#take(4)));
    if (info === 27) return this.#view.getBigUint64(this.#take(8));
    throw new NotCbor(`no argument of form ${info}`);
  }

  /** Calls `read` for each item of an array, map or indefinite string. */
  #repeat(info: number, read: () => void): void {
    if (info === INDEFINITE) while (!this.#skipBreak()) read();
    else for (let left = this.#readArgument(info); left > 0n; left -= 1n) read();
  }

  #readBytes(major: number, info: number): Uint8Array {
    if (info !== INDEFINITE) {
      const length = Number(this.#readArgument(info));
      const start = this.#take(length);
      return this.#bytes.slice(start, start + length);
    }
    const chunks: Uint8Array[] = [];
    this.#repeat(info, () => {
      const initial = this.#view.getUint8(this.#take(1));
      if (initial >> 5 !== major || (initial & 31) === INDEFINITE)
        throw new NotCbor("a chunk of another type");
      chunks.push(this.#readBytes(major, initial & 31));
    });
    return Buffer.concat(chunks);
  }

  #readText(major: number, info: number): string {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.#readBytes(major, info));
  }

  #readSimple(info: number): Value {
    if (info === 20 || info === 21) return info === 21;
    if (info === 22 || info === 23) return null;
    if (info === 25) return this.#view.getFloat16(this.#take(2));
    if (info === 26) return this.#view.getFloat32(this.#take(4));
    if (info === 27) return this.#view.getFloat64(this.#take(8));
    throw new NotCbor(`no simple value ${info}`);
  }

  #readTagged(info: number, room: number): Value {
    const tag = this.#readArgument(info);
    const item = this.readItem(room);
    return tag === BigInt(TAG_EPOCH) && typeof item === "number" ? (readTimestamp(item) ?? item) : item;
  }

  readItem(room: number): Value {
    if (room === 0) throw new NotCbor("nested too deeply");
    const initial = this.#view.getUint8(this.#take(1));
    const major = initial >> 5;
    const info = initial & 31;
    switch (major) {
      case 0:
        return toNumber(this.#readArgument(info));
      case 1:
        return toNumber(-1n - this.#readArgument(info));
      case 2:
        return this.#readBytes(major, info);
      case 3:
        return this.#readText(major, info);
      case 4: {
        const items: Value[] = [];
        this.#repeat(info, () => items.push(this.readItem(room - 1)));
        return items;
      }
      case 5: {
        const map = makeStructure();
        this.#repeat(info, () => {
          const key = this.readItem(room - 1);
          if (typeof key !== "string") throw new NotCbor("a key that is no text");
          map[key] = this.readItem(room - 1);
        });
        return map;
      }
      case 6:
        return this.#readTagged(info, room - 1);
      default:
        return this.#readSimple(info);
    }
  }
}

function toNumber(integer: bigint): number | Digits {
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : new Digits(String(integer));
}

/**
 * The one item of a body: maps are null-prototype objects, tag 1 is a Date, byte strings are Uint8Array, integers
 * beyond 2^53 are Digits. undefined for what is no CBOR or nested too deeply.
 */
export function parseCbor(bytes: Uint8Array): Value | undefined {
  const reader = new Reader(bytes);
  try {
    const item = reader.readItem(MAX_DEPTH);
    return reader.isAtEnd ? item : undefined;
  } catch {
    return undefined;
  }
}
