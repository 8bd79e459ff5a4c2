/** How many workers read, and how the input is shared among them. */
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { ByteSource } from "../find-sources.ts";
import type { Hire } from "./hire.ts";

/** What differs from the usual; tests read small logs in very small parts. */
export interface Cores {
  /** How many cores there are. With few, nothing is read apart. */
  readonly count?: number;
  /** How many of them read. */
  readonly workers?: number;
  /** How long a part of a file is, and how much of what has been read may wait. */
  readonly partBytes?: number;
  /** What is shorter as a whole is read without workers, which take longer then. */
  readonly leastBytes?: number;
  /** Who works in the place of a thread. */
  readonly hire?: Hire;
}

/**
 * Handing records over costs about as much as it saves, and each thread has to learn anew what makes the first one quick: all
 * threads together take twice the processor time of one. So they need twice the cores that they are to be as quick as.
 * `bun scripts/bench/read-cores.ts LOG` measures it.
 */
const FEWEST_CORES = 4;
const LEAST_BYTES = 300_000_000;
/**
 * More have nothing to do, since one thread takes what they all have read, and that is as much work as each of them has then; and
 * each needs 30 MB.
 */
const MOST_WORKERS = 2;
/** So much of what has been read may wait for each task. */
const PART_BYTES = 1_000_000;
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
  const { count = availableParallelism(), partBytes = PART_BYTES, hire } = cores;
  const { leastBytes = LEAST_BYTES, workers = MOST_WORKERS } = cores;
  if (count < FEWEST_CORES) return undefined;
  return isLong(sources, leastBytes) ? { workers, partBytes, hire } : undefined;
}
