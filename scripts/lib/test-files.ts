/** Which tests are of which kind: told by where a file lies and how it is named, so that no list can forget one. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./python.ts";

/**
 * unit: what needs neither an emulator nor the built program: the folders that mirror src/, and test/scripts.
 * all: every file that `bun test` finds.
 * long: kills, soaks, fuzzing and companies behind delays, in files `NAME.long.ts`, which `bun test` does not find.
 */
export const TEST_KINDS = ["unit", "all", "long"] as const;
export type TestKind = (typeof TEST_KINDS)[number];

function isUnit(path: string): boolean {
  const [, folder = ""] = path.split("/");
  return folder === "scripts" || existsSync(join(root, "src", folder));
}

/** The files of a kind, as paths from the checkout that `bun test` takes literally. */
export function listTestFiles(kind: TestKind): string[] {
  const files = (pattern: string) => [...new Bun.Glob(pattern).scanSync({ cwd: root })].sort();
  const found = kind === "long" ? files("test/**/*.long.ts") : files("test/**/*.test.ts");
  return (kind === "unit" ? found.filter(isUnit) : found).map((path) => `./${path}`);
}
