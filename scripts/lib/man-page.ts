/** Renders the manual page cloudmock(1) from the command tree, in the roff of man(7). */
import { version } from "../../package.json";
import { EXIT_MEANINGS } from "../../src/base/errors.ts";
import { type Command, nameValue } from "../../src/cli/command.ts";
import { listVariables } from "../../src/cli/environment.ts";
import {
  describeArg,
  groupFlags,
  listUsage,
  type OutlinedCommand,
  type OutlinedFlag,
  outlineCommands,
} from "../../src/cli/outline.ts";

/** Signs that roff would take for its own or print as typographic ones, which nobody could paste into a shell. */
const GLYPHS: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "'": "\\(aq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
};

/** A text as one line of roff that prints as it was. */
export function escapeRoff(text: string): string {
  const escaped = text
    .replace(/[\\\-'`^~]/g, (sign) => GLYPHS[sign] ?? sign)
    .replace(
      /[^\x20-\x7e]/gu,
      (sign) => `\\[u${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}]`,
    );
  return escaped.startsWith(".") ? `\\&${escaped}` : escaped;
}

/** A text with a full stop. */
function makeSentence(text: string): string {
  return escapeRoff(`${text}${/[.?!]$/.test(text) ? "" : "."}`);
}

/** An argument of a macro, which quotes would end. */
function quoteArgument(text: string): string {
  return `"${escapeRoff(text).replaceAll('"', "\\(dq")}"`;
}

const FILES = [
  [
    "cloudmock.json",
    "A project's defaults: flags by their names, as JSON. The nearest one counts, looked for from the working directory up to the repository's root. A flag and an environment variable come before it; --print-config tells what holds.",
  ],
  ["package.json", 'The same object under the key "cloudmock", where there is no cloudmock.json beside it.'],
] as const;

function bold(text: string): string {
  return `\\fB${escapeRoff(text)}\\fR`;
}

/** A term and what is said of it. */
function renderTerm(term: string, text: string): string[] {
  return [".TP", term, text];
}

function renderFlag({ name, short, arg }: OutlinedFlag): string[] {
  const spellings = [...(short === undefined ? [] : [`-${short}`]), `--${name}`].map(bold).join(", ");
  const value = arg.type === "boolean" ? "" : ` \\fI${escapeRoff(nameValue(arg))}\\fR`;
  return renderTerm(spellings + value, escapeRoff(describeArg(arg)));
}

function renderCommand(outlined: OutlinedCommand): string[] {
  const { name, command, flags, operands } = outlined;
  return [
    `.SS ${quoteArgument(name)}`,
    makeSentence(command.meta.description),
    ".PP",
    `.B ${quoteArgument(listUsage(outlined).join(" "))}`,
    ...operands.flatMap(([operand, arg]) =>
      renderTerm(`\\fI${escapeRoff(operand.toUpperCase())}\\fR`, escapeRoff(describeArg(arg))),
    ),
    ...[...groupFlags(flags)].flatMap(([group, grouped]) => [
      ".PP",
      `.I ${quoteArgument(group)}`,
      ...grouped.flatMap(renderFlag),
    ]),
  ];
}

function renderExamples({ name, command }: OutlinedCommand): string[] {
  const examples = command.examples.map(({ purpose, line }) => [
    makeSentence(purpose),
    ".PP",
    ".RS 4",
    ".nf",
    bold(line),
    ".fi",
    ".RE",
  ]);
  return [
    `.SS ${quoteArgument(name)}`,
    ...examples.flatMap((lines, index) => (index > 0 ? [".PP", ...lines] : lines)),
  ];
}

/** The manual page of the command tree under `root`. It has no date, so that one version gives the same bytes twice. */
export function renderManPage(root: Command): string {
  const commands = outlineCommands(root);
  const name = root.meta.name;
  const lines = [
    `.TH ${name.toUpperCase()} 1 "" ${quoteArgument(`${name} ${version}`)} "User Commands"`,
    // Names are not broken at line ends, and lines are not stretched.
    ".nh",
    ".ad l",
    ".SH NAME",
    `${name} \\- ${escapeRoff(root.meta.description)}`,
    ".SH SYNOPSIS",
    ...commands
      .filter(({ command }) => command.run)
      .flatMap((outlined, index) => [
        ...(index > 0 ? [".br"] : []),
        `.B ${quoteArgument(listUsage(outlined).join(" "))}`,
      ]),
    ".SH COMMANDS",
    ...commands.flatMap(renderCommand),
    ".SH EXIT STATUS",
    ...Object.entries(EXIT_MEANINGS).flatMap(([code, text]) => renderTerm(bold(code), escapeRoff(text))),
    ".SH ENVIRONMENT",
    ...listVariables(commands).flatMap((variable) =>
      renderTerm(bold(variable.name), escapeRoff(variable.description)),
    ),
    ".SH FILES",
    ...FILES.flatMap(([name, text]) => renderTerm(`\\fI${escapeRoff(name)}\\fR`, escapeRoff(text))),
    ".SH EXAMPLES",
    ...commands.filter(({ command }) => command.run).flatMap(renderExamples),
  ];
  return `${lines.join("\n")}\n`;
}
