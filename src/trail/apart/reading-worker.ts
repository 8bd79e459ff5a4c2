/** What a worker does: it is told what to read, and gives back what stands there, in order. */
import type { Boundary } from "../boundary.ts";
import type { Entry } from "../read-records.ts";
import { BatchWriter, type Wants } from "./batch.ts";
import { type Hand, PartReader, readWhole } from "./do-job.ts";
import { type Ending, type Job, type JobReport, type Order, packError } from "./messages.ts";

/** A batch is sent on when it has so many bytes. */
const BATCH_BYTES = 256 * 1024;
/** Buffers that came back and wait for their next use. */
const MOST_BUFFERS = 2;

/** Says something to the program, and hands over the buffers in it. */
type Post = (report: JobReport, moved: ArrayBuffer[]) => void;

/** What a job has read, sent on in batches: as it comes, or all in one. */
class Sender {
  isDropped = false;
  #onWay = 0;
  #onBack: (() => void) | undefined;
  #writer: BatchWriter | undefined;

  constructor(
    readonly id: number,
    readonly isWhole: boolean,
    readonly worker: ReadingWorker,
  ) {}

  readonly hand: Hand = async (entries: readonly Entry[]) => {
    if (this.isDropped) return false;
    this.#writer ??= this.worker.makeWriter();
    for (const entry of entries) this.#writer.add(entry);
    if (this.isWhole || this.#writer.size < BATCH_BYTES) return true;
    while (this.#onWay >= this.worker.mostOnWay)
      await new Promise<void>((resolve) => {
        this.#onBack = resolve;
      });
    this.#post(undefined);
    return !this.isDropped;
  };

  /** Takes note that the program is done with a batch. */
  takeBack(size: number): void {
    this.#onWay -= size;
    this.#onBack?.();
  }

  end(ending: Ending): void {
    if (!this.isDropped) this.#post(ending);
  }

  #post(ending: Ending | undefined): void {
    const size = this.#writer?.size ?? 0;
    const batch = this.#writer?.take();
    this.#writer = undefined;
    this.#onWay += size;
    this.worker.post(
      { id: this.id, batch, size, ending },
      batch ? [batch.bytes.buffer, batch.rows.buffer] : [],
    );
  }
}

export class ReadingWorker {
  /** How many bytes of each job may be on their way. */
  mostOnWay = 0;
  #wants: Wants | undefined;
  #skims = true;
  readonly #buffers: ArrayBuffer[] = [];
  /** Those that are under way, or that may have to go on. */
  readonly #parts = new Map<number, PartReader>();
  /** Of jobs that are to be done, or under way. */
  readonly #senders = new Map<number, Sender>();
  /** Jobs are done one after the other. */
  #queue: Promise<void> = Promise.resolve();

  constructor(readonly post: Post) {}

  makeWriter(): BatchWriter {
    return new BatchWriter(this.#wants, this.#buffers.pop());
  }

  /** Does what it is told; a promise for what is done apart from all else. */
  take(order: Order): Promise<void> | undefined {
    if (order.kind === "begin") {
      this.#wants = order.wants;
      this.#skims = order.skims;
      this.mostOnWay = order.mostOnWay;
    } else if (order.kind === "read") {
      // Of a part that is a guess, nothing is wanted before it is known to be right.
      const sender = this.#makeSender(order.id, order.job.from !== undefined);
      this.#queue = this.#queue.then(() => this.#begin(order.job, sender));
    } else if (order.kind === "back") {
      this.#senders.get(order.id)?.takeBack(order.size);
      if (this.#buffers.length < MOST_BUFFERS) this.#buffers.push(order.buffer);
    } else if (order.kind === "drop") {
      const sender = this.#senders.get(order.id);
      if (sender) sender.isDropped = true;
      else this.#parts.delete(order.id);
    } else return this.#goOn(order.id, order.base, order.to);
    return undefined;
  }

  #makeSender(id: number, isWhole: boolean): Sender {
    const sender = new Sender(id, isWhole, this);
    this.#senders.set(id, sender);
    return sender;
  }

  async #begin(job: Job, sender: Sender): Promise<void> {
    const isPart = job.from !== undefined || job.to !== undefined;
    if (sender.isDropped) this.#senders.delete(sender.id);
    else if (!isPart) await this.#run(sender, readWhole(job, this.#skims, sender.hand));
    else {
      const part = new PartReader(job, this.#skims);
      this.#parts.set(sender.id, part);
      await this.#run(sender, part.read(job.to, sender.hand));
    }
  }

  /** Goes on with a part at once: all others are waited for only after it. */
  async #goOn(id: number, base: Boundary | undefined, to: number | undefined): Promise<void> {
    const part = this.#parts.get(id);
    if (part === undefined) throw new RangeError(`no part ${id} to go on with`);
    part.settle(base);
    const sender = this.#makeSender(id, false);
    await this.#run(sender, part.read(to, sender.hand));
  }

  async #run(sender: Sender, reading: Promise<Ending>): Promise<void> {
    const ending = await reading.catch(packError);
    this.#senders.delete(sender.id);
    sender.end(ending);
    if (sender.isDropped || ending.kind !== "stop") this.#parts.delete(sender.id);
  }
}
