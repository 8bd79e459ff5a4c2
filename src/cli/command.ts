/** What a command of the tree is: citty's definition, plus what our runner and our help need. */
import type { ArgDef, CommandContext, CommandDef, CommandMeta } from "citty";
import type { ConsolaInstance } from "consola/core";
import type { Flag, Taker } from "../options/flag.ts";
import { listFlags } from "../options/flag-table.ts";
import type { Env, Flags } from "../options/flags.ts";
import type { Output } from "./output.ts";
import type { Screen } from "./screen.ts";

/** The process that a command runs in: what it works with besides its arguments. */
export interface Process {
  readonly env: Env;
  readonly stdout: Output;
  /** Standard error. */
  readonly screen: Screen;
  /** Warnings and errors, on standard error. */
  readonly log: ConsolaInstance;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Whether what goes to standard output and to standard error is coloured. */
  readonly colour: { readonly stdout: boolean; readonly stderr: boolean };
  /** How wide the terminals are that they go to; undefined where they go elsewhere. */
  readonly columns?: { readonly stdout: number | undefined; readonly stderr: number | undefined };
  /** From now on, hands the signals that the program gets to `take`, and ends for none of them. */
  handOverSignals(take: (signal: NodeJS.Signals) => void): void;
}

/** What a command is run with. */
export interface Invocation extends Process {
  readonly flags: Flags;
  /** The positional arguments. */
  readonly operands: readonly string[];
  /** The command that follows `--`, with its arguments; empty where none does. */
  readonly commandLine: readonly string[];
}

/**
 * A flag or a positional argument. `group` is its heading in the help; `needed` shows in the usage line (the
 * command itself refuses to run without it; citty's `required` is not used because we parse argv ourselves).
 */
export type CommandArg = ArgDef & {
  readonly group?: string;
  readonly needed?: boolean;
  /** The only values there are; the command's own check uses the same list. */
  readonly choices?: readonly string[];
  /** What a value names, for a shell to complete. */
  readonly names?: "file" | "folder" | "service";
  /** Whether it takes several values: given again, or separated by commas. */
  readonly isList?: boolean;
  /** The environment variables that stand for it where it is not given, the first one that is set first. */
  readonly env?: readonly string[];
};

/** A command line that help shows, and what it is for. */
export interface CommandExample {
  readonly purpose: string;
  readonly line: string;
}

/** One command: it has either `subCommands` or `run`. */
export interface Command extends CommandDef {
  readonly meta: CommandMeta & { readonly name: string; readonly description: string };
  readonly args?: Record<string, CommandArg>;
  readonly subCommands?: Record<string, Command>;
  /** At the root: the subcommand that an empty command line stands for. */
  readonly bare?: string;
  readonly examples: readonly CommandExample[];
  /** What to tell somebody who gives a positional argument too many. */
  readonly strayArgument?: string;
  /** Whether it runs a command that follows `--`. */
  readonly takesCommand?: boolean;
  /** Gets an Invocation as the context's `data`; gives the program's exit code. */
  readonly run?: (context: CommandContext) => Promise<number>;
}

/** The flags of a command, from the one definition that each of them has. */
export function makeArgs(taker: Taker): Record<string, CommandArg> {
  return Object.fromEntries(listFlags(taker).map(([name, flag]) => [name, makeArg(flag)]));
}

function makeArg({ type, help, group, hint, choices, names, preset, env, isList, needed }: Flag): CommandArg {
  return {
    type,
    description: help,
    isList,
    needed: needed !== undefined,
    ...(group === undefined ? {} : { group }),
    ...(hint === undefined ? {} : { valueHint: hint }),
    ...(choices === undefined ? {} : { choices }),
    ...(names === undefined ? {} : { names }),
    ...(preset === undefined ? {} : { default: preset }),
    ...(env === undefined ? {} : { env }),
  } as CommandArg;
}

/** What a flag's value is called in help: its hint, its choices, or VALUE. */
export function nameValue(arg: CommandArg): string {
  return arg.valueHint ?? arg.choices?.join("|") ?? "VALUE";
}
