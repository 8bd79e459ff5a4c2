/** How many workers read, and how the input is shared among them. */
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { ByteSource } from "../find-sources.ts";
import type { Hire } from "./hire.ts";

/** What differs from the usual; tests read small logs in very small parts. */
export interface Cores {
  /** How many cores there are. With one, nothing is read apart. */
  readonly count?: number;
  /** How long a part of a file is, and how much of what has been read may wait. */
  readonly partBytes?: number;
  /** What is shorter as a whole is read without workers, which take some ten milliseconds to start. */
  readonly leastBytes?: number;
  /** Who works in the place of a thread. */
  readonly hire?: Hire;
}

const LEAST_BYTES = 8_000_000;
/** More have nothing to do: one thread has to take what they all have read. */
const MOST_WORKERS = 8;
/** All that waits is to stay as much, however many there are. */
const BYTES_OF_ALL = 8_000_000;
const LONGEST_PART = 2_000_000;
/** What a log becomes that is compressed, roughly. */
const GROWTH = 8;

export interface Sharing {
  readonly workers: number;
  readonly partBytes: number;
  readonly hire?: Hire | undefined;
}

function weigh({ path }: ByteSource): number {
  const size = path === undefined ? 0 : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  return path?.endsWith(".gz") ? size * GROWTH : size;
}

function isLong(sources: readonly ByteSource[], least: number): boolean {
  let size = 0;
  return sources.some((source) => {
    size += weigh(source);
    return size >= least;
  });
}

/** How the sources are shared among workers; undefined where they are read without any. */
export function shareOut(sources: readonly ByteSource[], cores: Cores = {}): Sharing | undefined {
  const { count = availableParallelism(), leastBytes = LEAST_BYTES } = cores;
  if (count < 2 || !isLong(sources, leastBytes)) return undefined;
  const workers = Math.min(count, MOST_WORKERS);
  const { partBytes = Math.min(LONGEST_PART, Math.ceil(BYTES_OF_ALL / workers)) } = cores;
  return { workers, partBytes, hire: cores.hire };
}
