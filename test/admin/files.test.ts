// The files that a request may name: below one folder, whatever the way there.
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBelow } from "../../src/admin/files.ts";

const outer = realpathSync(mkdtempSync(join(tmpdir(), "cloudmock-files-")));
const root = join(outer, "files");
mkdirSync(join(root, "inner"), { recursive: true });
mkdirSync(join(outer, "files-too"));
writeFileSync(join(outer, "secret"), "");
writeFileSync(join(root, "kept.json"), "");
symlinkSync(outer, join(root, "out"));
symlinkSync(join(outer, "secret"), join(root, "secret"));
symlinkSync(join(outer, "new"), join(root, "dangling"));
symlinkSync(join(root, "inner"), join(root, "in"));
symlinkSync("loop", join(root, "loop"));
afterAll(() => rmSync(outer, { recursive: true }));

test.each([
  [".", "."],
  ["kept.json", "kept.json"],
  ["new.json", "new.json"],
  ["inner/new.json", "inner/new.json"],
  ["./inner//new.json", "inner/new.json"],
  ["in/new.json", "inner/new.json"],
  ["..x", "..x"],
])("%p is below it", (path, real) => {
  expect(findBelow(root, path)).toBe(join(root, real));
  expect(findBelow(root, join(root, path))).toBe(join(root, real));
});

test.each([
  "..",
  "../files/kept.json",
  "inner/../kept.json",
  "..\\files\\kept.json",
  "out/secret",
  "out/new",
  "secret",
  "dangling",
  "loop",
  "no-such-folder/new.json",
  "kept.json/new",
  "x\0",
  "x".repeat(5_000),
])("%p is not", (path) => {
  expect(findBelow(root, path)).toBeUndefined();
});

test("neither is a folder beside it whose name begins alike, nor what is above", () => {
  for (const path of [outer, join(outer, "files-too"), join(outer, "secret"), "/", "/etc/passwd"])
    expect(findBelow(root, path)).toBeUndefined();
});
