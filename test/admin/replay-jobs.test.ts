import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { explainError } from "../../src/admin/answer.ts";
import type { ReplayJob } from "../../src/admin/replay-job.ts";
import { ReplayJobs } from "../../src/admin/replay-jobs.ts";
import { EXIT } from "../../src/base/errors.ts";
import type { ReplayResult } from "../../src/report/result-schema.ts";
import { ManualClock, settle } from "./manual-clock.ts";
import { waitUntil } from "./support.ts";

let jobs: ReplayJobs;
beforeEach(() => {
  jobs = new ReplayJobs(new ManualClock());
});
afterEach(() => jobs.close());

/** A replay that ends when it is told to. */
function startHeld(): { job: ReplayJob; end: () => void } {
  const { promise: held, resolve: end } = Promise.withResolvers<void>();
  const job = jobs.start(async (own) => {
    await held;
    own.end({ exitCode: own.signal.aborted ? EXIT.interrupted : EXIT.done });
  });
  return { job, end };
}

function refusalOf(start: () => unknown): string {
  try {
    start();
    return "none";
  } catch (error) {
    const { status, code } = explainError(error);
    return `${status} ${code}`;
  }
}

test("four run, and the fifth once one of them has ended", async () => {
  const held = Array.from({ length: 4 }, startHeld);
  expect(refusalOf(startHeld)).toBe("429 too_many_replays");
  held[2]?.end();
  await settle();
  expect(refusalOf(startHeld)).toBe("none");
  expect(refusalOf(startHeld)).toBe("429 too_many_replays");
  expect(jobs.list().map(({ hasEnded }) => hasEnded)).toEqual([false, false, true, false, false]);
  expect(jobs.find(held[0]?.job.id ?? "")).toBe(held[0]?.job as ReplayJob);
});

test("stopping ends what runs and takes nothing more", async () => {
  const first = startHeld();
  startHeld().end();
  await settle();
  const { cancelled, ended } = jobs.stop();
  expect(cancelled).toBe(1);
  expect(first.job.signal.aborted).toBe(true);
  expect(refusalOf(startHeld)).toBe("503 shutting_down");
  expect(await Promise.race([ended, "still running"])).toBe("still running");
  first.end();
  await ended;
  expect(jobs.list().map((job) => job.summarize().state)).toEqual(["succeeded", "cancelled"]);
});

test("results are kept in files of this user alone, and no more of them than there is room for", async () => {
  const result = { errors: "x".repeat(60_000_000) } as unknown as ReplayResult;
  const done: ReplayJob[] = [];
  for (let nth = 0; nth < 6; nth++) {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    done.push(
      jobs.start(async (job) => {
        await jobs.keepResult(job, result);
        job.end({ exitCode: EXIT.done });
        resolve();
      }),
    );
    await ended;
    await settle();
  }
  // 256 MB hold four of 60.
  await waitUntil(() => readdirSync(jobs.folder).length <= 4);
  expect(jobs.list()).toEqual(done.slice(-4).reverse());
  const files = readdirSync(jobs.folder);
  expect(files.sort()).toEqual(
    done
      .slice(-4)
      .map(({ id }) => `${id}.json`)
      .sort(),
  );
  expect(statSync(jobs.folder).mode & 0o777).toBe(0o700);
  for (const file of files) expect(statSync(`${jobs.folder}/${file}`).mode & 0o777).toBe(0o600);
  expect(await jobs.readResult(done[5] as ReplayJob)).toHaveLength(60_000_013);
  expect(await jobs.readResult(done[0] as ReplayJob)).toBeUndefined();
  jobs.close();
  expect(existsSync(jobs.folder)).toBe(false);
});

test("a folder that was cleaned away is made anew, without the results that were in it", async () => {
  const run = async (): Promise<ReplayJob> => {
    const job = jobs.start(async (own) => {
      await jobs.keepResult(own, {} as ReplayResult);
      own.end({ exitCode: EXIT.done });
    });
    await waitUntil(() => job.hasEnded);
    return job;
  };
  const first = await run();
  const cleaned = jobs.folder;
  rmSync(cleaned, { recursive: true });
  expect(await jobs.readResult(first)).toBeUndefined();
  const second = await run();
  expect(jobs.folder).not.toBe(cleaned);
  expect(statSync(jobs.folder).mode & 0o777).toBe(0o700);
  expect(await jobs.readResult(second)).toBe("{}");
  jobs.close();
  expect(existsSync(jobs.folder)).toBe(false);
});

test("a job tells its progress a few times a second, and each failure", async () => {
  const clock = new ManualClock();
  const own = new ReplayJobs(clock);
  try {
    const { promise: held, resolve: end } = Promise.withResolvers<void>();
    const job = own.start(() => held);
    const { observer } = job.surroundings;
    for (let records = 1; records <= 1_000; records++) {
      observer?.onRead?.(records);
      await clock.advance(1);
    }
    const { events } = job.events.readAfter(0);
    expect(events.map(({ name }) => name)).toEqual(["progress", "progress", "progress", "progress"]);
    expect(job.summarize()).toMatchObject({ state: "reading", progress: { read: 1_000 } });
    job.end({ exitCode: EXIT.done });
    end();
  } finally {
    own.close();
  }
});
