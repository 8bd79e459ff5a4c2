import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { listTestFiles } from "../../scripts/lib/test-files.ts";

/** Starts an emulator, and so is none of a unit test's business; the program that is built is none either. */
const NOT_FOR_UNITS = ["scripts/lib/servers.ts", "test/e2e/support/binary.ts"];

/** What a file of test/ or scripts/ imports, by paths from the checkout. */
function listImports(file: string): string[] {
  const named = readFileSync(join(root, file), "utf8").matchAll(/from "(\.[^"]+\.ts)"/g);
  return [...named].map(([, target = ""]) => relative(root, join(root, dirname(file), target)));
}

function listReached(file: string): Set<string> {
  const reached = new Set([file]);
  for (const one of reached) for (const other of listImports(one)) reached.add(other);
  return reached;
}

test("a unit test starts neither an emulator nor the built program", () => {
  const against = listTestFiles("unit").flatMap((path) => {
    const reached = listReached(relative(root, join(root, path)));
    return NOT_FOR_UNITS.filter((file) => reached.has(file)).map((file) => `${path} -> ${file}`);
  });
  expect(against).toEqual([]);
});

test("each kind has files, unit tests are among all, and what has properties is in a long run too", () => {
  const [unit, all, long] = [listTestFiles("unit"), listTestFiles("all"), listTestFiles("long")];
  expect(unit.length).toBeGreaterThan(0);
  expect(long.filter((file) => file.endsWith(".long.ts"))).not.toEqual([]);
  expect(long).toContain("./test/replay/pace.test.ts");
  expect(unit.filter((file) => !all.includes(file))).toEqual([]);
  expect(all.filter((file) => file.endsWith(".long.ts"))).toEqual([]);
});

test("nothing that bun test would find has another name", () => {
  const found = [...new Bun.Glob("test/**/*{_test,.spec,_spec}.{ts,tsx,js,mjs,cjs}").scanSync({ cwd: root })];
  expect(found).toEqual([]);
});
