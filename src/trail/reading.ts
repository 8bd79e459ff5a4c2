/** What reading is asked for, and what it tells. */
import type { Wants } from "./apart/batch.ts";
import type { Cores } from "./apart/cores.ts";
import type { Entry, FileKind } from "./read-records.ts";

/** Gets an entry and the name of its source. What it gives is waited for; then the entry may be gone. */
export type Take = (entry: Entry, source: string) => Promise<void> | undefined;

export interface LogReading {
  /** Told after each piece of input. */
  readonly onRead?: () => void;
  /** Aborting it ends the reading where it is, even where it waits for input. */
  readonly signal: AbortSignal | undefined;
  /** Set where no record is skimmed (readRecords). */
  readonly isWhole?: true | undefined;
  /** What the entries are for: their facts come with them, and the record of one that these leave out may not be asked for. */
  readonly wants?: Wants;
  readonly cores?: Cores | undefined;
}

/** How many files of each kind there were so far. */
export type FilesSoFar = Record<FileKind, number>;

/** How many files of each kind were read to their end. */
export interface FilesRead extends Readonly<FilesSoFar> {
  readonly isInterrupted: boolean;
}
