/** Makes what is kept below .cache/, each folder once and by one process at a time; several folders at the same time. */
import { Database } from "bun:sqlite";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where downloads and what is made of them are kept. */
export const cache = join(import.meta.dir, "..", "..", ".cache");

/** Another process may be installing over a slow line. */
const LONGEST_WAIT_MS = 600_000;

/**
 * Keeps other processes from making this folder until it is disposed of or its process ends; waits while one of them
 * does. Folders that lie together below the cache have one lock: they share what they are made from.
 */
function lockFolder(folder: string): Disposable {
  const locks = join(cache, "locks");
  mkdirSync(locks, { recursive: true });
  const locked = dirname(folder) === cache ? folder : dirname(folder);
  const lock = new Database(join(locks, `${Bun.hash(locked).toString(36)}.sqlite`));
  lock.run(`PRAGMA busy_timeout = ${LONGEST_WAIT_MS}`);
  lock.run("BEGIN EXCLUSIVE");
  return lock;
}

/** Makes `folder` by `make` unless it was already made from the same `recipe` text; one process at a time does. */
export function makeOnce(folder: string, recipe: string, make: () => void): void {
  const stamp = join(folder, ".made-from");
  const isMade = () => existsSync(stamp) && readFileSync(stamp, "utf8") === recipe;
  if (isMade()) return;
  using _lock = lockFolder(folder);
  if (isMade()) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  make();
  writeFileSync(stamp, recipe);
}
