/** Renders a command's help: usage, commands, flags under their headings, examples. */
import { listFlags, listOperands } from "./argv.ts";
import type { Command, CommandArg } from "./command.ts";
import { listParserFlags, nameValue } from "./outline.ts";

const OTHER_GROUP = "Flags";
const WIDTH = 100;
const INDENT = "  ";

type Row = readonly [label: string, text: string];

function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line];
}

function renderRows(rows: readonly Row[], labelWidth: number): string[] {
  const hanging = " ".repeat(INDENT.length + labelWidth + 2);
  return rows.flatMap(([label, text]) => {
    const [first = "", ...rest] = wrapText(text, WIDTH - hanging.length);
    return [`${INDENT}${label.padEnd(labelWidth)}  ${first}`, ...rest.map((line) => hanging + line)];
  });
}

function describeFlag(name: string, arg: CommandArg): Row {
  const label = arg.type === "boolean" ? `--${name}` : `--${name} ${nameValue(arg)}`;
  const preset = arg.default === undefined ? "" : ` (default: ${arg.default})`;
  return [label, `${arg.description ?? ""}${preset}`];
}

function groupFlags(command: Command, isRoot: boolean): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  const add = (group: string, row: Row) => groups.set(group, [...(groups.get(group) ?? []), row]);
  for (const [name, arg] of listFlags(command)) add(arg.group ?? OTHER_GROUP, describeFlag(name, arg));
  for (const { name, short, arg } of listParserFlags(isRoot)) {
    add(OTHER_GROUP, [short === undefined ? `--${name}` : `-${short}, --${name}`, arg.description ?? ""]);
  }
  return groups;
}

function renderUsageLine(command: Command, name: string): string {
  const needed = listFlags(command).filter(([, arg]) => arg.needed);
  const parts = [
    name,
    ...(command.subCommands ? ["<command>"] : []),
    ...needed.map(([flag, arg]) => `--${flag} ${nameValue(arg)}`),
    "[flags]",
    ...listOperands(command).map(([operand]) => `[${operand.toUpperCase()}]`),
  ];
  return `Usage: ${parts.join(" ")}`;
}

/** The help of `command`, whose full name is `name`, ending with a newline; headings are bold with `colour`. */
export function renderHelp(command: Command, name: string, colour: boolean): string {
  const heading = (text: string) => (colour ? `\u001b[1m${text}:\u001b[0m` : `${text}:`);
  const commands: Row[] = Object.entries(command.subCommands ?? {}).map(([sub, { meta }]) => [
    sub,
    meta.description,
  ]);
  const operands: Row[] = listOperands(command).map(([operand, arg]) => [
    operand.toUpperCase(),
    arg.description ?? "",
  ]);
  const groups = groupFlags(command, name === command.meta.name);
  const sections = new Map<string, readonly Row[]>([
    ...(commands.length > 0 ? [["Commands", commands] as const] : []),
    ...(operands.length > 0 ? [["Arguments", operands] as const] : []),
    ...groups,
  ]);
  const labelWidth = Math.max(...[...sections.values()].flat().map(([label]) => label.length));
  const lines = [`${command.meta.description}.`, "", renderUsageLine(command, name)];
  for (const [title, rows] of sections) lines.push("", heading(title), ...renderRows(rows, labelWidth));
  lines.push("", heading("Examples"));
  for (const { purpose, line } of command.examples) lines.push(`${INDENT}# ${purpose}`, `${INDENT}${line}`);
  if (command.subCommands)
    lines.push("", `Run '${name} <command> --help' for a command's flags and examples.`);
  return `${lines.join("\n")}\n`;
}
