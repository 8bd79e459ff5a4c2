/** Writes what a command was asked to keep. */
import { writeFile } from "node:fs/promises";
import { OutputError } from "../base/errors.ts";

/** Writes a text to the file that `flag` names. Throws an OutputError that says what to do instead. */
export async function writeOutput(flag: string, path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OutputError(`the file could not be written: ${reason}; name another one`, flag);
  }
}
