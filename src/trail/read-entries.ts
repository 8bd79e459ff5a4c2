/** Reads sources to their end, one after the other, and hands on what they hold. */
import type { ByteSource } from "./find-sources.ts";
import { openArchive } from "./open-archive.ts";
import { type Entry, type FileKind, readRecords } from "./read-records.ts";
import { takeNext } from "./take-next.ts";

/** Gets an entry and the name of its source. What it gives is waited for. */
type Take = (entry: Entry, source: string) => Promise<void> | undefined;

interface Reading {
  /** Told after each piece of input. */
  readonly onRead?: () => void;
  /** Aborting it ends the reading where it is, even where it waits for input. */
  readonly signal: AbortSignal | undefined;
  /** Set where no record is skimmed (readRecords). */
  readonly isWhole?: true | undefined;
}

/** How many files of each kind were read to their end. */
export interface FilesRead extends Readonly<Record<FileKind, number>> {
  readonly isInterrupted: boolean;
}

/**
 * Gives `take` every entry of the sources in their order. Throws an InputError where a log is damaged or a source that the
 * user named is no log.
 */
export async function readEntries(
  sources: readonly ByteSource[],
  take: Take,
  reading: Reading,
): Promise<FilesRead> {
  const files = { log: 0, digest: 0, foreign: 0 };
  for (const source of sources) {
    const parts = openArchive(source);
    try {
      for (;;) {
        const part = await takeNext(parts, reading.signal);
        if (part === "interrupted") return { ...files, isInterrupted: true };
        if (part.done) break;
        const kind = await readPart(part.value, take, reading);
        if (kind === "interrupted") return { ...files, isInterrupted: true };
        files[kind]++;
      }
    } finally {
      // Closes the source where it was not read to its end; not waited for, as it may be waiting for input itself.
      parts.return(undefined).catch(() => {});
    }
  }
  return { ...files, isInterrupted: false };
}

/** Reads a source to its end; what kind of file it is. */
async function readPart(
  source: ByteSource,
  take: Take,
  { onRead, signal, isWhole }: Reading,
): Promise<FileKind | "interrupted"> {
  const records = readRecords(source, !isWhole);
  try {
    for (;;) {
      const next = await takeNext(records, signal);
      if (next === "interrupted") return next;
      if (next.done) return next.value;
      for (const entry of next.value) {
        const pending = take(entry, source.name);
        // Waiting where there is nothing to wait for would cost more than the work itself.
        if (pending !== undefined) await pending;
      }
      onRead?.();
    }
  } finally {
    records.return("foreign").catch(() => {});
  }
}
