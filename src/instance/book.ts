/**
 * Writes to a database of SQLite: what was changed in one turn of the event loop is one transaction, which is on the disk
 * before flush resolves, or undone. So calls at the same time share the wait, and what is not kept is not shown either.
 */
import type { Database } from "bun:sqlite";
import { OutputError } from "../base/errors.ts";
import { Turnstile, type Visit } from "./turnstile.ts";

/** In milliseconds: a call that takes longer, to make a large key perhaps, is kept in two parts. */
const PATIENCE = 100;

/** What is told how a transaction ended: what was changed since the one before is kept, or undone. */
export interface BookReader {
  kept(): void;
  lost(): void;
}

/** The place that a call has inside, with why what was changed meanwhile was undone, where it was. */
export interface BookVisit extends Visit {
  readonly loss: () => OutputError | undefined;
}

/** Why something cannot be written, as a user can mend it. */
function explain(file: string, error: unknown): OutputError {
  if (error instanceof OutputError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new OutputError(
    `${JSON.stringify(file)} cannot be written to (${reason}): nothing was changed; make room, and send the call again`,
    "data",
  );
}

/** One database, and the transaction that is open in it. */
export class Book {
  #isOpen = false;
  /** Why what is open cannot be kept any more. */
  #fault: OutputError | undefined;
  /** Why nothing can be kept any more: not even what stood before could be read. */
  #end: OutputError | undefined;
  #flushing: Promise<void> | undefined;
  /** Why something was undone last: another one each time. */
  #loss: OutputError | undefined;
  readonly #calls;
  readonly #readers: BookReader[] = [];

  /** `place`: what messages call the database. `patience`: how long a call is waited for. */
  constructor(
    readonly db: Database,
    readonly place: string,
    patience = PATIENCE,
  ) {
    this.#calls = new Turnstile(patience);
  }

  /** From now on, a reader is told how transactions end, after those that came before it. */
  tell(reader: BookReader): void {
    this.#readers.push(reader);
  }

  /** Comes in with a call: what is changed inside is kept at once, as far as nothing takes long. */
  async enter(): Promise<BookVisit> {
    const visit = await this.#calls.enter();
    const before = this.#loss;
    return { ...visit, loss: () => (this.#loss === before ? undefined : this.#loss) };
  }

  /** Changes something, as a part of the transaction. Throws an OutputError, after which all of it will be undone. */
  write(change: () => void): void {
    const fault = this.#fault ?? this.#end;
    if (fault) throw fault;
    try {
      if (!this.#isOpen) this.db.run("BEGIN");
      this.#isOpen = true;
      change();
    } catch (error) {
      this.#fault = explain(this.place, error);
      throw this.#fault;
    }
  }

  /** Resolves once all that was changed is kept. Rejects with an OutputError where it is undone. */
  async flush(): Promise<void> {
    if (this.#end) throw this.#end;
    if (!this.#isOpen && !this.#fault) return;
    this.#flushing ??= new Promise((resolve, reject) => {
      setImmediate(async () => {
        if (!this.#calls.isEmpty) await this.#calls.close();
        this.#flushing = undefined;
        try {
          this.#commit();
          resolve();
        } catch (error) {
          reject(error);
        } finally {
          this.#calls.open();
        }
      });
    });
    await this.#flushing;
  }

  #commit(): void {
    try {
      if (this.#fault) throw this.#fault;
      if (this.#isOpen) this.db.run("COMMIT");
    } catch (error) {
      const fault = explain(this.place, error);
      this.#undo(fault);
      throw fault;
    }
    this.#isOpen = false;
    for (const reader of this.#readers) reader.kept();
  }

  /** SQLite has undone the transaction itself where the disk is full. */
  #undo(fault: OutputError): void {
    this.#loss = fault;
    try {
      if (this.db.inTransaction) this.db.run("ROLLBACK");
      this.#isOpen = false;
      this.#fault = undefined;
      for (const reader of this.#readers) reader.lost();
    } catch {
      this.#end = fault;
    }
    try {
      // What waits in the log beside the file takes room twice.
      this.db.run("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch {}
  }

  /** Undoes what is not kept yet. */
  abandon(): void {
    if (this.db.inTransaction) this.db.run("ROLLBACK");
    this.#isOpen = false;
    this.#fault = undefined;
  }

  /** Keeps what is still to be kept. Throws an OutputError where it cannot be. */
  finish(): void {
    if (this.#isOpen || this.#fault) this.#commit();
  }
}
