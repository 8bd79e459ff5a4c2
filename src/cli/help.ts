/** Renders a command's help: usage, commands, flags under their headings, examples. */
import type { Command } from "./command.ts";
import {
  describeArg,
  groupFlags,
  listUsage,
  nameValue,
  type OutlinedCommand,
  type OutlinedFlag,
  outlineCommand,
} from "./outline.ts";

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

function describeFlag({ name, short, arg }: OutlinedFlag): Row {
  const spelling = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return [arg.type === "boolean" ? spelling : `${spelling} ${nameValue(arg)}`, describeArg(arg)];
}

function listSections({ command, flags, operands }: OutlinedCommand): [title: string, rows: Row[]][] {
  const commands = Object.entries(command.subCommands ?? {});
  const sections: [string, Row[]][] = [
    ["Commands", commands.map(([sub, { meta }]) => [sub, meta.description])],
    ["Arguments", operands.map(([operand, arg]) => [operand.toUpperCase(), describeArg(arg)])],
    ...[...groupFlags(flags)].map(([group, grouped]): [string, Row[]] => [group, grouped.map(describeFlag)]),
  ];
  return sections.filter(([, rows]) => rows.length > 0);
}

/** The help of `command`, whose full name is `name`, ending with a newline; headings are bold with `colour`. */
export function renderHelp(command: Command, name: string, colour: boolean): string {
  const heading = (text: string) => (colour ? `\u001b[1m${text}:\u001b[0m` : `${text}:`);
  const outlined = outlineCommand(command, name);
  const sections = listSections(outlined);
  const labelWidth = Math.max(...sections.flatMap(([, rows]) => rows).map(([label]) => label.length));
  const lines = [`${command.meta.description}.`, "", `Usage: ${listUsage(outlined).join(" ")}`];
  for (const [title, rows] of sections) lines.push("", heading(title), ...renderRows(rows, labelWidth));
  lines.push("", heading("Examples"));
  for (const { purpose, line } of command.examples) lines.push(`${INDENT}# ${purpose}`, `${INDENT}${line}`);
  if (command.subCommands)
    lines.push("", `Run '${name} <command> --help' for a command's flags and examples.`);
  return `${lines.join("\n")}\n`;
}
