/** Runs the command line of a case in this process. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT } from "../../../src/base/errors.ts";
import { runHere } from "../../support/run-argv.ts";
import type { InputCase } from "./input-cases.ts";

/** What the messages of JavaScript's own errors say: of a fault of ours, whatever is put around them. */
const RAW =
  /undefined is not|null is not|is not an object|is not a function|is not iterable|call stack|out of memory|Cannot (?:read|convert|access)|Invalid (?:array|string) length|out of bounds|out of range|cloudmock failed/i;

/** What is wrong with how a case ended; undefined where nothing is. */
export async function runInput({ argv, files }: InputCase): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-fuzz-"));
  try {
    mkdirSync(join(folder, "out"));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const place = (word: string) => (word in files || word === "out/" ? join(folder, word) : word);
    const { exitCode, stderr } = await runHere(argv.map(place));
    if (exitCode === EXIT.ours || exitCode === EXIT.interrupted) return `exit code ${exitCode}: ${stderr}`;
    if (exitCode !== EXIT.done && exitCode !== EXIT.diverged && !/^(?:error|warning): /m.test(stderr))
      return `exit code ${exitCode} without a word: ${stderr}`;
    const raw =
      exitCode === EXIT.done
        ? undefined
        : stderr.split("\n").find((line) => line.startsWith("error") && RAW.test(line));
    return raw === undefined ? undefined : `not told in its own words: ${raw}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
