import { expect, test } from "bun:test";
import { parseArgv } from "../../src/cli/argv.ts";
import { renderHelp } from "../../src/cli/help.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { outlineCommands } from "../../src/cli/outline.ts";
import { replayCommand } from "../../src/cli/replay-command.ts";
import { servicesCommand } from "../../src/cli/services.ts";

/** The words of an example's command of ours: what a shell makes of it, without pipes and redirections around it. */
function splitLine(line: string): string[] {
  const [, own = line] = /\$\((cloudmock [^)]*)\)/.exec(line) ?? [];
  const [command = ""] = own.split(/ [|>] /);
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? "",
  );
}

const replayHelp = renderHelp(replayCommand, "cloudmock cloudtrail replay", false, 100);

test.each([
  "Usage: cloudmock cloudtrail replay --input PATH [flags] [-- COMMAND]",
  "  --speed FACTOR       0 is as fast as possible, 1.0 real time, 2.0 double, 0.5 half (default: 0)",
  "  --endpoint URL       the emulator; without it AWS_ENDPOINT_URL (default: http://localhost:4566)",
  "  --dry-run            contact nothing; print one JSON line for each request that would be sent",
  "  cloudmock cloudtrail replay --input trail.json --endpoint http://localhost:4566",
])("replay's help has the line %p", (line) => {
  expect(replayHelp.split("\n")).toContain(line);
});

test("replay's help names every flag under a heading", () => {
  for (const name of Object.keys(replayCommand.args ?? {})) expect(replayHelp).toMatch(`\n  --${name} `);
  const headings = replayHelp.split("\n").filter((line) => /^[A-Z].*:$/.test(line));
  expect(headings).toEqual([
    "Input:",
    "What is replayed:",
    "Where to:",
    "What the log does not hold:",
    "Identifiers, accounts and regions:",
    "Pace:",
    "Going on where it stopped:",
    "Result:",
    "What is told meanwhile:",
    "Flags:",
    "Examples:",
  ]);
});

test("a command's help lists its commands or arguments", () => {
  const lines = renderHelp(mainCommand, "cloudmock", false).split("\n");
  expect(lines).toContain("Usage: cloudmock <command> [flags]");
  expect(lines).toContain("  -v, --version  print the versions of the program and of its API models");
  expect(renderHelp(servicesCommand, "cloudmock services", false)).toContain(
    "\nUsage: cloudmock services [flags] [SERVICE]\n\nArguments:\n  SERVICE     a service",
  );
});

test("every command has a description and examples, each of which its own parser takes", () => {
  const commands = outlineCommands(mainCommand);
  expect(commands.length).toBeGreaterThan(4);
  for (const { name, command, flags } of commands) {
    expect([name, command.meta.description]).not.toEqual([name, ""]);
    expect([name, command.examples.length > 0]).toEqual([name, true]);
    for (const { purpose, line } of command.examples) {
      expect(purpose).not.toBe("");
      const [program = "", ...argv] = splitLine(line);
      const parsed = parseArgv(mainCommand, argv);
      expect([line, program, parsed.asks]).toEqual([line, "cloudmock", "run"]);
    }
    for (const { name: flag, arg } of flags) expect([flag, arg.description]).not.toEqual([flag, undefined]);
  }
});

test("a narrower terminal, and a pager, get narrower help, whose examples can still be pasted", () => {
  for (const { name, command } of outlineCommands(mainCommand)) {
    const help = renderHelp(command, name, false, 80);
    for (const line of help.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(renderHelp(command, name, false)).toBe(help);
    const pasted = help.replaceAll(" \\\n    ", " ");
    for (const { line } of command.examples) expect(pasted).toContain(`\n  ${line}\n`);
  }
  expect(renderHelp(replayCommand, "cloudmock cloudtrail replay", false, 300)).toBe(replayHelp);
});

test("where there is no room beside the flags, their texts stand below them", () => {
  const help = renderHelp(replayCommand, "cloudmock cloudtrail replay", false, 40);
  expect(help).toContain(
    "\n  --max-gap DURATION\n      never wait longer than this\n      between two events: 500ms, 30s,\n",
  );
  // The usage is one line, and a shell's command is not broken within a flag.
  const wide = help.split("\n").filter((line) => line.length > 40);
  expect(wide).toEqual(["Usage: cloudmock cloudtrail replay --input PATH [flags] [-- COMMAND]"]);
});

test("no line is longer than 100 columns, and colour marks the headings only", () => {
  for (const line of replayHelp.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  expect(replayHelp).not.toContain("\u001b");
  const coloured = renderHelp(replayCommand, "cloudmock cloudtrail replay", true, 100);
  expect(coloured).toContain("\u001b[1mPace:\u001b[0m\n");
  expect(Bun.stripANSI(coloured)).toBe(replayHelp);
});
