/**
 * Measures the compiled binary: start, reading, planning, sending, and the instance beside emulators. `npm run bench` prints the figures and keeps them in
 * docs/benchmarks.md.
 */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { buildBinary } from "./build.ts";
import { measureDataCalls } from "./lib/data-bench.ts";
import { measureInstance } from "./lib/instance-bench.ts";
import { makeTrail } from "./lib/make-trail.ts";
import { root } from "./lib/python.ts";
import { startMiniStack, startMoto } from "./lib/servers.ts";

const MB = 1_000_000;
const TRAIL_BYTES = 360 * MB;
const CALLS = 20_000;
/** Fewer, since emulators take milliseconds for each. */
const TARGET_CALLS = 2_000;
const START_RUNS = 20;
const PLAN_RUNS = 5;
const folder = join(root, ".cache", "bench");

interface Measured {
  readonly seconds: number;
  /** Peak resident memory, in MB of 10^6 bytes. */
  readonly peakMb: number;
  /** What all threads of the process took of the processor, in seconds. */
  readonly cpuSeconds: number;
  readonly stdout: string;
}

/** How often the child's peak is read; what it grows by in its last moments is missed. */
const POLL_MS = 10;

/** The peak resident memory of a process so far, in MB; Linux only. (The wait's own figure counts the parent's.) */
function readPeak(pid: number): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return (Number(kilobytes ?? 0) * 1024) / MB;
  } catch {
    return 0; // the process has ended
  }
}

async function measure(binary: string, args: readonly string[]): Promise<Measured> {
  const start = Bun.nanoseconds();
  const child = Bun.spawn([binary, ...args], { stdout: "pipe", stderr: "inherit", env: {} });
  let peakMb = 0;
  const poll = setInterval(() => {
    peakMb = Math.max(peakMb, readPeak(child.pid));
  }, POLL_MS);
  const stdout = await new Response(child.stdout).text();
  const exitCode = await child.exited;
  clearInterval(poll);
  if (exitCode !== 0) throw new Error(`${args.join(" ")} ended with ${exitCode}`);
  const cpuSeconds = Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1e6;
  return { seconds: (Bun.nanoseconds() - start) / 1e9, peakMb, cpuSeconds, stdout };
}

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

/** What planning takes: a dry run of calls without one that reads the same trail and keeps nothing. */
async function measurePlanning(binary: string): Promise<string> {
  const path = join(folder, "planned.json");
  makeTrail(path, { records: CALLS }, true);
  const dryRun = ["cloudtrail", "replay", "--dry-run", "--input", path];
  const seconds: number[] = [];
  for (let run = 0; run < PLAN_RUNS; run++) {
    const read = await measure(binary, [...dryRun, "--regions", "nowhere"]);
    seconds.push((await measure(binary, dryRun)).cpuSeconds - read.cpuSeconds);
  }
  rmSync(path);
  const median = seconds.sort((a, b) => a - b)[Math.floor(PLAN_RUNS / 2)] ?? 0;
  return `| plan ${CALLS} calls (a dry run without its reading, median of ${PLAN_RUNS}) | ${Math.round((median / CALLS) * 1e6)} µs of processor time a call |`;
}

/** The calls a second of a replay, which all succeed. */
async function replayInto(binary: string, path: string, where: readonly string[], calls: number) {
  const replay = ["cloudtrail", "replay", "--input", path, "--format", "json", ...where];
  const { stdout } = await measure(binary, replay);
  const { duration, succeeded } = JSON.parse(stdout) as { duration: number; succeeded: number };
  if (succeeded !== calls) throw new Error(`only ${succeeded} of ${calls} calls succeeded`);
  return `${Math.round(calls / (duration / 1e9))} calls/s`;
}

async function measureSending(binary: string): Promise<string> {
  const path = join(folder, "writes.json");
  makeTrail(path, { records: CALLS }, true);
  // In a process of its own, so that the server's work is not the binary's.
  const server = Bun.spawn([process.execPath, join(root, "scripts", "lib", "empty-server.ts")], {
    stdout: "pipe",
  });
  const reader = server.stdout.getReader();
  const port = new TextDecoder().decode((await reader.read()).value).trim();
  try {
    const where = ["--endpoint", `http://127.0.0.1:${port}`];
    return `| send ${CALLS} calls to an empty local server | ${await replayInto(binary, path, where, CALLS)} |`;
  } finally {
    server.kill();
    rmSync(path);
  }
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
  const median = seconds.sort((a, b) => a - b)[START_RUNS / 2] ?? 0;
  return `| start (\`--version\`, median of ${START_RUNS}) | ${Math.round(median * 1000)} ms |`;
}

mkdirSync(folder, { recursive: true });
const binary = await buildBinary();
const start = await measureStart(binary);
const once = await measureReading(binary, TRAIL_BYTES);
const twice = await measureReading(binary, 2 * TRAIL_BYTES);
const planning = await measurePlanning(binary);
const sending = await measureSending(binary);
const targets = await measureTargets(binary);
const instance = await measureInstance(binary, folder);
const data = await measureDataCalls(binary);
const growth = `| memory that a trail twice the size adds | ${Math.round(twice.peakMb - once.peakMb)} MB |`;
const machine = `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown processor"}`;
const page = [
  "# Benchmarks",
  "",
  `Measured by \`npm run bench\` on ${machine}; the trails are made by the script.`,
  "",
  "| what | figure |",
  "| --- | --- |",
  start,
  once.row,
  twice.row,
  growth,
  planning,
  sending,
  ...targets,
  ...instance,
  "",
  "## What tests call",
  "",
  "The client runs on the same two cores.",
  "",
  ...data,
  "",
].join("\n");
writeFileSync(join(root, "docs", "benchmarks.md"), page);
console.log(page);
