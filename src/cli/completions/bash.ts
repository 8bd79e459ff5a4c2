/** Renders the bash completion: tables of the command tree, put into cloudmock.bash. */
import type { CommandArg } from "../command.ts";
import type { OutlinedCommand } from "../outline.ts";
import runtime from "./cloudmock.bash" with { type: "text" };
import { insertTables, listSpellings } from "./shared.ts";

function describeCommand({ name, command, flags }: OutlinedCommand): string {
  const commands = Object.keys(command.subCommands ?? {}).join(" ");
  return `    "${name}") commands="${commands}" flags="${flags.flatMap(listSpellings).join(" ")}" ;;`;
}

function describeValue(arg: CommandArg): string {
  const list = arg.isList ? " is_list=yes" : "";
  return `kind=${arg.names ?? "any"} choices="${arg.choices?.join(" ") ?? ""}"${list}`;
}

/** What each flag and operand takes, with the commands that share it on one line. */
function describeValues(commands: readonly OutlinedCommand[]): string[] {
  const takers = new Map<string, string[]>();
  const add = (taker: string, arg: CommandArg) => {
    takers.getOrInsertComputed(describeValue(arg), () => []).push(`"${taker}"`);
  };
  for (const { name, flags, operands } of commands) {
    for (const flag of flags) if (flag.arg.type !== "boolean") add(`${name} --${flag.name}`, flag.arg);
    for (const [index, [, arg]] of operands.entries()) add(`${name} ${index + 1}`, arg);
  }
  return [...takers].map(([value, names]) => `    ${names.join(" | ")})\n      ${value} ;;`);
}

/** The script for bash. */
export function renderBash(commands: readonly OutlinedCommand[]): string {
  return insertTables(runtime, [
    "# Sets what the command $1 has.",
    "_cloudmock_describe() {",
    "  case $1 in",
    ...commands.map(describeCommand),
    "  esac",
    "}",
    "",
    "# Sets what the flag or the operand (a number) $2 of the command $1 takes; fails for a switch.",
    "_cloudmock_value() {",
    "  is_list=",
    '  case "$1 $2" in',
    ...describeValues(commands),
    "    *) return 1 ;;",
    "  esac",
    "}",
  ]);
}
