/** Renders the zsh completion: a function with `_arguments` for each command, put into cloudmock.zsh. */
import { type CommandArg, nameValue } from "../command.ts";
import type { OutlinedCommand, OutlinedFlag } from "../outline.ts";
import runtime from "./cloudmock.zsh" with { type: "text" };
import { insertTables, listSpellings } from "./shared.ts";

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A text inside a specification, whose own signs are : [ ] and \. */
function escapeText(text: string): string {
  return text.replace(/[\\:[\]]/g, "\\$&");
}

function nameFunction(command: string): string {
  return `_cloudmock_command${command.replaceAll(" ", "_").replace(/^[^_]*/, "")}`;
}

/** What completes a value: a function, the choices, or nothing. */
function describeSource(arg: CommandArg): string {
  if (arg.choices) return `(${arg.choices.join(" ")})`;
  if (!arg.names) return " ";
  if (arg.names === "service") return `${arg.isList ? "_sequence " : ""}_cloudmock_services`;
  return arg.names === "folder" ? "_files -/" : "_files";
}

function renderFlag(flag: OutlinedFlag): string {
  const { name, short, arg } = flag;
  const text = `[${escapeText(arg.description ?? "")}]`;
  // A short form makes the two exclude each other, and help and version need nothing else.
  if (short !== undefined) {
    return `${quote("(- *)")}{${listSpellings(flag).join(",")}}${quote(text)}`;
  }
  if (arg.type === "boolean") return quote(`--${name}${text}`);
  const value = `:${escapeText(nameValue(arg))}:${describeSource(arg)}`;
  return quote(`${arg.isList ? "*" : ""}--${name}=${text}${value}`);
}

function renderOperand([name, arg]: readonly [string, CommandArg]): string {
  return quote(`:${escapeText(name)}:${describeSource(arg)}`);
}

function renderArguments(specifications: readonly string[]): string[] {
  return specifications.map((specification) => `    ${specification} \\`);
}

function renderLeaf({ flags, operands }: OutlinedCommand): string[] {
  const specifications = [...flags.map(renderFlag), ...operands.map(renderOperand)];
  return ["  _arguments \\", ...renderArguments(specifications), "    && return"];
}

function renderBranch({ name, command, flags }: OutlinedCommand): string[] {
  const subCommands = Object.entries(command.subCommands ?? {});
  return [
    '  local context curcontext="$curcontext" state state_descr line',
    "  local -A opt_args",
    "  local -a commands=(",
    ...subCommands.map(
      ([sub, { meta }]) => `    ${quote(`${escapeText(sub)}:${escapeText(meta.description)}`)}`,
    ),
    "  )",
    "  _arguments -C \\",
    ...renderArguments([...flags.map(renderFlag), quote("1: :->command"), quote("*:: :->rest")]),
    "    && return",
    "  case $state in",
    "    command) _describe -t commands command commands ;;",
    "    rest)",
    "      case $line[1] in",
    ...subCommands.map(([sub]) => `        ${sub}) ${nameFunction(`${name} ${sub}`)} ;;`),
    "      esac",
    "      ;;",
    "  esac",
  ];
}

/** The script for zsh. */
export function renderZsh(commands: readonly OutlinedCommand[]): string {
  const functions = commands.map((outlined) => [
    `${nameFunction(outlined.name)}() {`,
    ...(outlined.command.subCommands ? renderBranch(outlined) : renderLeaf(outlined)),
    "}",
  ]);
  return insertTables(
    runtime,
    functions.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines])),
  );
}
