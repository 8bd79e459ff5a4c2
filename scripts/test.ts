/**
 * Runs everything that has to pass: build, type check, lint, and all tests: `npm test`. With `unit` the unit tests alone,
 * with `long` those that take too long for every change (scripts/lib/test-files.ts tells them apart).
 * Its last line is `N passed, N failed`, where build, type check and lint count as a test each.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Counts, formatCounts, readJunit } from "./lib/counts.ts";
import { prepareTests } from "./lib/prepare-tests.ts";
import { root } from "./lib/python.ts";
import { listTestFiles, TEST_KINDS, type TestKind } from "./lib/test-files.ts";

/** How often a long run tries each property (test/support/expect-always.ts). */
const LONG_RUNS = "2000";

async function run(command: string[], settings: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const env = { ...process.env, ...settings };
  const child = Bun.spawn(command, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
  return (await child.exited) === 0;
}

async function check(title: string, command: string[]): Promise<Counts> {
  console.log(`\n== ${title}`);
  const passed = await run(command);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

async function runTests(kind: TestKind): Promise<Counts> {
  console.log("\n== tests");
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-test-"));
  const report = join(folder, "junit.xml");
  const command = [
    process.execPath,
    "test",
    // Each file has a process of its own: most of them wait for servers and programs, two at a time halves the waiting.
    "--parallel=2",
    // A test that gives no limit of its own must not fail because the machine is busy with the other one.
    kind === "long" ? "--timeout=600000" : "--timeout=30000",
    "--reporter=junit",
    `--reporter-outfile=${report}`,
    ...listTestFiles(kind),
  ];
  const passed = await run(command, kind === "long" ? { PROPERTY_RUNS: LONG_RUNS } : {});
  const file = Bun.file(report);
  const counts = readJunit((await file.exists()) ? await file.text() : "", passed);
  rmSync(folder, { recursive: true, force: true });
  return counts;
}

function readKind(given: string): TestKind {
  const kind = TEST_KINDS.find((one) => one === given);
  if (!kind) throw new Error(`${given}: not one of ${TEST_KINDS.join(", ")}`);
  return kind;
}

const kind = readKind(process.argv[2] ?? "all");
const bin = join(root, "node_modules", ".bin");
const results: Counts[] = [];
if (kind !== "unit") {
  prepareTests();
  results.push(await check("build", [process.execPath, join("scripts", "build.ts")]));
}
if (kind === "all") {
  results.push(await check("type check", [join(bin, "tsc"), "--noEmit"]));
  results.push(await check("lint", [join(bin, "biome"), "check"]));
}
results.push(await runTests(kind));
const sum = (key: keyof Counts) => results.reduce((total, counts) => total + counts[key], 0);
const total: Counts = { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
if (total.skipped > 0) console.log(`\n${total.skipped} tests were skipped; each says why above`);
console.log(`\n${formatCounts(total)}`);
process.exit(total.failed === 0 ? 0 : 1);
