/** Reads what a worker is asked to. */
import { leaveBytes } from "../../base/garbage.ts";
import { ARCHIVE_HEAD, findArchiveKind } from "../archive-kind.ts";
import type { Boundary } from "../boundary.ts";
import type { ByteSource } from "../find-sources.ts";
import { readFileBytes, resume, takeHead } from "../read-bytes.ts";
import { type Entry, GARBAGE_OF_ENTRY, RecordReader, readRecords } from "../read-records.ts";
import type { Ending, Job } from "./messages.ts";

/** Gets the entries of each piece; whatever it waits for. False ends the reading. */
export type Hand = (entries: readonly Entry[]) => Promise<boolean>;

function makeSource({ path, direct }: Job): ByteSource {
  return { name: path, direct, open: () => readFileBytes(path) };
}

/** Reads a file, but for one that holds others. */
export async function readWhole(job: Job, skims: boolean, hand: Hand): Promise<Ending> {
  const source = makeSource(job);
  const iterator = source.open()[Symbol.asyncIterator]();
  try {
    const head = await takeHead(iterator, ARCHIVE_HEAD);
    if (findArchiveKind(head) !== undefined) return { kind: "archive" };
    const records = readRecords({ ...source, open: () => resume(head, iterator) }, skims);
    for (;;) {
      const next = await records.next();
      if (next.done) return { kind: "end", file: next.value };
      if (!(await hand(next.value))) {
        await records.return("foreign");
        return { kind: "unsure" };
      }
    }
  } finally {
    await iterator.return?.();
  }
}

/** A part of a file of JSON: it begins at the beginning of the file, or where a record is thought to begin. */
export class PartReader {
  readonly #job: Job;
  readonly #reader: RecordReader;
  #place: number;
  /** Whether it is known what was before. */
  #isSure: boolean;

  constructor(job: Job, skims: boolean) {
    this.#job = job;
    this.#reader = new RecordReader(makeSource(job), skims, job.from);
    this.#place = job.from?.offset ?? 0;
    this.#isSure = job.from === undefined;
  }

  /** Takes note of what was counted up to where the part begins. */
  settle(base: Boundary | undefined): void {
    if (base !== undefined) this.#reader.shift(base);
    this.#isSure = true;
  }

  /** Reads up to a place, or to the end of the file. Throws what readRecords throws, if it is sure of that. */
  async read(to: number | undefined, hand: Hand): Promise<Ending> {
    if (this.#isSure) return this.#read(to, hand);
    try {
      // A message would tell places that are counted from the file's beginning.
      return await this.#read(to, async (entries) => {
        return !entries.some((entry) => "problem" in entry) && hand(entries);
      });
    } catch {
      return { kind: "unsure" };
    }
  }

  async #read(to: number | undefined, hand: Hand): Promise<Ending> {
    for await (const piece of readFileBytes(this.#job.path, this.#place)) {
      const part = to === undefined ? piece : piece.subarray(0, to - this.#place);
      this.#place += part.length;
      const entries = this.#reader.push(part);
      if (entries.length > 0 && !(await hand(entries))) return { kind: "unsure" };
      this.#reader.check();
      leaveBytes(entries.length * GARBAGE_OF_ENTRY);
      if (this.#reader.isForeign) break;
      if (this.#place === to) return { kind: "stop", boundary: this.#reader.boundary };
    }
    const entries = this.#reader.end();
    if (entries.length > 0 && !(await hand(entries))) return { kind: "unsure" };
    this.#reader.check();
    return { kind: "end", file: this.#reader.kind };
  }
}
