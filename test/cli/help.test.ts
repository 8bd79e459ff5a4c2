import { expect, test } from "bun:test";
import { renderHelp } from "../../src/cli/help.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { replayCommand } from "../../src/cli/replay-command.ts";
import { servicesCommand } from "../../src/cli/services.ts";

const replayHelp = renderHelp(replayCommand, "cloudmock cloudtrail replay", false);

test.each([
  "Usage: cloudmock cloudtrail replay --input PATH [flags]",
  "  --speed FACTOR       0 is as fast as possible, 1.0 real time, 2.0 double, 0.5 half (default: 0)",
  "  --endpoint URL       the emulator; without it AWS_ENDPOINT_URL, else http://localhost:4566",
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
    "Result:",
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

test("no line is longer than 100 columns, and colour marks the headings only", () => {
  for (const line of replayHelp.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  expect(replayHelp).not.toContain("\u001b");
  const coloured = renderHelp(replayCommand, "cloudmock cloudtrail replay", true);
  expect(coloured).toContain("\u001b[1mPace:\u001b[0m\n");
  expect(Bun.stripANSI(coloured)).toBe(replayHelp);
});
