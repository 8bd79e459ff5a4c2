/** The texts of the records that are left of a log: kept while it is read, or read once more where they are many. */
import { InputError } from "../base/errors.ts";
import type { ByteSource } from "./find-sources.ts";
import { type KeptEntry, printRecord } from "./print-record.ts";
import { readEntries } from "./read-entries.ts";
import type { Entry } from "./read-records.ts";

/** In characters: a log of more is read again, unless it is a stream that is gone. */
const MOST_KEPT = 64 * 1024 * 1024;

/** A record that is to be printed: its place in the input, counted over all files, and its eventID. */
export interface WantedRecord {
  readonly ordinal: number;
  readonly id: string;
}

/** Gets the text of each record, one line of JSON without its line break. False ends the printing. */
type Write = (text: string) => Promise<boolean>;

function explainChange(): InputError {
  return new InputError("The input changed while it was read. Try again once nothing writes to it.");
}

export class KeptRecords {
  readonly #sources: readonly ByteSource[];
  readonly #most: number;
  readonly #standing = new Map<number, KeptEntry>();
  #size = 0;
  #isWhole = true;

  constructor(sources: readonly ByteSource[], most = MOST_KEPT) {
    this.#sources = sources;
    this.#most = sources.every(({ isLasting }) => isLasting) ? most : Number.POSITIVE_INFINITY;
  }

  /** Takes note of a record that may be wanted. */
  keep(ordinal: number, { item, nth }: KeptEntry): void {
    if (!this.#isWhole) return;
    this.#standing.set(ordinal, { item, nth });
    this.#size += item.text.length;
    if (this.#size <= this.#most) return;
    this.#isWhole = false;
    this.#standing.clear();
  }

  /** Gives the texts of the records that are wanted, in their order. Throws an InputError where the input has changed since. */
  async print(wanted: readonly WantedRecord[], write: Write, signal: AbortSignal): Promise<void> {
    if (!this.#isWhole && wanted.length > 0) return this.#printAgain(wanted, write, signal);
    for (const { ordinal } of wanted) {
      const standing = this.#standing.get(ordinal);
      if (standing === undefined) throw new RangeError(`record ${ordinal} was not kept`);
      if (signal.aborted || !(await write(printRecord(standing)))) return;
    }
  }

  /** Reads all once more. A record waits until those before it have come. */
  async #printAgain(wanted: readonly WantedRecord[], write: Write, signal: AbortSignal): Promise<void> {
    const ids = new Map(wanted.map(({ ordinal, id }) => [ordinal, id]));
    const waiting = new Map<number, string>();
    const isDone = new AbortController();
    let next = 0;
    let count = 0;
    const flush = async () => {
      for (; next < wanted.length; next++) {
        const ordinal = wanted[next]?.ordinal ?? -1;
        const text = waiting.get(ordinal);
        if (text === undefined) return;
        waiting.delete(ordinal);
        if (!(await write(text))) isDone.abort();
        if (isDone.signal.aborted) return;
      }
      isDone.abort();
    };
    const take = (entry: Entry) => {
      const ordinal = count++;
      const id = ids.get(ordinal);
      if (id === undefined || isDone.signal.aborted) return undefined;
      if (!("record" in entry) || entry.record.eventID !== id) throw explainChange();
      waiting.set(ordinal, printRecord(entry));
      return wanted[next]?.ordinal === ordinal ? flush() : undefined;
    };
    await readEntries(this.#sources, take, { signal: AbortSignal.any([signal, isDone.signal]) });
    if (!signal.aborted && !isDone.signal.aborted) throw explainChange();
  }
}
