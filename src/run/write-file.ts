/** Writes what a command was asked to keep. */
import { open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { OutputError } from "../base/errors.ts";

/** Who may read the file: everybody whom the user's own settings let, or its owner only. */
export type Readers = "anybody" | "owner";

/** What stands at a path, links followed: a file with its mode, nothing, or something that cannot be replaced (a pipe). */
async function look(path: string): Promise<{ readonly mode: number } | "nothing" | "other"> {
  try {
    const found = await stat(path);
    return found.isFile() ? { mode: found.mode & 0o777 } : "other";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "nothing";
    throw error;
  }
}

/** A folder that may not be written to, or a file that is a mount of its own. */
const NO_REPLACING = new Set(["EACCES", "EPERM", "EBUSY", "EXDEV"]);

/**
 * Writes beside the file and renames, so that a file of before stays whole until the new one is. Where nothing can be
 * put in its place, an existing file is written over.
 */
async function replaceFile(path: string, text: string | Uint8Array, readers: Readers): Promise<void> {
  const before = await look(path);
  if (before === "other") return writeFile(path, text);
  const place = before === "nothing" ? path : await realpath(path);
  const beside = join(dirname(place), `.${basename(place).slice(0, 200)}.${crypto.randomUUID()}.part`);
  try {
    const file = await open(beside, "wx", readers === "owner" ? 0o600 : 0o666);
    try {
      await file.writeFile(text);
      // Else a power cut may leave the new name with nothing in it.
      await file.sync();
      if (readers === "anybody" && before !== "nothing") await file.chmod(before.mode);
    } finally {
      await file.close();
    }
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    const { code = "" } = error as NodeJS.ErrnoException;
    if (before === "nothing" || !NO_REPLACING.has(code)) throw error;
    await writeFile(path, text);
  }
}

/**
 * Writes a text or bytes to the file that `flag` names, whole or not at all. Gives the OutputError that says what to do instead
 * where it could not be written.
 */
export async function writeOutput(
  flag: string,
  path: string,
  text: string | Uint8Array,
  readers: Readers = "anybody",
): Promise<OutputError | undefined> {
  try {
    await replaceFile(path, text, readers);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return new OutputError(`the file could not be written: ${reason}; name another one`, flag);
  }
}
