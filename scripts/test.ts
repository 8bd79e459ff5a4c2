/**
 * Runs everything that has to pass: build, type check, lint, and all tests: `npm test`. With `unit` the unit tests alone,
 * with `long` those that take too long for every change (scripts/lib/test-files.ts tells them apart).
 * Its last line is `N passed, N failed`, where what is checked besides counts as a test each.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUILD, type Check, SPEED, STATIC_CHECKS } from "./lib/checks.ts";
import { type Counts, formatCounts, readJunit } from "./lib/counts.ts";
import { POOL } from "./lib/moto-pool.ts";
import { prepareTests } from "./lib/prepare-tests.ts";
import { root } from "./lib/python.ts";
import { type MotoPool, startMotoPool } from "./lib/servers.ts";
import { estimateTimes, listTestFiles, type TestKind } from "./lib/test-files.ts";

/** How often a long run tries each property (test/support/expect-always.ts). */
const LONG_RUNS = "2000";

async function run(command: string[], settings: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const env = { ...process.env, ...settings };
  const child = Bun.spawn(command, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
  return (await child.exited) === 0;
}

/**
 * The seed of what tests draw (test/support/seed.ts): of the content that is checked out, so that what passes here passes elsewhere,
 * and each change tries other inputs.
 */
function readSeed(): string {
  const { stdout, success } = Bun.spawnSync(["git", "rev-parse", "HEAD^{tree}"], {
    cwd: root,
    stderr: "ignore",
  });
  return String(success ? Number.parseInt(stdout.toString().slice(0, 7), 16) : 1);
}

function count(title: string, passed: boolean): Counts {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, failures: passed ? [] : [title] };
}

/** Runs a check beside what else runs, and tells all that it said once it has ended. */
async function check({ title, command }: Check): Promise<Counts> {
  const child = Bun.spawn(command.split(" "), { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const streams = [child.stdout, child.stderr].map((stream) => new Response(stream).text());
  const [said, exitCode] = await Promise.all([Promise.all(streams), child.exited]);
  console.log(`\n== ${title}\n${said.join("").trimEnd()}`);
  return count(title, exitCode === 0);
}

/** The build and the checks that start nothing of it, one after the other. */
async function checkAll(): Promise<Counts[]> {
  const results: Counts[] = [];
  for (const one of [BUILD, ...STATIC_CHECKS]) results.push(await check(one));
  return results;
}

/**
 * What small tests call they call too seldom for the engine's last compiler to give back what it takes, which is a quarter of
 * their time.
 */
const SETTINGS: Readonly<Record<TestKind, Readonly<Record<string, string>>>> = {
  unit: { BUN_JSC_useFTLJIT: "0", PROPERTY_SEED: readSeed() },
  whole: { PROPERTY_SEED: readSeed() },
  long: { PROPERTY_RUNS: LONG_RUNS },
};

/** How many files are tested at once: whole programs wait for servers and for each other most of the time. */
const AT_ONCE: Readonly<Record<TestKind, number>> = { unit: 2, whole: 3, long: 2 };

async function runTests(kind: TestKind, settings: Readonly<Record<string, string>> = {}): Promise<Counts> {
  const { PROPERTY_SEED: seed } = SETTINGS[kind];
  console.log(`\n== tests: ${kind}${seed ? `, PROPERTY_SEED=${seed}` : ""}`);
  const folder = mkdtempSync(join(tmpdir(), "cloudmock-test-"));
  const [report, times] = [join(folder, "junit.xml"), join(folder, "times.json")];
  const files = listTestFiles(kind);
  writeFileSync(times, JSON.stringify(estimateTimes(files)));
  const command = [
    process.execPath,
    "test",
    `--parallel=${AT_ONCE[kind]}`,
    // Files share what they load: to read all modules and models anew in each takes longer than most tests. Long ones do not.
    ...(kind === "long" ? [] : ["--no-isolate"]),
    // What takes longest goes first, so that no process is left with it at the end.
    `--timings=${times}`,
    // A test that gives no limit of its own must not fail because the machine is busy with the other ones.
    kind === "long" ? "--timeout=600000" : "--timeout=120000",
    "--reporter=junit",
    `--reporter-outfile=${report}`,
    ...files,
  ];
  const passed = await run(command, { ...settings, ...SETTINGS[kind] });
  const file = Bun.file(report);
  const counts = readJunit((await file.exists()) ? await file.text() : "", passed);
  rmSync(folder, { recursive: true, force: true });
  return counts;
}

/** Fetches what tests need, and starts the pool of emulators, which forks as only Linux can. */
async function prepare(): Promise<{ readonly isReady: boolean; readonly pool: MotoPool | undefined }> {
  const isReady = await prepareTests();
  return { isReady, pool: isReady && process.platform === "linux" ? await startMotoPool() : undefined };
}

async function runPooled(kind: TestKind, pool: MotoPool | undefined): Promise<Counts> {
  await using _ = pool;
  return await runTests(kind, pool && { [POOL]: pool.socket });
}

/** What is counted beside tests and checks. */
const PREPARED = "what tests need is fetched";

/**
 * `npm test`: what needs nothing but the checkout goes while the rest of what is needed is fetched, and all of it side by
 * side, since each waits for the network or for a single thread now and then.
 */
async function runAll(): Promise<Counts[]> {
  const preparing = prepare();
  const results = (await Promise.all([checkAll(), runTests("unit")])).flat();
  const { isReady, pool } = await preparing;
  const whole = await runPooled("whole", pool);
  return [...results, count(PREPARED, isReady), whole, await check(SPEED)];
}

/** `npm run test:long`. */
async function runLong(): Promise<Counts[]> {
  const { isReady, pool } = await prepare();
  return [count(PREPARED, isReady), await check(BUILD), await runPooled("long", pool)];
}

const RUNS: Readonly<Record<string, () => Promise<Counts[]>>> = {
  all: runAll,
  unit: async () => [await runTests("unit")],
  long: runLong,
};

const given = process.argv[2] ?? "all";
const start = RUNS[given];
if (!start) throw new Error(`${given}: not one of ${Object.keys(RUNS).join(", ")}`);
const results = await start();
const sum = (key: "passed" | "failed" | "skipped") =>
  results.reduce((total, counts) => total + counts[key], 0);
const failures = results.flatMap((counts) => counts.failures);
const total: Counts = { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped"), failures };
if (total.skipped > 0) console.log(`\n${total.skipped} tests were skipped; each says why above`);
console.log(`\n${formatCounts(total)}`);
process.exit(total.failed === 0 ? 0 : 1);
