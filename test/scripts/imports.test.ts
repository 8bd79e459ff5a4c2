// Imports go one way: a folder of src uses those before it in this list, never those after it.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "../../scripts/lib/python.ts";

const ORDER = [
  "aws",
  "trail",
  "query",
  "plan",
  "prerequisites",
  "identities",
  "replay",
  "target",
  "verify",
  "report",
  "session",
  "admin",
  "cli",
];
const src = join(root, "src");

function folderOf(path: string): string {
  return relative(src, path).split("/")[0] ?? "";
}

test("no folder imports from one that comes after it", () => {
  const against: string[] = [];
  for (const file of new Bun.Glob("*/**/*.ts").scanSync({ cwd: src, absolute: true })) {
    for (const [, target = ""] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)"/g)) {
      const [from, to] = [folderOf(file), folderOf(join(dirname(file), target))];
      if (to.startsWith("..")) continue; // package.json
      if (ORDER.indexOf(to) > ORDER.indexOf(from)) against.push(`${relative(src, file)} -> ${target}`);
    }
  }
  expect(against).toEqual([]);
  expect([...new Set([...new Bun.Glob("*/").scanSync({ cwd: src, onlyFiles: false })])].sort()).toEqual(
    [...ORDER].sort(),
  );
});
