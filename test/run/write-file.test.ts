// Files are written whole or not at all, and those with identifiers for their owner only.
import { afterAll, expect, test } from "bun:test";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeOutput } from "../../src/run/write-file.ts";

const root = mkdtempSync(join(tmpdir(), "write-file-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function makeFolder(): string {
  return mkdtempSync(join(root, "f-"));
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

test("a new file, and nothing beside it", async () => {
  const folder = makeFolder();
  expect(await writeOutput("output", join(folder, "a.json"), "new")).toBeUndefined();
  expect(readFileSync(join(folder, "a.json"), "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["a.json"]);
});

test("a file that is there is replaced, not written into, and keeps its mode", async () => {
  const path = join(makeFolder(), "a.json");
  writeFileSync(path, "old");
  chmodSync(path, 0o640);
  const { ino } = statSync(path);
  await writeOutput("output", path, "new");
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(statSync(path).ino).not.toBe(ino);
  expect(modeOf(path)).toBe(0o640);
});

test("for its owner only, also where the file of before was open to all", async () => {
  const path = join(makeFolder(), "ids.json");
  await writeOutput("id-map", path, "new", "owner");
  expect(modeOf(path)).toBe(0o600);
  chmodSync(path, 0o644);
  await writeOutput("id-map", path, "newer", "owner");
  expect(modeOf(path)).toBe(0o600);
});

test("what a link leads to is replaced, and the link stays", async () => {
  const folder = makeFolder();
  mkdirSync(join(folder, "real"));
  writeFileSync(join(folder, "real", "a.json"), "old");
  symlinkSync(join("real", "a.json"), join(folder, "link.json"));
  await writeOutput("output", join(folder, "link.json"), "new");
  expect(lstatSync(join(folder, "link.json")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "real", "a.json"), "utf8")).toBe("new");
});

test("a device is written to, not replaced", async () => {
  await writeOutput("output", "/dev/null", "new");
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
});

test("what cannot be written leaves nothing behind, and says which flag named it", async () => {
  const folder = makeFolder();
  mkdirSync(join(folder, "taken"));
  const taken = await writeOutput("id-map", join(folder, "taken"), "new", "owner");
  expect(taken?.message).toMatch(/^--id-map: the file could not be written: .*; name another one$/);
  const missing = await writeOutput("output", join(folder, "no", "a.json"), "new");
  expect(missing?.flag).toBe("output");
  expect(readdirSync(folder)).toEqual(["taken"]);
});
