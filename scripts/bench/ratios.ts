/** What the binary takes beside what a baseline takes in the same run: such figures mean the same on another machine, too. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { makeTrail } from "../lib/make-trail.ts";
import { root } from "../lib/python.ts";
import { MB, measure, median } from "./process.ts";

/** One figure: how many times what its baseline takes. Less is better. */
export interface Ratio {
  readonly name: string;
  /** What is measured, and beside what. */
  readonly title: string;
  /** The seconds of one run of it, and of one of its baseline. */
  run(): Promise<readonly [own: number, baseline: number]>;
}

/** Where the files are made that are measured. */
interface Place {
  readonly binary: string;
  readonly folder: string;
}

const TRAIL_BYTES = 40 * MB;
const CALLS = 4_000;
const BASELINES = join(root, "scripts", "bench", "baselines");

/** Runs one of the programs in baselines; gives the seconds that it prints. */
export async function runBaseline(name: string, ...args: readonly string[]): Promise<number> {
  return Number((await measure(process.execPath, [join(BASELINES, `${name}.ts`), ...args])).stdout);
}

/** A server that does nothing, in a process of its own, so that its work is nobody's who asks it. */
async function serveNothing(): Promise<Disposable & { readonly url: string }> {
  const command = [process.execPath, join(root, "scripts", "lib", "empty-server.ts")];
  const server = Bun.spawn(command, { stdout: "pipe" });
  const { value } = await server.stdout.getReader().read();
  return {
    url: `http://127.0.0.1:${new TextDecoder().decode(value).trim()}`,
    [Symbol.dispose]: () => server.kill(),
  };
}

/** The ratios, with the files that they need, which go with the list. */
export function makeRatios({ binary, folder }: Place): Disposable & { readonly ratios: readonly Ratio[] } {
  const [reads, zipped, writes] = ["reads.json", "reads.json.gz", "calls.json"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  makeTrail(reads, { bytes: TRAIL_BYTES });
  writeFileSync(zipped, gzipSync(readFileSync(reads)));
  makeTrail(writes, { records: CALLS }, true);
  const dryRun = (path: string, ...more: readonly string[]) =>
    measure(binary, ["cloudtrail", "replay", "--dry-run", "--quiet", "--input", path, ...more]);
  const keepNothing = ["--regions", "nowhere"];
  const replay = async (...where: readonly string[]) => {
    const args = ["cloudtrail", "replay", "--quiet", "--input", writes, "--format", "json", ...where];
    const { stdout, cpuSeconds } = await measure(binary, args);
    const { succeeded } = JSON.parse(stdout) as { succeeded: number };
    if (succeeded !== CALLS) throw new Error(`only ${succeeded} of ${CALLS} calls succeeded`);
    return cpuSeconds;
  };
  const fetchAlone = async () => {
    using server = await serveNothing();
    const script = join(BASELINES, "bare-fetch.ts");
    return (await measure(process.execPath, [script, server.url, String(CALLS)])).cpuSeconds;
  };
  const ratios: readonly Ratio[] = [
    {
      name: "read",
      title: "reading a trail that is not kept, beside JSON.parse of the whole of it (processor time)",
      run: async () => [
        (await dryRun(reads, ...keepNothing)).cpuSeconds,
        await runBaseline("parse-json", reads),
      ],
    },
    {
      name: "read-gz",
      title: "reading the same with gzip, beside inflating it alone (processor time)",
      run: async () => [
        (await dryRun(zipped, ...keepNothing)).cpuSeconds,
        await runBaseline("inflate", zipped),
      ],
    },
    {
      name: "plan",
      title: "planning calls, beside JSON.parse of their records (processor time)",
      run: async () => {
        const read = await dryRun(writes, ...keepNothing);
        const planned = await dryRun(writes);
        return [planned.cpuSeconds - read.cpuSeconds, await runBaseline("parse-json", writes)];
      },
    },
    {
      name: "send",
      title:
        "sending independent calls to a server that does nothing, beside fetch alone, 32 at a time (processor time, reading and planning with it)",
      run: async () => {
        using server = await serveNothing();
        return [await replay("--endpoint", server.url), await fetchAlone()];
      },
    },
    {
      name: "embedded",
      title:
        "the same calls into the instance in process, beside fetch alone to a server that does nothing (processor time, reading and planning with it)",
      run: async () => [await replay("--embedded"), await fetchAlone()],
    },
  ];
  return {
    ratios,
    [Symbol.dispose]: () => {
      for (const path of [reads, zipped, writes]) rmSync(path, { force: true });
    },
  };
}

/** The middle ratio of some runs, in each of which both are measured, one after the other. */
export async function measureRatio({ run }: Ratio, runs: number): Promise<number> {
  const found: number[] = [];
  for (let turn = 0; turn < runs; turn++) {
    const [own, baseline] = await run();
    found.push(own / baseline);
  }
  return median(found);
}
