/**
 * Measures the compiled binary: start, reading, planning, sending, the instance beside emulators, and the page. `npm run bench` prints
 * the figures and keeps them in docs/benchmarks.md; `npm run bench -- check` holds the ratios among them against those that are kept.
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { checkRatios, keepRatios } from "./bench/check.ts";
import { type JournalCost, measureJournal } from "./bench/journal.ts";
import { measurePage } from "./bench/page.ts";
import { measurePlan, printPlanFigures } from "./bench/plan.ts";
import { MB, measure, median } from "./bench/process.ts";
import { makeRatios, measureRatio } from "./bench/ratios.ts";
import { measureReadingCosts, type ReadingCost } from "./bench/read.ts";
import { hasRealLog, measureRealLog } from "./bench/real-log.ts";
import { measureSends, showSends } from "./bench/send.ts";
import { buildBinary } from "./build.ts";
import { measureDataCalls } from "./lib/data-bench.ts";
import { measureInstance } from "./lib/instance-bench.ts";
import { makeTrail } from "./lib/make-trail.ts";
import { root } from "./lib/python.ts";
import { startMiniStack, startMoto } from "./lib/servers.ts";

const TRAIL_BYTES = 360 * MB;
/** Few, since emulators take milliseconds for each. */
const TARGET_CALLS = 2_000;
const START_RUNS = 20;
const PLAN_SIZES = [1_000, 10_000];
const RATIO_RUNS = 5;
const folder = join(root, ".cache", "bench");

async function measureReading(binary: string, bytes: number): Promise<{ row: string; peakMb: number }> {
  const path = join(folder, `trail-${bytes / MB}.json`);
  const records = makeTrail(path, { bytes });
  const keepNothing = ["cloudtrail", "replay", "--dry-run", "--input", path, "--regions", "nowhere"];
  const { seconds, peakMb } = await measure(binary, keepNothing);
  const size = statSync(path).size / MB;
  rmSync(path);
  const speed = `${Math.round(size / seconds)} MB/s, ${Math.round(records / seconds / 1000)}k events/s`;
  return {
    row: `| read a trail of ${Math.round(size)} MB, ${records} events, keeping none | ${speed}, peak ${Math.round(peakMb)} MB |`,
    peakMb,
  };
}

function printKind({ what, megabytes, events, seconds, ratio }: ReadingCost): string {
  const size = `${Math.round(megabytes)} MB, ${events} events`;
  return `| read a log ${what}: ${size} | ${seconds.toFixed(2)} s of processor time, ${ratio.toFixed(2)} times JSON.parse of the whole |`;
}

function printJournal({ calls, withoutMicros, withMicros }: JournalCost): string {
  const [kept, without] = [withMicros, withoutMicros].map(Math.round);
  return `| replay ${calls} calls to an empty server with a journal | ${kept} µs of processor time a call; without, ${without} µs |`;
}

/** The calls a second of a replay, which all succeed. */
async function replayInto(binary: string, path: string, where: readonly string[], calls: number) {
  const replay = ["cloudtrail", "replay", "--input", path, "--format", "json", ...where];
  const { stdout } = await measure(binary, replay);
  const { duration, succeeded } = JSON.parse(stdout) as { duration: number; succeeded: number };
  if (succeeded !== calls) throw new Error(`only ${succeeded} of ${calls} calls succeeded`);
  return `${Math.round(calls / (duration / 1e9))} calls/s`;
}

/** A replay into the instance, which stands in the same process, beside the same one into emulators. */
async function measureTargets(binary: string): Promise<string[]> {
  const path = join(folder, "targets.json");
  makeTrail(path, { records: TARGET_CALLS }, true);
  const rows: string[] = [];
  const add = async (title: string, where: readonly string[]) =>
    rows.push(
      `| replay ${TARGET_CALLS} calls into ${title} | ${await replayInto(binary, path, where, TARGET_CALLS)} |`,
    );
  await add("the instance, which stands in the same process", ["--embedded"]);
  for (const [title, start] of [
    ["moto", startMoto],
    ["MiniStack", startMiniStack],
  ] as const) {
    const { endpoint, stop } = await start();
    try {
      await add(title, ["--endpoint", endpoint]);
    } finally {
      await stop();
    }
  }
  rmSync(path);
  return rows;
}

async function measureStart(binary: string): Promise<string> {
  const seconds: number[] = [];
  for (let run = 0; run < START_RUNS; run++) seconds.push((await measure(binary, ["--version"])).seconds);
  return `| start (\`--version\`, median of ${START_RUNS}) | ${Math.round(median(seconds) * 1000)} ms |`;
}

/** The table of the ratios, which are kept for later checks. */
async function measureRatios(binary: string): Promise<string[]> {
  using made = makeRatios({ binary, folder });
  const kept: Record<string, number> = {};
  const rows: string[] = [];
  for (const ratio of made.ratios) {
    const found = Number((await measureRatio(ratio, RATIO_RUNS)).toFixed(3));
    kept[ratio.name] = found;
    rows.push(`| ${ratio.name} | ${ratio.title} | ${found.toFixed(2)} |`);
  }
  keepRatios(kept);
  return ["| ratio | what | times its baseline |", "| --- | --- | --- |", ...rows];
}

async function measureAll(binary: string): Promise<string> {
  const start = await measureStart(binary);
  const ratios = await measureRatios(binary);
  const once = await measureReading(binary, TRAIL_BYTES);
  const twice = await measureReading(binary, 2 * TRAIL_BYTES);
  const figures = [
    start,
    once.row,
    twice.row,
    `| memory that a trail twice the size adds | ${Math.round(twice.peakMb - once.peakMb)} MB |`,
    ...(await measureReadingCosts()).map(printKind),
    ...printPlanFigures(await measurePlan(PLAN_SIZES)),
    ...showSends(await measureSends()),
    printJournal(await measureJournal(binary)),
    ...(await measureTargets(binary)),
    ...(await measureInstance(binary, folder)),
    ...(await measurePage(binary, folder)),
  ];
  const machine = `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown processor"}`;
  return [
    "# Benchmarks",
    "",
    `Measured by \`npm run bench\` on ${machine}. The trails are made by the script, but for the real log.`,
    "",
    "| what | figure |",
    "| --- | --- |",
    ...figures,
    "",
    "## Beside baselines",
    "",
    `Each is measured with its baseline, one after the other, and the middle of ${RATIO_RUNS} is kept. \`npm test\` fails when one is worse by a quarter.`,
    "",
    ...ratios,
    "",
    ...(hasRealLog ? ["## A real log", "", ...(await measureRealLog(binary, folder)), ""] : []),
    "## What tests call",
    "",
    "The client runs on the same two cores.",
    "",
    ...(await measureDataCalls(binary)),
    "",
  ].join("\n");
}

mkdirSync(folder, { recursive: true });
if (process.argv[2] === "check")
  process.exit((await checkRatios(join(root, "dist", "cloudmock"), folder)) ? 0 : 1);
const page = await measureAll(await buildBinary());
writeFileSync(join(root, "docs", "benchmarks.md"), page);
console.log(page);
