/** Real bodies for what the log does not hold, from a folder that the user gives: `--body-dir`. */

import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { nameFlag, say } from "../../base/message.ts";
import type { Parsed } from "../../base/parsed.ts";

/** What a folder has for a path: bytes, nothing, or a file that is not read for a reason. */
export type Body =
  | { readonly kind: "found"; readonly bytes: Uint8Array }
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly reason: string };

/** Gives the body at a path below the folder, with forward slashes: `BUCKET/KEY`, `lambda/NAME.zip`. */
export type ReadBody = (path: string) => Body;

/** S3's largest body for one PutObject is 5 GiB; what is held in memory until it is sent has to be less. */
const LARGEST_BODY = 256 * 1024 * 1024;

/** The `code` of an error of the file system. */
function readCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Checks the folder of `--body-dir`: its real path, or a sentence that says what is wrong. */
export function checkBodyDir(path: string): Parsed<string> {
  const quoted = JSON.stringify(path);
  try {
    if (statSync(path).isDirectory()) return { value: realpathSync(path) };
    return { error: `${quoted} is a file; give the folder that holds the bodies` };
  } catch (error) {
    if (readCode(error) === "ENOENT")
      return {
        error: say`the folder ${quoted} does not exist; make it, or leave ${nameFlag("body-dir")} out`,
      };
    return { error: `${quoted} cannot be read (${readCode(error)}); give a folder that you may read` };
  }
}

/** Keys may hold anything; a path is only looked up where every segment is a name of its own. */
function isPlainPath(path: string): boolean {
  return (
    !path.includes("\0") && path.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}

/** Reads bodies below `folder` (a real path, as checkBodyDir gives it). Nothing outside it is ever read. */
export function openBodies(folder: string): ReadBody {
  const root = folder.endsWith(sep) ? folder : folder + sep;
  return (path) => {
    if (!isPlainPath(path) || (sep === "\\" && /[\\:]/.test(path)))
      return { kind: "refused", reason: "its path is not one below the folder" };
    try {
      const real = realpathSync(join(folder, ...path.split("/")));
      if (!real.startsWith(root)) return { kind: "refused", reason: "it is a link out of the folder" };
      const stats = statSync(real);
      if (!stats.isFile()) return { kind: "none" };
      if (stats.size > LARGEST_BODY) return { kind: "refused", reason: "it is larger than 256 MiB" };
      return { kind: "found", bytes: readFileSync(real) };
    } catch (error) {
      const code = readCode(error);
      const isAbsent = code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG";
      return isAbsent ? { kind: "none" } : { kind: "refused", reason: `it cannot be read (${code})` };
    }
  };
}
