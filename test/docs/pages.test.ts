// The pages themselves: data that parses, links and paths that lead somewhere, no command that the tests would miss.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import manifest from "../../package.json";
import { root } from "../../scripts/lib/python.ts";
import {
  listAnchors,
  listLinks,
  listPages,
  listPaths,
  makeAnchor,
  readBlocks,
  readPage,
} from "./support/page.ts";
import { isShown } from "./support/run-page.ts";

/** Other names of sh, and no name at all, would keep a command from being run. */
const LANGUAGES = ["sh", "text", "json", "yaml", "ts", "sql", "dockerfile", "ruby"];

const pages = await Promise.all(listPages().map(readPage));

/** What is wrong with a block of data. */
function findFault(language: string, text: string): string | undefined {
  try {
    if (language === "json") JSON.parse(text);
    if (language === "yaml") Bun.YAML.parse(text);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

describe.each(pages.map((page) => [page.path, page] as const))("%s", (path, page) => {
  test("every block says what it is", () => {
    const others = page.blocks.filter(({ language }) => !LANGUAGES.includes(language));
    expect(others.map(({ line, language }) => `${path}:${line}: ${language}`)).toEqual([]);
    expect(page.text.match(/^ {4}\$ .*/gm) ?? []).toEqual([]);
  });

  test("JSON and YAML parse", () => {
    const faults = page.blocks.flatMap(({ language, text, line }) => {
      const fault = findFault(language, text);
      return fault === undefined ? [] : [`${path}:${line}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  test("links lead somewhere", async () => {
    const dead: string[] = [];
    for (const link of listLinks(page.text)) {
      const [target = "", anchor] = link.split("#");
      const file = target === "" ? join(root, path) : join(root, dirname(path), target);
      const isThere = existsSync(file);
      const anchors = isThere && anchor !== undefined ? listAnchors(await Bun.file(file).text()) : undefined;
      if (!isThere || (anchor !== undefined && !anchors?.has(anchor))) dead.push(link);
    }
    expect(dead).toEqual([]);
  });

  test("the files that it names are there", () => {
    expect(listPaths(page.text).filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});

test("every page of docs is in its index", async () => {
  const index = join(root, "docs", "README.md");
  const linked = new Set(listLinks(await Bun.file(index).text()).map((link) => link.split("#")[0]));
  const missing = pages
    .map(({ path }) => path)
    .filter((path) => path.startsWith("docs/") && path !== "docs/README.md");
  expect(missing.filter((path) => !linked.has(path.slice("docs/".length)))).toEqual([]);
});

describe("reading a page", () => {
  test("comments directly above a block are about it", () => {
    const [first, second] = readBlocks(
      [
        "<!-- not run: needs Docker -->",
        "<!-- exits: 1 -->",
        "```sh",
        "docker run",
        "```",
        "",
        "```sh",
        "ls",
        "```",
      ].join("\n"),
    );
    expect(first).toEqual({
      language: "sh",
      text: "docker run",
      line: 3,
      notes: new Map([
        ["exits", "1"],
        ["not run", "needs Docker"],
      ]),
    });
    expect(second?.notes.size).toBe(0);
  });

  test("a misspelt comment and an open fence are faults", () => {
    expect(() => readBlocks("<!-- notrun: x -->\n```sh\nls\n```")).toThrow("notrun");
    expect(() => readBlocks("```sh\nls\n")).toThrow("never closed");
  });

  test("anchors are GitHub's", () => {
    expect(makeAnchor("What `--stacks` does, and why")).toBe("what---stacks-does-and-why");
  });

  test("output may differ in durations and ids, and where the page leaves lines out", () => {
    expect(isShown("a 12ms\nb\nc\nd 0123456789abcdef\n", "a 1.5s\n…\nd fedcba9876543210")).toBe(true);
    expect(isShown("a\nb\n", "a\n…")).toBe(true);
    expect(isShown("a\nxb\n", "a\nb")).toBe(false);
    expect(isShown("a\nb\n", "a")).toBe(false);
    expect(isShown("a (1 of 2)\n", "a (1 of 3)")).toBe(false);
  });
});

test("docs/dependencies.md names every package of npm and Python, and no other", async () => {
  const page = await Bun.file(join(root, "docs", "dependencies.md")).text();
  const fromNpm = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const lists = [...new Bun.Glob("scripts/python/*.txt").scanSync({ cwd: root, absolute: true })];
  const texts = await Promise.all(lists.map((list) => Bun.file(list).text()));
  const fromPython = texts.flatMap((text) =>
    [...text.matchAll(/^([\w-]+)(?:\[\w+\])?==/gm)].map(([, name]) => name),
  );
  const listNamed = (text: string) => [...text.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name);
  const [npm = "", , python = ""] = page.split(/^From .*$/m);
  expect(listNamed(npm).sort()).toEqual([...fromNpm, "@oven/bun-…"].sort());
  expect(listNamed(python).sort()).toEqual([...new Set(fromPython)].sort());
});
