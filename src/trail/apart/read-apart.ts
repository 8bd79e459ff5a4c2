/** Reads sources with several workers, and hands on what they hold as if one had read it. */
import { type Boundary, isSameBoundary, shiftBoundary } from "../boundary.ts";
import type { ByteSource } from "../find-sources.ts";
import type { FileKind } from "../read-records.ts";
import type { FilesRead, FilesSoFar, LogReading, Take } from "../reading.ts";
import { waitFor } from "../take-next.ts";
import type { Sharing } from "./cores.ts";
import { Crew, type Task } from "./crew.ts";
import { type Ending, type JobReport, unpackFault } from "./messages.ts";
import { type Planned, type TakenPart, TaskPlan } from "./plan-tasks.ts";
import { readEntry } from "./read-batch.ts";

/** After so many guesses that were wrong, a file is divided no more. */
const MOST_MISSES = 3;

/** Reads a source in the program itself. */
export type ReadHere = (
  source: ByteSource,
  take: Take,
  reading: LogReading,
  files: FilesSoFar,
) => Promise<boolean>;

/** What became of a source: what kind it is, or that the program must read it itself, or that it must stop. */
type Outcome = FileKind | "archive" | "interrupted";

class ApartReader {
  readonly #crew: Crew;
  readonly #plan: TaskPlan;
  readonly #take: Take;
  readonly #reading: LogReading;

  constructor(crew: Crew, plan: TaskPlan, take: Take, reading: LogReading) {
    this.#crew = crew;
    this.#plan = plan;
    this.#take = take;
    this.#reading = reading;
  }

  /** Hands on what its parts hold. */
  async read({ name }: ByteSource, parts: TakenPart[]): Promise<Outcome> {
    let part = parts.shift();
    /** What was counted up to where the part begins, as long as whoever reads it does not know. */
    let base: Boundary | undefined;
    let misses = 0;
    if (part === undefined) throw new RangeError(`nobody reads ${name}`);
    let ending = await this.#takeAll(part.task, name);
    while (ending !== "interrupted" && ending.kind === "stop") {
      this.#plan.fill();
      const next = parts.shift();
      const reached = ending.boundary && base ? shiftBoundary(ending.boundary, base) : ending.boundary;
      const report = next && (await this.#judge(next, reached));
      if (report === "interrupted") return report;
      if (next && report) {
        this.#crew.close(part.task);
        [part, base] = [next, reached];
        ending = (await this.#takeReport(next.task, report, name)) ?? (await this.#takeAll(next.task, name));
      } else {
        if (next) this.#crew.close(next.task);
        misses++;
        if (misses === MOST_MISSES) this.#plan.stopDividing();
        this.#crew.goOn(part.task, base, next?.to?.offset);
        base = undefined;
        ending = await this.#takeAll(part.task, name);
      }
    }
    for (const { task } of [part, ...parts]) this.#crew.close(task);
    return ending === "interrupted" ? ending : judgeEnding(ending);
  }

  /** What a part holds that is thought to begin where the one before has ended; undefined where that is not so. */
  async #judge(
    part: TakenPart,
    reached: Boundary | undefined,
  ): Promise<JobReport | "interrupted" | undefined> {
    if (!reached || !part.from || !isSameBoundary(reached, part.from)) return undefined;
    const report = await waitFor(() => part.task.next(), this.#reading.signal);
    return report !== "interrupted" && report.ending?.kind === "unsure" ? undefined : report;
  }

  /** Hands on all that a task gives until it ends. */
  async #takeAll(task: Task, name: string): Promise<Ending | "interrupted"> {
    for (;;) {
      this.#plan.fill();
      const report = await waitFor(() => task.next(), this.#reading.signal);
      if (report === "interrupted") return report;
      const ending = await this.#takeReport(task, report, name);
      if (ending !== undefined) return ending;
    }
  }

  async #takeReport(
    task: Task,
    report: JobReport,
    name: string,
  ): Promise<Ending | "interrupted" | undefined> {
    if (report.batch !== undefined) {
      for (let at = 0; at < report.batch.count; at++) {
        const pending = this.#take(readEntry(report.batch, at), name);
        if (pending !== undefined) await pending;
      }
      this.#crew.giveBack(task, report);
      this.#reading.onRead?.();
    }
    return report.ending;
  }
}

function judgeEnding(ending: Ending): Outcome {
  if (ending.kind === "end") return ending.file;
  if (ending.kind === "archive") return "archive";
  if (ending.kind === "fault") throw unpackFault(ending.fault);
  if (ending.kind !== "crash") throw new RangeError(`a source ended as ${ending.kind}`);
  const error = new Error(ending.message);
  if (ending.stack !== undefined) error.stack = ending.stack;
  throw error;
}

/**
 * Gives `take` every entry of the sources in their order. `readHere` reads what is not for workers; it gives false where it
 * was interrupted. Throws what reading without workers throws, and an Error where a worker dies.
 */
export async function readApart(
  sources: readonly ByteSource[],
  take: Take,
  reading: LogReading,
  sharing: Sharing,
  readHere: ReadHere,
): Promise<FilesRead> {
  const files: FilesSoFar = { log: 0, digest: 0, foreign: 0 };
  const crew = new Crew(sharing, reading.wants, !reading.isWhole);
  const plan = new TaskPlan(sources, crew, sharing.partBytes);
  const reader = new ApartReader(crew, plan, take, reading);
  const readOne = async ({ source, parts }: Planned): Promise<boolean> => {
    const outcome = parts ? await reader.read(source, parts) : "archive";
    if (outcome === "archive") return readHere(source, take, reading, files);
    if (outcome === "interrupted") return false;
    files[outcome]++;
    return true;
  };
  try {
    for (;;) {
      plan.fill();
      const planned = plan.take();
      if (planned === undefined) return { ...files, isInterrupted: false };
      if (!(await readOne(planned))) return { ...files, isInterrupted: true };
    }
  } finally {
    crew.end();
  }
}
