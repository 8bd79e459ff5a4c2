/** Lists the command tree for what is made from it: help, completions, man page. */
import { listFlags, listOperands } from "./argv.ts";
import type { Command, CommandArg } from "./command.ts";

/** One flag as it is written: `--help`, and `-h` where it has a short form. */
export interface OutlinedFlag {
  readonly name: string;
  readonly short?: string;
  readonly arg: CommandArg;
}

export interface OutlinedCommand {
  /** The whole name: `cloudmock cloudtrail replay`. */
  readonly name: string;
  readonly command: Command;
  /** Its own flags, then those that the parser itself takes. */
  readonly flags: readonly OutlinedFlag[];
  readonly operands: readonly (readonly [name: string, arg: CommandArg])[];
}

const HELP: OutlinedFlag = {
  name: "help",
  short: "h",
  arg: { type: "boolean", description: "print this help" },
};

const VERSION: OutlinedFlag = {
  name: "version",
  short: "v",
  arg: { type: "boolean", description: "print the versions of the program and of its API models" },
};

/** The flags that the parser takes for a command without the command's knowing. */
export function listParserFlags(isRoot: boolean): readonly OutlinedFlag[] {
  return isRoot ? [HELP, VERSION] : [HELP];
}

/** What a flag's value is called in help: its hint, its choices, or VALUE. */
export function nameValue(arg: CommandArg): string {
  return arg.valueHint ?? arg.choices?.join("|") ?? "VALUE";
}

/** Every command of the tree under `root`, each before its subcommands. */
export function outlineCommands(root: Command): OutlinedCommand[] {
  const outline = (command: Command, name: string): OutlinedCommand[] => [
    {
      name,
      command,
      flags: [
        ...listFlags(command).map(([flag, arg]) => ({ name: flag, arg })),
        ...listParserFlags(command === root),
      ],
      operands: listOperands(command),
    },
    ...Object.entries(command.subCommands ?? {}).flatMap(([sub, child]) => outline(child, `${name} ${sub}`)),
  ];
  return outline(root, root.meta.name);
}
