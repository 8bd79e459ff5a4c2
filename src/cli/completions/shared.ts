/** What the completions of the three shells share. */
import type { OutlinedFlag } from "../outline.ts";

const MARK = "# @tables";

/** Puts what is made from the command tree where a script says `# @tables`. */
export function insertTables(script: string, lines: readonly string[]): string {
  return script.replace(MARK, () => lines.join("\n"));
}

/** How a flag is written: `--help`, `-h`. */
export function listSpellings({ name, short }: OutlinedFlag): string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}
