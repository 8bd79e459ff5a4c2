/** The environment variables that the program obeys, for its manual. */
import type { OutlinedCommand } from "./outline.ts";

/** An environment variable, and what it does. */
export interface Variable {
  readonly name: string;
  readonly description: string;
}

/** Those that stand for no flag. */
const OTHERS: readonly Variable[] = [
  { name: "NO_COLOR", description: "Any text in it keeps colour out, as TERM=dumb does." },
  {
    name: "CI",
    description: "Set to anything but 0 or false, it makes of the progress a plain line every ten seconds.",
  },
  ...["AWS_REGION", "AWS_DEFAULT_REGION"].map((name) => ({
    name,
    description:
      "Counts only where the log has no call that tells a region: for a command that follows --, and in an instance.",
  })),
  {
    name: "BUN_OPTIONS",
    description:
      "Acts on the binary as on Bun, the runtime inside it, and so does BUN_BE_BUN: leave both unset where others choose the environment.",
  },
];

/** Every variable: first those that stand for a flag of one of the commands. */
export function listVariables(commands: readonly OutlinedCommand[]): Variable[] {
  const flags = new Map<string, Set<string>>();
  for (const { name: flag, arg } of commands.flatMap((command) => command.flags)) {
    for (const name of arg.env ?? []) flags.getOrInsertComputed(name, () => new Set()).add(`--${flag}`);
  }
  const standing = [...flags].map(([name, set]) => ({
    name,
    description: `Stands for ${[...set].join(" and ")} where the flag is not given.`,
  }));
  return [...standing, ...OTHERS];
}
