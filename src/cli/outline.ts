/** Lists the command tree for what is made from it: help, completions, man page. */
import { PARSER_FLAGS, type ParserFlag } from "../options/parser-flags.ts";
import { hasOptions, listOperands, listOwnFlags } from "./argv.ts";
import { type Command, type CommandArg, nameValue } from "./command.ts";

/** One flag as it is written: `--help`, and `-h` where it has a short form. */
export interface OutlinedFlag {
  readonly name: string;
  readonly short?: string;
  readonly arg: CommandArg;
}

/** One command of the tree. */
export interface OutlinedCommand {
  /** The whole name: `cloudmock cloudtrail replay`. */
  readonly name: string;
  readonly command: Command;
  /** Its own flags, then those that the parser itself takes. */
  readonly flags: readonly OutlinedFlag[];
  readonly operands: readonly (readonly [name: string, arg: CommandArg])[];
}

function outlineParserFlag(name: keyof typeof PARSER_FLAGS): OutlinedFlag {
  const { help, short }: ParserFlag = PARSER_FLAGS[name];
  const arg: CommandArg = { type: "boolean", description: help };
  return { name, arg, ...(short === undefined ? {} : { short }) };
}

/** The flags that the parser takes for a command without the command's knowing. */
function listParserFlags(command: Command, isRoot: boolean): readonly OutlinedFlag[] {
  return [
    ...(hasOptions(command) ? [outlineParserFlag("print-config")] : []),
    outlineParserFlag("no-color"),
    outlineParserFlag("help"),
    ...(isRoot ? [outlineParserFlag("version")] : []),
  ];
}

/** Flags by the heading that they stand under. */
export function groupFlags(flags: readonly OutlinedFlag[]): Map<string, readonly OutlinedFlag[]> {
  return Map.groupBy(flags, ({ arg }) => arg.group ?? "Flags");
}

/** What a flag or an operand is for, with its default. */
export function describeArg(arg: CommandArg): string {
  const preset = arg.default === undefined ? "" : ` (default: ${arg.default})`;
  return `${arg.description ?? ""}${preset}`;
}

/** A flag as help lists it: how it is written, with the name of its value, and what it is for. */
export function describeFlag({ name, short, arg }: OutlinedFlag): readonly [spelling: string, text: string] {
  const spelling = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return [arg.type === "boolean" ? spelling : `${spelling} ${nameValue(arg)}`, describeArg(arg)];
}

/** The words of a command's usage line. */
export function listUsage({ name, command, operands }: OutlinedCommand): string[] {
  const needed = listOwnFlags(command).filter(([, arg]) => arg.needed);
  return [
    name,
    ...(command.subCommands ? ["<command>"] : []),
    ...needed.map(([flag, arg]) => `--${flag} ${nameValue(arg)}`),
    "[flags]",
    ...operands.map(([operand, { needed: isNeeded }]) =>
      isNeeded ? operand.toUpperCase() : `[${operand.toUpperCase()}]`,
    ),
    ...(command.takesCommand ? ["[-- COMMAND]"] : []),
  ];
}

/** A command whose full name is `name`. */
export function outlineCommand(command: Command, name: string): OutlinedCommand {
  const flags = listOwnFlags(command).map(([flag, arg]) => ({ name: flag, arg }));
  return {
    name,
    command,
    flags: [...flags, ...listParserFlags(command, name === command.meta.name)],
    operands: listOperands(command),
  };
}

/** Every command of the tree under `root`, each before its subcommands. */
export function outlineCommands(root: Command): OutlinedCommand[] {
  const outline = (command: Command, name: string): OutlinedCommand[] => [
    outlineCommand(command, name),
    ...Object.entries(command.subCommands ?? {}).flatMap(([sub, child]) => outline(child, `${name} ${sub}`)),
  ];
  return outline(root, root.meta.name);
}
