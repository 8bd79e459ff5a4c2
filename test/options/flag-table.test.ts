// Flags: each is defined once, and whatever names one names one that there is.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { listOwnFlags } from "../../src/cli/argv.ts";
import { mainCommand } from "../../src/cli/main-command.ts";
import { outlineCommands } from "../../src/cli/outline.ts";
import type { Flag } from "../../src/options/flag.ts";
import { FLAGS, findFlag, listFlags, listOpposed } from "../../src/options/flag-table.ts";
import { PARSER_FLAGS } from "../../src/options/parser-flags.ts";

const src = join(root, "src");
const files = [...new Bun.Glob("**/*.ts").scanSync({ cwd: src })].map(
  (file) => [file, readFileSync(join(src, file), "utf8")] as const,
);
const names = [...Object.keys(FLAGS), ...Object.keys(PARSER_FLAGS)];

test("no flag has two definitions, and no help of one stands in two places", () => {
  expect(new Set(names).size).toBe(names.length);
  const helps = [...Object.values(FLAGS), ...Object.values(PARSER_FLAGS)].map(({ help }) => help);
  expect(new Set(helps).size).toBe(helps.length);
  for (const help of helps) {
    // A help that is made up of parts is found by its first words.
    const start = help.slice(0, 40);
    const holding = files.filter(([, text]) => text.includes(start)).map(([file]) => file);
    if (holding.length === 0) expect(start).toContain("(");
    else expect([help, holding.length]).toEqual([help, 1]);
  }
});

test("a flag's name is a key of one table only", () => {
  for (const name of names) {
    const key = new RegExp(`^  (?:"${name}"|${name}): (?:define|\\{ (?:help|short))`, "m");
    const holding = files.filter(([file, text]) => file.startsWith("options/") && key.test(text));
    expect([name, holding.map(([file]) => file)]).toEqual([name, [expect.any(String)]]);
  }
});

test("every flag of a command comes from the table, with the words that it has there", () => {
  for (const { command } of outlineCommands(mainCommand))
    for (const [name, arg] of listOwnFlags(command)) {
      const flag = findFlag(name);
      const words = [flag, ...Object.values(flag?.as ?? {})].map((one) => one?.help);
      expect([name, words]).toEqual([name, expect.arrayContaining([arg.description])]);
      expect(arg.type as string).toBe(flag?.type ?? "none");
    }
});

test("every flag that a message names, or another flag excludes or needs, is in the table", () => {
  const named = files.flatMap(([, text]) =>
    [...text.matchAll(/nameFlag\("([^"]+)"\)/g)].map(([, name = ""]) => name),
  );
  expect(named.length).toBeGreaterThan(20);
  const excluded = names.flatMap(listOpposed);
  expect(excluded.length).toBeGreaterThan(10);
  const needed = Object.values<Flag>(FLAGS).flatMap(({ needs }) => needs?.flag ?? []);
  expect(needed.length).toBeGreaterThan(2);
  for (const name of [...named, ...excluded, ...needed]) expect(names).toContain(name);
});

test("what excludes another is excluded by it", () => {
  for (const name of names) for (const other of listOpposed(name)) expect(listOpposed(other)).toContain(name);
});

test("a request takes what a replay takes, but for its input and what is about a terminal or this process", () => {
  const own = new Set(listFlags("request").map(([name]) => name));
  const left = listFlags("replay").flatMap(([name]) => (own.has(name) ? [] : [name]));
  expect(left.sort()).toEqual([
    "admin-token",
    "embedded",
    "input",
    // The server keeps one of each replay, where it has a place for them.
    "journal",
    "quiet",
    "report",
    "resume",
    "save",
    "verbose",
  ]);
});
