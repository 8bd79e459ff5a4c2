/** Reads sources to their end, one after the other, and hands on what they hold. */
import { shareOut } from "./apart/cores.ts";
import { readApart } from "./apart/read-apart.ts";
import type { ByteSource } from "./find-sources.ts";
import { openArchive } from "./open-archive.ts";
import { type FileKind, readRecords } from "./read-records.ts";
import type { FilesRead, FilesSoFar, LogReading, Take } from "./reading.ts";
import { takeNext } from "./take-next.ts";

/**
 * Gives `take` every entry of the sources in their order; long ones are read by several cores at once. Throws an InputError
 * where a log is damaged or a source that the user named is no log.
 */
export async function readEntries(
  sources: readonly ByteSource[],
  take: Take,
  reading: LogReading,
): Promise<FilesRead> {
  const sharing = shareOut(sources, reading.cores);
  if (sharing) return readApart(sources, take, reading, sharing, readSource);
  const files = { log: 0, digest: 0, foreign: 0 };
  for (const source of sources)
    if (!(await readSource(source, take, reading, files))) return { ...files, isInterrupted: true };
  return { ...files, isInterrupted: false };
}

/** Reads a source, and the files in it, and counts these; false where it was interrupted. */
async function readSource(
  source: ByteSource,
  take: Take,
  reading: LogReading,
  files: FilesSoFar,
): Promise<boolean> {
  const parts = openArchive(source);
  try {
    for (;;) {
      const part = await takeNext(parts, reading.signal);
      if (part === "interrupted") return false;
      if (part.done) return true;
      const kind = await readPart(part.value, take, reading);
      if (kind === "interrupted") return false;
      files[kind]++;
    }
  } finally {
    // Closes the source where it was not read to its end; not waited for, as it may be waiting for input itself.
    parts.return(undefined).catch(() => {});
  }
}
/** Reads a source to its end; what kind of file it is. */
async function readPart(
  source: ByteSource,
  take: Take,
  { onRead, signal, isWhole }: LogReading,
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
