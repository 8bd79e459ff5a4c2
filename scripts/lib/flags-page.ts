/** docs/flags.md: every command with its flags, the environment variables and the exit codes, from the command tree. */

import { EXIT_MEANINGS } from "../../src/base/errors.ts";
import type { Command } from "../../src/cli/command.ts";
import { listVariables } from "../../src/cli/environment.ts";
import {
  describeArg,
  describeFlag,
  groupFlags,
  listUsage,
  type OutlinedCommand,
  outlineCommands,
} from "../../src/cli/outline.ts";

const INTRO = `# Commands and flags

Made from the command tree by \`npm run docs\`; \`--help\` after any command prints the same, and examples. A flag that a
command does not have, or a word too many, ends the program with exit code 2 and a suggestion. \`--flag VALUE\` and
\`--flag=VALUE\` are the same; where a flag takes a list, repeat it or separate with commas.
`;

/** A table in Markdown: the first column is code, and signs of the second mean nothing but themselves. */
function renderTable(head: string, rows: readonly (readonly [code: string, text: string])[]): string[] {
  const escapeText = (text: string) => text.replace(/[|*<_]/g, (sign) => `\\${sign}`);
  return [
    `| ${head} | what it means |`,
    "| --- | --- |",
    ...rows.map(([code, text]) => `| \`${code.replaceAll("|", "\\|")}\` | ${escapeText(text)} |`),
    "",
  ];
}

function renderCommand(outlined: OutlinedCommand): string[] {
  const { name, command, flags, operands } = outlined;
  const arguments_ = operands.map(([operand, arg]) => [operand.toUpperCase(), describeArg(arg)] as const);
  return [
    `## ${name}`,
    "",
    `${command.meta.description}.`,
    "",
    `\`${listUsage(outlined).join(" ")}\``,
    "",
    ...(arguments_.length > 0 ? renderTable("argument", arguments_) : []),
    ...[...groupFlags(flags)].flatMap(([group, grouped]) => [
      `**${group}**`,
      "",
      ...renderTable("flag", grouped.map(describeFlag)),
    ]),
  ];
}

/** The whole page of the command tree under `root`. */
export function renderFlagsPage(root: Command): string {
  const commands = outlineCommands(root);
  const lines = [
    INTRO,
    ...commands.filter(({ command }) => command.run).flatMap(renderCommand),
    "## Environment variables",
    "",
    ...renderTable(
      "variable",
      listVariables(commands).map(({ name, description }) => [name, description] as const),
    ),
    "## Exit codes",
    "",
    ...renderTable("code", Object.entries(EXIT_MEANINGS)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
