/** Which tests are of which kind: told by where a file lies and how it is named, so that no list can forget one. */
import { existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import slow from "../../test/slow-files.json";
import { root } from "./python.ts";

/**
 * unit: what needs neither an emulator nor the built program, and is small: the folders that mirror src/, and test/scripts.
 * whole: every other file that `bun test` finds; `npm test` runs both.
 * long: kills, soaks, fuzzing and companies behind delays, in files `NAME.long.ts`, which `bun test` does not find; and
 * all files with properties, which are tried more often then, or with a part of the services, which are all tried then.
 */
export const TEST_KINDS = ["unit", "whole", "long"] as const;
export type TestKind = (typeof TEST_KINDS)[number];

function isUnit(path: string): boolean {
  const [, folder = ""] = path.split("/");
  return folder === "scripts" || existsSync(join(root, "src", folder));
}

/** Whether a file tries what it draws, of which a long run tries more. */
function drawsSome(path: string): boolean {
  const drawing = /\/support\/(expect-always|draw-services)\.ts"|"\.\/support\/page\.ts"/;
  return drawing.test(readFileSync(join(root, path), "utf8"));
}

/** The files of a kind, as paths from the checkout that `bun test` takes literally. */
export function listTestFiles(kind: TestKind): string[] {
  const files = (pattern: string) => [...new Bun.Glob(pattern).scanSync({ cwd: root })].sort();
  const short = files("test/**/*.test.ts");
  const found: Readonly<Record<TestKind, string[]>> = {
    unit: short.filter(isUnit),
    whole: short.filter((path) => !isUnit(path)),
    long: [...files("test/**/*.long.ts"), ...short.filter(drawsSome)],
  };
  return found[kind].map((path) => `./${path}`);
}

/** The timings that `bun test --timings` takes, in milliseconds; all but a few files are over soon. */
export function estimateTimes(files: readonly string[]): object {
  const seconds: Readonly<Record<string, number | undefined>> = slow;
  const times = files.map((path) => normalize(path)).map((path) => [path, 1_000 * (seconds[path] ?? 1)]);
  return { version: 1, files: Object.fromEntries(times) };
}
