/** Where the files may lie that a request names. */
import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve, sep } from "node:path";

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The real path of what is there, also of a file that is still to be written into a folder that is. */
function findRealPath(path: string): string {
  return exists(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
}

/**
 * The real path that `path` names, given from `root` (a real path) unless it is absolute. Undefined where it is not below
 * `root`, has a segment `..`, leads out over a link, or is in no folder that exists.
 */
export function findBelow(root: string, path: string): string | undefined {
  if (path.split(/[\\/]/).includes("..") || path.includes("\0")) return undefined;
  const named = isAbsolute(path) ? path : resolve(root, path);
  const base = root.endsWith(sep) ? root : root + sep;
  try {
    const real = findRealPath(named);
    return real === root || real.startsWith(base) ? real : undefined;
  } catch {
    return undefined;
  }
}
