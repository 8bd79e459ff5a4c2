/** The calls of one replay, kept in a file as they end: a large replay's are too many for memory. */
import { appendFileSync, existsSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { printJson } from "../report/unprintable.ts";
import type { CallWithExchange } from "../run/call-rows.ts";

/** Rows are written and read in blocks of so many. */
const BLOCK = 500;
/** No more are kept of one replay. */
const MOST_ROWS = 200_000;

/** Rows by their numbers, from 0. */
export class CallLog {
  readonly #path: string;
  /** Where each block begins in the file, and where the last one ends. */
  readonly #offsets: number[] = [0];
  #waiting: string[] = [];
  #kept = 0;
  #seen = 0;
  #most = MOST_ROWS;

  constructor(path: string) {
    this.#path = path;
  }

  /** How many calls have ended, kept or not. */
  get total(): number {
    return this.#seen;
  }

  /** How large the file is. */
  get bytes(): number {
    return this.#offsets.at(-1) ?? 0;
  }

  add(row: CallWithExchange): void {
    this.#seen++;
    if (this.#kept >= this.#most) return;
    this.#kept++;
    this.#waiting.push(printJson(row));
    if (this.#waiting.length === BLOCK) this.#write();
  }

  #write(): void {
    const bytes = Buffer.from(`${this.#waiting.join("\n")}\n`);
    this.#waiting = [];
    try {
      appendFileSync(this.#path, bytes, { mode: 0o600 });
      this.#offsets.push(this.bytes + bytes.length);
    } catch {
      // The replay matters more: those that are there already are kept, and no more.
      this.#kept = (this.#offsets.length - 1) * BLOCK;
      this.#most = this.#kept;
    }
  }

  async #readBlock(block: number): Promise<readonly string[]> {
    const [start, end] = [this.#offsets[block], this.#offsets[block + 1]];
    if (start === undefined || end === undefined) return this.#waiting;
    const file = await open(this.#path);
    try {
      const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
      return buffer.toString().split("\n").slice(0, -1);
    } finally {
      await file.close();
    }
  }

  /** The rows from number `first` on, so many at most. */
  async read(first: number, most: number): Promise<CallWithExchange[]> {
    const rows: CallWithExchange[] = [];
    for (let at = first; at < Math.min(first + most, this.#kept); ) {
      const block = Math.floor(at / BLOCK);
      const lines = await this.#readBlock(block);
      const from = at - block * BLOCK;
      const found = lines.slice(from, from + first + most - at);
      if (found.length === 0) break;
      for (const line of found) rows.push(JSON.parse(line) as CallWithExchange);
      at += found.length;
    }
    return rows;
  }

  async remove(): Promise<void> {
    if (existsSync(this.#path)) await rm(this.#path, { force: true });
  }
}
