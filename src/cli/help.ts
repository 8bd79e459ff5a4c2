/** Renders a command's help: usage, commands, flags under their headings, examples. */
import type { Command } from "./command.ts";
import {
  describeArg,
  describeFlag,
  groupFlags,
  listUsage,
  type OutlinedCommand,
  outlineCommand,
} from "./outline.ts";

/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 100;
/** What a pager shows as it is in most terminals. */
const USUAL = 80;
/** A narrower column of text would be a word a line: it stands below its label instead. */
const NARROWEST_TEXT = 30;
const INDENT = "  ";

type Row = readonly [label: string, text: string];

/** A word that is longer than a line stays whole: it may be a URL to copy. */
function wrapText(text: string, width: number): string[] {
  return Bun.wrapAnsi(text, width).split("\n");
}

function renderRows(rows: readonly Row[], labelWidth: number, width: number): string[] {
  const hanging = " ".repeat(INDENT.length + labelWidth + 2);
  const isNarrow = width - hanging.length < NARROWEST_TEXT;
  return rows.flatMap(([label, text]) => {
    if (isNarrow) {
      const below = INDENT.repeat(3);
      return [INDENT + label, ...wrapText(text, width - below.length).map((line) => below + line)];
    }
    const [first = "", ...rest] = wrapText(text, width - hanging.length);
    return [`${INDENT}${label.padEnd(labelWidth)}  ${first}`, ...rest.map((line) => hanging + line)];
  });
}

/** A command line, which goes on in the next line before a flag, as a shell reads it. */
function wrapCommand(line: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of line.split(/ (?=--)/)) {
    const last = lines.at(-1);
    if (last !== undefined && INDENT.length + last.length + part.length + 3 <= width)
      lines.push(`${lines.pop()} ${part}`);
    else lines.push(last === undefined ? part : `${INDENT}${part}`);
  }
  return lines.map((text, index) => `${INDENT}${text}${index < lines.length - 1 ? " \\" : ""}`);
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

/**
 * The help of `command`, whose full name is `name`, ending with a newline; headings are bold with `colour`, and lines
 * fit into `columns`, those of the terminal where it goes to one.
 */
export function renderHelp(command: Command, name: string, colour: boolean, columns = USUAL): string {
  const width = Math.min(columns, WIDEST);
  const heading = (text: string) => (colour ? `\u001b[1m${text}:\u001b[0m` : `${text}:`);
  const outlined = outlineCommand(command, name);
  const sections = listSections(outlined);
  const labelWidth = Math.max(...sections.flatMap(([, rows]) => rows).map(([label]) => label.length));
  const lines = [
    ...wrapText(`${command.meta.description}.`, width),
    "",
    `Usage: ${listUsage(outlined).join(" ")}`,
  ];
  for (const [title, rows] of sections)
    lines.push("", heading(title), ...renderRows(rows, labelWidth, width));
  lines.push("", heading("Examples"));
  for (const { purpose, line } of command.examples) {
    const comment = `${INDENT}# `;
    lines.push(
      ...wrapText(purpose, width - comment.length).map((text) => comment + text),
      ...wrapCommand(line, width),
    );
  }
  if (command.subCommands)
    lines.push("", ...wrapText(`Run '${name} <command> --help' for a command's flags and examples.`, width));
  return `${lines.join("\n")}\n`;
}
