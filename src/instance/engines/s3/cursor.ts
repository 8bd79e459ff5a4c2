/** Walks over records by their keys, and jumps over those that are told together. */
import type { DataRecord, RecordRange, Space } from "../../records.ts";

/** Behind every key that begins with what is before it. */
export const END = "\u{10ffff}\u{10ffff}";
const FIRST_BATCH = 4;
const LARGEST_BATCH = 512;

/** How two keys go by their bytes: negative where the first goes before. */
export function compareKeys(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** A place among the records of a space. */
export class RecordCursor {
  readonly #space: Space;
  #range: RecordRange;
  #batch: readonly DataRecord[] = [];
  #at = 0;
  #size = FIRST_BATCH;
  #isDone = false;

  /** `after`: records behind this key. */
  constructor(space: Space, prefix: string, after: string | undefined) {
    this.#space = space;
    this.#range = {
      ...(prefix !== "" && { from: prefix, to: `${prefix}${END}` }),
      ...(after !== undefined && { after }),
    };
  }

  /** The record that comes next. */
  peek(): DataRecord | undefined {
    if (this.#at < this.#batch.length) return this.#batch[this.#at];
    if (this.#isDone) return undefined;
    this.#batch = this.#space.list({ ...this.#range, limit: this.#size });
    this.#isDone = this.#batch.length < this.#size;
    this.#at = 0;
    const last = this.#batch.at(-1);
    if (last) this.#range = { ...this.#range, after: last.key };
    this.#size = Math.min(this.#size * 4, LARGEST_BATCH);
    return this.#batch[0];
  }

  /** Goes on behind the record that comes next. */
  next(): void {
    this.#at++;
  }

  /** Goes on behind a key. */
  jump(after: string): void {
    while (this.#at < this.#batch.length) {
      const key = String(this.#batch[this.#at]?.key);
      if (compareKeys(key, after) > 0) return;
      this.#at++;
    }
    this.#range = { ...this.#range, after };
    this.#size = FIRST_BATCH;
  }
}

/** What keys that go on behind a delimiter have in common; undefined of a key that does not. */
export function findCommon(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}
