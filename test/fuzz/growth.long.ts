// What is read, and what is answered, takes time in proportion to its size, whatever it repeats.
import { afterAll, describe, expect, test } from "bun:test";
import { makeFolder } from "../e2e/support/trails.ts";
import { runHere } from "../support/run-argv.ts";
import { GROWING_INPUTS } from "./support/growing-inputs.ts";
import { GROWING_REQUESTS } from "./support/growing-requests.ts";
import { makeSeedWorld } from "./support/seed-world.ts";

const LIMIT_MS = 120_000;
const TIMES = 4_096;
const STEP = 4;
/** Four times the work, with what a compiler and a collector of garbage may add. */
const MOST = 10;
/** Less than this tells nothing. */
const LEAST_MS = 40;
const HANG_MS = 5_000;

/** The least milliseconds of the processor that something takes of three times. */
async function measure(run: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3 && least > 1; turn++) {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
    // What takes so long once is long enough.
    if (least > HANG_MS) break;
  }
  return least;
}

/** Checks that something four times as large takes four times as long at most, from one size on to the largest. */
async function expectLinear(run: (times: number) => Promise<unknown>): Promise<void> {
  await run(64);
  let before = await measure(() => run(TIMES));
  for (const times of [TIMES * STEP, TIMES * STEP ** 2]) {
    const now = await measure(() => run(times));
    expect(now, `${times} times`).toBeLessThan(HANG_MS);
    expect(now, `${times} times; ${before} ms before`).toBeLessThan(Math.max(LEAST_MS, before * MOST));
    before = now;
  }
}

describe("reading and planning", () => {
  const folder = makeFolder();
  afterAll(() => folder[Symbol.dispose]());
  test.each(Object.entries(GROWING_INPUTS))(
    "%s",
    async (_, grow) => {
      const written = new Map<number, string>();
      await expectLinear(async (times) => {
        let path = written.get(times);
        if (path === undefined) {
          path = folder.write(`grown-${times}`, Buffer.from(grow(times) as string));
          written.set(times, path);
        }
        const { exitCode, stderr } = await runHere([
          "cloudtrail",
          "replay",
          "--input",
          path,
          "--dry-run",
          "--create-missing",
        ]);
        expect([0, 3], stderr.slice(0, 500)).toContain(exitCode);
      });
    },
    LIMIT_MS,
  );
});

describe("answering", () => {
  const world = makeSeedWorld();
  test.each(GROWING_REQUESTS.map((call) => [call.name, call] as const))(
    "%s",
    async (_, { make }) => {
      const { client } = await world;
      await expectLinear(async (times) => {
        client.instance.reset();
        const [service, operation, input] = make(times);
        const { ResponseMetadata } = await client.call(service, operation, input);
        expect(ResponseMetadata.HTTPStatusCode).not.toBe(500);
      });
    },
    LIMIT_MS,
  );
});
