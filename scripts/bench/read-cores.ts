/**
 * Measures what reading on several cores brings: a log read by one thread and by all cores, each in a process of its own, by turns
 * with one JSON.parse of the whole. `bun scripts/bench/read-cores.ts LOG` prints the ratios.
 */
import { readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { makeFinder } from "../../src/dialect/lookup.ts";
import { ReadThings } from "../../src/plan/seen/read-things.ts";
import { NO_FILTERS } from "../../src/trail/filters.ts";
import { findSources } from "../../src/trail/find-sources.ts";
import { selectEvents } from "../../src/trail/select.ts";

/** One JSON.parse of the whole; reading on one core; on as many as there are. */
const WAYS = ["parse", "one", "all"] as const;
type Way = (typeof WAYS)[number];

interface Measured {
  readonly seconds: number;
  /** What all threads took of the processor. */
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

/** What reading costs, each to one JSON.parse of the whole; of a folder there is none. */
export interface ReadCoresFigures {
  readonly ways: Readonly<Record<Way, Measured | undefined>>;
  /** Seconds of each way for one of parsing. */
  readonly ratios: Readonly<Record<"one" | "all", number | undefined>>;
}

async function read(path: string, way: Way): Promise<void> {
  if (way === "parse") {
    JSON.parse(readFileSync(path, "utf8"));
    return;
  }
  // As a replay reads whose filters keep nothing.
  await selectEvents(await findSources([path]), {
    findOperation: makeFinder(),
    filters: { ...NO_FILTERS, regions: ["nowhere"] },
    includeReads: false,
    strict: false,
    onMalformed: () => {},
    witness: new ReadThings(),
    // Also where a replay would not: that is what is to be learnt.
    cores: way === "one" ? { count: 1 } : { count: Math.max(availableParallelism(), 4), leastBytes: 0 },
  });
}

async function measureHere(path: string, way: Way): Promise<Measured> {
  const start = Bun.nanoseconds();
  const before = process.cpuUsage();
  await read(path, way);
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (Bun.nanoseconds() - start) / 1e9,
    cpuSeconds: (user + system) / 1e6,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  };
}

async function measureApart(path: string, way: Way): Promise<Measured> {
  const child = Bun.spawn([process.execPath, import.meta.path, path, way], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const text = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error(`reading ${path} (${way}) failed`);
  return JSON.parse(text) as Measured;
}

function takeMedian(runs: readonly Measured[]): Measured | undefined {
  return [...runs].sort((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)];
}

/** Measures a log, or a folder of logs, `rounds` times each way, by turns; the medians. */
export async function measureReadCores(path: string, rounds = 5): Promise<ReadCoresFigures> {
  const runs: Record<Way, Measured[]> = { parse: [], one: [], all: [] };
  const ways = statSync(path).isDirectory() ? WAYS.filter((way) => way !== "parse") : WAYS;
  for (let round = 0; round < rounds; round++)
    for (const way of ways) runs[way].push(await measureApart(path, way));
  const [parse, one, all] = WAYS.map((way) => takeMedian(runs[way]));
  const compare = (way: Measured | undefined) => way && parse && way.seconds / parse.seconds;
  return { ways: { parse, one, all }, ratios: { one: compare(one), all: compare(all) } };
}

if (import.meta.main) {
  const [path, way] = process.argv.slice(2);
  if (path === undefined) throw new Error("name a log");
  const asked = WAYS.find((one) => one === way);
  const measured = asked ? await measureHere(path, asked) : await measureReadCores(path);
  console.log(JSON.stringify(measured, null, asked ? 0 : 2));
  process.exit(0);
}
