// A mixed load for an hour: what a process takes of memory and of descriptors, and what it keeps on the disk, does not grow.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDraw } from "./support/ask-instance.ts";
import { type StartedInstance, startInstance } from "./support/instance.ts";
import { load, prepareLoad } from "./support/soak-load.ts";

/** How long, half of it in memory and half with a folder, and from what number the load is drawn. */
const MINUTES = Number(process.env["CLOUDMOCK_SOAK_MINUTES"] ?? 60) / 2;
const SEED = Number(process.env["CLOUDMOCK_SEED"] ?? 20_260_401);
/** The first part, in which all is loaded, compiled and remembered that will be. */
const WARM = 0.25;
const SAMPLES = 40;
const NO_PROC = process.platform !== "linux";

const folder = mkdtempSync(join(tmpdir(), "cloudmock-soak-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a process has, once nobody asks it. */
interface Sample {
  readonly rssMb: number;
  readonly descriptors: number;
  readonly diskMb: number;
}

function measure({ pid }: StartedInstance, data: string | undefined): Sample {
  const [, resident = ""] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ");
  const files = data === undefined ? [] : readdirSync(data);
  const disk = files.reduce((sum, name) => sum + statSync(join(data ?? "", name)).size, 0);
  return {
    rssMb: (Number(resident) * 4_096) / 1e6,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    diskMb: disk / 1e6,
  };
}

function takeMiddle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** How much of a number there is in the middle of the last third, by the middle of the first. */
function compare(
  samples: readonly Sample[],
  of: keyof Sample,
): { first: number; last: number; grown: number } {
  const third = Math.floor(samples.length / 3);
  const [first, last] = [samples.slice(0, third), samples.slice(-third)].map((some) =>
    takeMiddle(some.map((one) => one[of])),
  ) as [number, number];
  return { first, last, grown: last / Math.max(first, 1e-9) };
}

for (const [title, args] of [
  ["in memory", []],
  ["with --data", ["--data", join(folder, "data")]],
] as const)
  test.skipIf(NO_PROC)(
    `${MINUTES} minutes of mixed load ${title} leave memory flat within 10 % and no descriptor${NO_PROC ? " (measured on Linux)" : ""}`,
    async () => {
      await using instance = await startInstance([...args, "--region", "eu-west-1"]);
      await prepareLoad(instance);
      const draw = makeDraw(SEED);
      const samples: Sample[] = [];
      let done = 0;
      const step = (MINUTES * 60_000) / SAMPLES;
      for (let at = 0; at < SAMPLES; at++) {
        const end = performance.now() + step;
        done += await load(instance, draw, () => performance.now() > end);
        // Connections of clients that hung up are closed by now.
        await Bun.sleep(Math.min(step / 4, 2_000));
        samples.push(measure(instance, args[1]));
      }
      const warm = samples.slice(Math.floor(SAMPLES * WARM));
      const [memory, disk] = [compare(warm, "rssMb"), compare(warm, "diskMb")];
      const descriptors = compare(warm, "descriptors");
      const line = `${title}: ${done} deeds, seed ${SEED}; ${JSON.stringify({ memory, disk, descriptors })}\n`;
      process.stdout.write(line);
      expect(memory.grown).toBeLessThan(1.1);
      expect(descriptors.last - descriptors.first).toBeLessThan(10);
      if (args[1] !== undefined) expect(disk.last - disk.first).toBeLessThan(Math.max(disk.first * 0.1, 10));
    },
    MINUTES * 60_000 * 2 + 120_000,
  );
