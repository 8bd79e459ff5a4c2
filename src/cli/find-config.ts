/** Finds the file that holds a project's defaults: cloudmock.json, or package.json with a "cloudmock" object. */

import { existsSync, lstatSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../base/errors.ts";
import { isObject } from "../base/values.ts";

/** Where the program is started, and by whom. */
export interface StartedAt {
  readonly cwd: string;
  /** The user's home folder, above which nothing is looked for. */
  readonly home: string;
  /** The user's number; undefined where users have none (Windows). */
  readonly uid: number | undefined;
}

/** A file of defaults that was found. */
export interface FoundConfig {
  /** The file's whole path. */
  readonly path: string;
  /** What it holds, as it was written. */
  readonly content: unknown;
}

const FILE = "cloudmock.json";
const PACKAGE = "package.json";
/** The key of package.json. */
const KEY = "cloudmock";
const OTHERS_MAY_WRITE = 0o002;

/** The file that is there, also at the end of a link; undefined for a folder, a pipe, or nothing. */
function findFile(path: string): Stats[] | undefined {
  try {
    const stats = [lstatSync(path), statSync(path)];
    return stats[1]?.isFile() ? stats : undefined;
  } catch {
    return undefined;
  }
}

/** Why a file may not steer this program: somebody else could have put it there. */
function findDistrust(stats: readonly Stats[], uid: number | undefined): string | undefined {
  if (uid === undefined) return undefined;
  const foreign = stats.find((stat) => stat.uid !== uid && stat.uid !== 0);
  if (foreign) return `it belongs to another user (number ${foreign.uid})`;
  return stats.some((stat) => stat.isFile() && stat.mode & OTHERS_MAY_WRITE)
    ? "every user may write to it"
    : undefined;
}

function parseText(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ""));
}

/** Why a text is no JSON; the engine's own message does not know of the comments that editors and other tools allow. */
function explainFault(text: string, error: unknown): string {
  try {
    Bun.JSONC.parse(text);
    return "it has comments or a comma after the last item; take them out";
  } catch {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Throws a UsageError where the file cannot be read or is no JSON. */
function readFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return parseText(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${explainFault(text, error)}`);
  }
}

/** What package.json has for this program; one that is no JSON is its own tools' to complain of. */
function readPackage(path: string): unknown {
  try {
    const manifest: unknown = parseText(readFileSync(path, "utf8"));
    return isObject(manifest) && Object.hasOwn(manifest, KEY) ? manifest[KEY] : undefined;
  } catch {
    return undefined;
  }
}

function lookInto(
  folder: string,
  uid: number | undefined,
  warn: (message: string) => void,
): FoundConfig | undefined {
  for (const name of [FILE, PACKAGE]) {
    const path = join(folder, name);
    const stats = findFile(path);
    // A package.json that says nothing to this program is not looked at more closely.
    const inPackage = stats && name === PACKAGE ? readPackage(path) : undefined;
    if (!stats || (name === PACKAGE && inPackage === undefined)) continue;
    const distrust = findDistrust(stats, uid);
    if (distrust === undefined) return { path, content: name === PACKAGE ? inPackage : readFile(path) };
    warn(`${path} is not read: ${distrust}`);
  }
  return undefined;
}

/** Whether a folder is the root of a repository or of one of its work trees. */
function isRepository(folder: string): boolean {
  return existsSync(join(folder, ".git"));
}

/** A folder under the name that the working directory has: without links, and without a slash at its end. */
function findRealPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** The folders that are looked into: from the working directory up to the repository's root, and never above home. */
function listFolders({ cwd, home: named }: StartedAt): string[] {
  const home = findRealPath(named);
  const folders = [cwd];
  for (let folder = cwd; ; ) {
    const parent = dirname(folder);
    const isTop = parent === home || dirname(parent) === parent;
    if (isTop || folder === home || isRepository(folder)) return folders;
    folders.push(parent);
    folder = parent;
  }
}

/**
 * The nearest file that holds defaults, or undefined. A file that another user could have written is passed over with
 * a warning. Throws a UsageError where a cloudmock.json is no JSON.
 */
export function findConfig(place: StartedAt, warn: (message: string) => void): FoundConfig | undefined {
  for (const folder of listFolders(place)) {
    const found = lookInto(folder, place.uid, warn);
    if (found) return found;
  }
  return undefined;
}
