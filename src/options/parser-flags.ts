/** The flags that the parser of the command line takes for a command, without the command's knowing. */
import type { Words } from "./flag.ts";

/** A switch of the parser. */
export interface ParserFlag extends Words {
  readonly short?: string;
}

export const PARSER_FLAGS = {
  "print-config": { help: "run nothing; print the options as JSON, and where each comes from" },
  "no-color": { help: "print without colours, as with NO_COLOR" },
  help: { short: "h", help: "print this help" },
  version: { short: "v", help: "print the versions of the program and of its API models" },
} as const satisfies Readonly<Record<string, ParserFlag>>;
