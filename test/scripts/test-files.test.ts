import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { estimateTimes, listTestFiles } from "../../scripts/lib/test-files.ts";
import slow from "../slow-files.json";

/** Starts an emulator, and so is none of a unit test's business; neither are Debian's programs, nor the built one. */
const NOT_FOR_UNITS = ["scripts/lib/servers.ts", "scripts/lib/debian.ts", "test/e2e/support/binary.ts"];

const imports = new Map<string, readonly string[]>();

/** What a file of test/ or scripts/ imports, by paths from the checkout. */
function listImports(file: string): readonly string[] {
  return imports.getOrInsertComputed(file, readImports);
}

function readImports(file: string): string[] {
  const named = readFileSync(join(root, file), "utf8").matchAll(/from "(\.[^"]+\.ts)"/g);
  return [...named].map(([, target = ""]) => relative(root, join(root, dirname(file), target)));
}

function listReached(file: string): Set<string> {
  const reached = new Set([file]);
  for (const one of reached) for (const other of listImports(one)) reached.add(other);
  return reached;
}

test("a unit test starts neither an emulator nor Debian's programs nor the built one", () => {
  const against = listTestFiles("unit").flatMap((path) => {
    const reached = listReached(relative(root, join(root, path)));
    return NOT_FOR_UNITS.filter((file) => reached.has(file)).map((file) => `${path} -> ${file}`);
  });
  expect(against).toEqual([]);
});

test("each kind has files, npm test runs all that bun test finds, and what has properties is in a long run too", () => {
  const [unit, whole, long] = [listTestFiles("unit"), listTestFiles("whole"), listTestFiles("long")];
  const found = [...new Bun.Glob("test/**/*.test.ts").scanSync({ cwd: root })].map((path) => `./${path}`);
  expect([...unit, ...whole].sort()).toEqual(found.sort());
  expect(unit.length).toBeGreaterThan(0);
  expect(whole.length).toBeGreaterThan(0);
  expect(long.filter((file) => file.endsWith(".long.ts"))).not.toEqual([]);
  expect(long).toContain("./test/replay/pace.test.ts");
});

test("the files that take longest are there, and the others take no longer than the quickest of them", () => {
  const files = [...listTestFiles("unit"), ...listTestFiles("whole")];
  expect(Object.keys(slow).filter((path) => !files.includes(`./${path}`))).toEqual([]);
  expect(estimateTimes(["./test/world/world.test.ts", "./test/scripts/test-files.test.ts"])).toEqual({
    version: 1,
    files: {
      "test/world/world.test.ts": 1_000 * slow["test/world/world.test.ts"],
      "test/scripts/test-files.test.ts": 1_000,
    },
  });
});

test("nothing that bun test would find has another name", () => {
  const found = [...new Bun.Glob("test/**/*{_test,.spec,_spec}.{ts,tsx,js,mjs,cjs}").scanSync({ cwd: root })];
  expect(found).toEqual([]);
});
