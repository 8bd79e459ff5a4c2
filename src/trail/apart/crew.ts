/** The workers that read, as the program sees them. */
import type { Boundary } from "../boundary.ts";
import type { Wants } from "./batch.ts";
import type { Sharing } from "./cores.ts";
import { type Hire, type Hired, hireThread } from "./hire.ts";
import type { Job, JobReport, Order } from "./messages.ts";

/** What a worker was asked to read, and what it says of that. */
export class Task {
  readonly id: number;
  readonly member: Member;
  /** Whether the worker has done what it was asked, so far. */
  isEnded = false;
  readonly #reports: JobReport[] = [];
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(id: number, member: Member) {
    this.id = id;
    this.member = member;
  }

  push(report: JobReport): void {
    this.#reports.push(report);
    this.#wake?.();
  }

  fail(error: Error): void {
    this.#error = error;
    this.#wake?.();
  }

  /** What comes next. Throws where the worker died. */
  async next(): Promise<JobReport> {
    for (;;) {
      const report = this.#reports.shift();
      if (report !== undefined) return report;
      if (this.#error !== undefined) throw this.#error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/** A worker and what it has to do. */
class Member {
  readonly tasks = new Map<number, Task>();
  /** How many of them it has not ended. */
  load = 0;
  error: Error | undefined;
  readonly #hired: Hired;

  constructor(hire: Hire, begin: Order) {
    this.#hired = hire({
      onReport: (report) => this.#take(report),
      onDeath: (reason) => this.#fail(new Error(`a thread that reads the input ${reason}`)),
    });
    this.tell(begin);
  }

  tell(order: Order, moved: ArrayBuffer[] = []): void {
    this.#hired.tell(order, moved);
  }

  end(): void {
    this.#hired.end();
  }

  #take(report: JobReport): void {
    const task = this.tasks.get(report.id);
    if (task === undefined) return;
    if (report.ending !== undefined) {
      task.isEnded = true;
      this.load--;
    }
    task.push(report);
  }

  /** The first reason is the one that tells. */
  #fail(error: Error): void {
    this.error ??= error;
    for (const task of this.tasks.values()) task.fail(this.error);
  }
}

export class Crew {
  readonly #members: readonly Member[];
  #lastId = 0;
  #open = 0;
  readonly #mostOpen: number;

  constructor({ workers, partBytes, hire = hireThread }: Sharing, wants: Wants | undefined, skims: boolean) {
    const begin = { kind: "begin", wants, skims, mostOnWay: partBytes } as const;
    this.#members = Array.from({ length: workers }, () => new Member(hire, begin));
    this.#mostOpen = 2 * workers + 1;
  }

  /** Whether it has enough to do, or enough has been done that nobody has taken yet. */
  get isBusy(): boolean {
    return this.#open >= this.#mostOpen;
  }

  /** Has the one who has least to do read something. */
  start(job: Job): Task {
    const [first, ...others] = this.#members;
    if (first === undefined) throw new RangeError("a crew of none");
    const member = others.reduce((least, other) => (other.load < least.load ? other : least), first);
    const task = new Task(++this.#lastId, member);
    this.#open++;
    member.load++;
    member.tasks.set(task.id, task);
    if (member.error) task.fail(member.error);
    else member.tell({ kind: "read", id: task.id, job });
    return task;
  }

  /** Gives back the buffer of a batch that is done with. */
  giveBack({ id, member }: Task, { batch, size }: JobReport): void {
    if (batch) member.tell({ kind: "back", id, size, buffer: batch.bytes.buffer }, [batch.bytes.buffer]);
  }

  /** Has a part go on behind its end. */
  goOn(task: Task, base: Boundary | undefined, to: number | undefined): void {
    const { id, member } = task;
    task.isEnded = false;
    member.load++;
    member.tell({ kind: "go on", id, base, to });
  }

  /** Nothing more is wanted of a task, whether it has ended or not. */
  close({ id, member, isEnded }: Task): void {
    if (!member.tasks.delete(id)) return;
    this.#open--;
    if (!isEnded) member.load--;
    member.tell({ kind: "drop", id });
  }

  end(): void {
    for (const member of this.#members) member.end();
  }
}
