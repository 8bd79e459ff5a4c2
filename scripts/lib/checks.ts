/** What `npm test` runs, as a person would type it: the pages show these commands, and nothing need run them twice. */
import { existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { root } from "./python.ts";
import { listTestFiles } from "./test-files.ts";

/** One of the checks that count as a test each. */
export interface Check {
  readonly title: string;
  readonly command: string;
}

/** Makes the binary, which most tests of whole programs need. */
export const BUILD: Check = { title: "build", command: "node scripts/run.mjs scripts/build.ts" };

/** What is checked without running the program. */
export const STATIC_CHECKS: readonly Check[] = [
  { title: "type check", command: "node_modules/.bin/tsc --noEmit" },
  { title: "type check of the page", command: "node_modules/.bin/tsc -p src/page/app" },
  { title: "lint", command: "node_modules/.bin/biome check" },
];

/** Goes alone, after everything else: what else runs would be measured with it. */
export const SPEED: Check = {
  title: "no ratio of the benchmarks is worse by a quarter",
  command: "node scripts/run.mjs scripts/bench.ts check",
};

const RUN = "npm run ";
const TEST = "node scripts/run.mjs test ";

/** `npm run NAME` as package.json has it. */
function resolveScript(command: string): string {
  if (!command.startsWith(RUN)) return command;
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Readonly<Record<string, string | undefined>>;
  };
  return scripts[command.slice(RUN.length)] ?? command;
}

/** Whether `npm test` runs this command, or the test files that it names, all of which must be there. */
export function isPartOfTests(command: string): boolean {
  if ([BUILD, ...STATIC_CHECKS].some((check) => check.command === resolveScript(command))) return true;
  if (!command.startsWith(TEST)) return false;
  const files = [...listTestFiles("unit"), ...listTestFiles("whole")].map((path) => normalize(path));
  return command
    .slice(TEST.length)
    .split(" ")
    .every((path) => existsSync(join(root, path)) && files.some((file) => `${file}/`.startsWith(`${path}/`)));
}
