/** Turns `--input` arguments into the files they name, in an order that does not depend on the file system. */

import { realpathSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../base/errors.ts";
import { nameFlag, say } from "../base/message.ts";
import { splitList } from "../base/split-list.ts";
import { type Origin, readFileBytes } from "./read-bytes.ts";

/** One stream of bytes to read, as stored (perhaps compressed). */
export interface ByteSource extends Origin {
  /** Whether the user named it itself, and not a folder or a glob that it was found in: then it must be a log. */
  readonly direct: boolean;
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Set where it can be opened again and holds the same: a file, and not a pipe. */
  readonly isLasting?: boolean;
  /** Of a file that lasts: where it is. */
  readonly path?: string;
}

/**
 * The sources that the arguments name: files, folders (searched through), globs, `-` for standard input, one or several
 * an argument, separated by commas. A path that exists is itself, whatever characters it has. Arguments keep their
 * order; what one folder or glob gives is sorted by path. Throws an InputError where an argument names nothing.
 */
export async function findSources(
  inputs: readonly string[],
  openStdin: () => AsyncIterable<Uint8Array> = () => Bun.stdin.stream(),
): Promise<readonly ByteSource[]> {
  const sources: ByteSource[] = [];
  let usesStdin = false;
  for (const path of inputs.flatMap(splitInput)) {
    if (path !== "-") {
      sources.push(...(await findFiles(path)));
      continue;
    }
    if (usesStdin)
      throw new InputError(
        say`${nameFlag("input")} names - twice. Standard input can be read once: leave one out.`,
      );
    usesStdin = true;
    sources.push({ name: "standard input", direct: true, open: openStdin });
  }
  if (sources.length === 0)
    throw new InputError(
      say`${nameFlag("input")} names no file. Name a CloudTrail log, a folder of logs, or -.`,
    );
  return sources;
}

/** Whether one of the arguments names standard input, which can be read only once. */
export function readsStandardInput(inputs: readonly string[]): boolean {
  return inputs.flatMap(splitInput).includes("-");
}

/** Splits at commas, but not inside a path that exists, nor inside the braces of a glob. */
function splitInput(input: string): string[] {
  if (exists(input)) return [input];
  const parts = splitList(input);
  const paths: string[] = [];
  for (let first = 0; first < parts.length; first++) {
    const last = findEndOfPath(parts, first);
    const path = parts
      .slice(first, last + 1)
      .join(",")
      .trim();
    if (path !== "") paths.push(path);
    first = last;
  }
  return paths;
}

/** The last of the parts that together are one existing path, or the first alone. */
function findEndOfPath(parts: readonly string[], first: number): number {
  for (let last = first; last < parts.length; last++) {
    if (exists(parts.slice(first, last + 1).join(","))) return last;
  }
  return first;
}

async function findFiles(path: string): Promise<ByteSource[]> {
  if (exists(path)) {
    if (!statSync(path).isDirectory()) return [makeSource(path, true)];
    const files = await listFiles(path);
    if (files.length === 0)
      throw new InputError(`${path}: the folder holds no files. Name one that holds CloudTrail logs.`);
    return files.map((file) => makeSource(file, false));
  }
  if (!/[*?[{]/.test(path))
    throw new InputError(say`${path}: no such file or folder. Check the path given to ${nameFlag("input")}.`);
  const matches = await listMatches(path);
  if (matches.length === 0)
    throw new InputError(say`${path}: matches no file. Check the glob given to ${nameFlag("input")}.`);
  return matches.map((file) => makeSource(file, false));
}

async function listMatches(glob: string): Promise<string[]> {
  const files = new Set<string>();
  for await (const match of new Bun.Glob(glob).scan({ onlyFiles: false, dot: true, followSymlinks: true })) {
    if (statSync(match, { throwIfNoEntry: false })?.isDirectory()) {
      for (const file of await listFiles(match)) files.add(file);
    } else if (isFile(match)) files.add(match);
  }
  return [...files].sort();
}

/** Every regular file below a folder, links followed, each folder once, sorted by path. */
async function listFiles(folder: string, seen = new Set<string>()): Promise<string[]> {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  const files: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const isFolder =
      entry.isDirectory() || (entry.isSymbolicLink() && exists(path) && statSync(path).isDirectory());
    if (isFolder) files.push(...(await listFiles(path, seen)));
    else if (isFile(path)) files.push(path);
  }
  return files.sort();
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // ENAMETOOLONG, ENOTDIR: no such path either.
    return false;
  }
}

/** What is not named directly was found as a file. */
function makeSource(path: string, direct: boolean): ByteSource {
  const isLasting = !direct || isFile(path);
  return { name: path, direct, open: () => readFileBytes(path), isLasting, ...(isLasting && { path }) };
}
