// Imports go one way: a folder of src uses those before it in this list, never those after it.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../scripts/lib/python.ts";

const ORDER = [
  "base",
  "aws",
  "trail",
  "dialect",
  "query",
  "plan",
  "anonymize",
  "inspect",
  "identities",
  "emulator",
  "replay",
  "verify",
  "report",
  "instance",
  "topology",
  "export",
  "page",
  "options",
  "run",
  "admin",
  "cli",
];
const src = join(root, "src");

/** What each file of src imports, types too, by paths from src. */
function readImports(): Map<string, string[]> {
  const files = [...new Bun.Glob("**/*.{ts,tsx}").scanSync({ cwd: src })];
  return new Map(
    files.map((file) => {
      const named = readFileSync(join(src, file), "utf8").matchAll(/from "(\.[^"]+)"/g);
      return [file, [...named].map(([, target = ""]) => join(dirname(file), target))];
    }),
  );
}

function folderOf(path: string): string {
  return path.split("/")[0] ?? "";
}

test("no folder imports from one that comes after it", () => {
  const against: string[] = [];
  for (const [file, imported] of readImports()) {
    if (!file.includes("/")) continue; // main.ts, above all folders
    for (const target of imported) {
      if (target.startsWith("..")) continue; // package.json
      if (ORDER.indexOf(folderOf(target)) > ORDER.indexOf(folderOf(file)))
        against.push(`${file} -> ${target}`);
    }
  }
  expect(against).toEqual([]);
  expect([...new Set([...new Bun.Glob("*/").scanSync({ cwd: src, onlyFiles: false })])].sort()).toEqual(
    [...ORDER].sort(),
  );
});

test("no file imports itself through others", () => {
  const left = readImports();
  // What imports nothing that is left is in no circle.
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [file, imported] of left) if (!imported.some((other) => left.has(other))) left.delete(file);
  }
  expect([...left.keys()]).toEqual([]);
});
