/** The replays of a server: how many may run, which are remembered, and where their results are kept. */
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../base/clock.ts";
import { printJson } from "../report/unprintable.ts";
import { ApiError } from "./answer.ts";
import { CallLog } from "./call-log.ts";
import type { KeptReplays } from "./kept-replays.ts";
import { explainCancel, type JobBefore, type JobEnd, ReplayJob } from "./replay-job.ts";

/** How many replays run at the same time. */
export const MOST_RUNNING = 4;
const MOST_REMEMBERED = 100;
/** Of results in files, all together; the newest is kept whatever its size. */
const MOST_BYTES = 256_000_000;

function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), "cloudmock-admin-"));
}

interface Kept {
  readonly job: ReplayJob;
  /** Resolves once the replay has ended and nothing of it runs any more. */
  readonly ended: Promise<void>;
  resultBytes: number;
}

/** Every replay that one server remembers. */
export class ReplayJobs {
  #folder: string;
  readonly #clock: Clock;
  /** The oldest first. */
  readonly #kept = new Map<string, Kept>();
  #isStopping = false;

  /** `kept`: the folder in which replays outlive the server; without it they are forgotten with it. */
  constructor(
    clock: Clock,
    readonly kept?: KeptReplays,
  ) {
    this.#clock = clock;
    this.#folder = kept?.folder ?? makeFolder();
    kept?.clean();
    for (const { id, createdAt, summary } of kept?.list() ?? []) {
      const end = { summary, canResume: kept?.canResume(id) === true };
      const job = this.#makeJob({ id, createdAt, end });
      const resultBytes = statSync(this.#resultPath(id), { throwIfNoEntry: false })?.size ?? 0;
      this.#kept.set(id, { job, ended: Promise.resolve(), resultBytes });
    }
    this.#forgetOldest();
    // A second interrupt ends the process at once.
    process.once("exit", this.#removeFolder);
  }

  /** Where bodies and results are, which only this user can read; gone with `close`, unless replays are kept. */
  get folder(): string {
    return this.#folder;
  }

  /** The newest first. */
  list(): readonly ReplayJob[] {
    return [...this.#kept.values()].map(({ job }) => job).reverse();
  }

  find(id: string): ReplayJob | undefined {
    return this.#kept.get(id)?.job;
  }

  get hasRoom(): boolean {
    return !this.#isStopping && this.#listRunning().length < MOST_RUNNING;
  }

  /** Throws the ApiError with which a new replay is refused while too many run or the server stops. */
  checkRoom(): void {
    if (this.#isStopping) throw explainCancel("shutting_down");
    if (this.hasRoom) return;
    throw new ApiError(
      429,
      "too_many_replays",
      `${MOST_RUNNING} replays run already; ask again when one of them has ended`,
      { "retry-after": "1" },
    );
  }

  /**
   * Starts a replay: `work` does it and tells the job how it ended, and never rejects. It counts as running until `work`
   * has come to its end. Throws as checkRoom does.
   */
  start(work: (job: ReplayJob) => Promise<void>, before?: JobBefore): ReplayJob {
    this.checkRoom();
    // Machines clean their temporary folder of what nobody has used for days.
    if (!this.kept && !existsSync(this.#folder)) this.#folder = makeFolder();
    // Where it is gone on with, the calls that had ended are told anew.
    if (before) rmSync(join(this.#folder, `${before.id}.calls`), { force: true });
    const job = this.#makeJob(before);
    this.#kept.delete(job.id);
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    this.#kept.set(job.id, { job, ended, resultBytes: 0 });
    // Now for the number of replays, and at the end for the size of its result.
    this.#forgetOldest();
    work(job).finally(() => {
      resolve();
      this.#forgetOldest();
    });
    return job;
  }

  #makeJob(before?: JobBefore): ReplayJob {
    return new ReplayJob(this.#clock, (id) => new CallLog(join(this.#folder, `${id}.calls`)), before);
  }

  /** Keeps a result in a file, as JSON on one line. */
  async keepResult(job: ReplayJob, result: NonNullable<JobEnd["result"]>): Promise<void> {
    const path = this.#resultPath(job.id);
    await writeFile(path, printJson(result), { mode: 0o600 });
    const kept = this.#kept.get(job.id);
    if (kept) kept.resultBytes = (await stat(path)).size;
  }

  /** The JSON of the job's result; undefined where it has none, or it was cleaned away. */
  async readResult({ id }: ReplayJob): Promise<string | undefined> {
    const hasResult = (this.#kept.get(id)?.resultBytes ?? 0) > 0;
    return hasResult && existsSync(this.#resultPath(id)) ? readFile(this.#resultPath(id), "utf8") : undefined;
  }

  /** Takes no new replays and ends those that run: how many those are, and when they will have ended. */
  stop(): { readonly cancelled: number; readonly ended: Promise<unknown> } {
    this.#isStopping = true;
    const running = this.#listRunning();
    for (const { job } of running) job.cancel("shutting_down");
    return { cancelled: running.length, ended: Promise.all(running.map(({ ended }) => ended)) };
  }

  /** Removes every file. */
  close(): void {
    process.off("exit", this.#removeFolder);
    this.#removeFolder();
  }

  readonly #removeFolder = (): void => {
    if (!this.kept) rmSync(this.#folder, { recursive: true, force: true });
  };

  #resultPath(id: string): string {
    return join(this.#folder, `${id}.json`);
  }

  #listRunning(): Kept[] {
    return [...this.#kept.values()].filter(({ job }) => !job.hasEnded);
  }

  #forgetOldest(): void {
    const ended = [...this.#kept.values()].filter(({ job }) => job.hasEnded);
    const sizeOf = ({ job, resultBytes }: Kept) => resultBytes + job.calls.bytes;
    let bytes = ended.reduce((sum, kept) => sum + sizeOf(kept), 0);
    for (const kept of ended.slice(0, -1)) {
      const { job } = kept;
      if (bytes <= MOST_BYTES && this.#kept.size <= MOST_REMEMBERED) return;
      this.#kept.delete(job.id);
      bytes -= sizeOf(kept);
      rmSync(this.#resultPath(job.id), { force: true });
      this.kept?.forget(job.id);
      void job.calls.remove();
    }
  }
}
