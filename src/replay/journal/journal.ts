/** A replay's journal: what is going to be sent is on the disk before it is sent, and what became of it soon after. */
import { Database } from "bun:sqlite";
import { closeSync, existsSync, openSync, rmSync, statSync } from "node:fs";
import { InputError, OutputError, UsageError } from "../../base/errors.ts";
import { nameFlag, say } from "../../base/message.ts";
import {
  createJournalTables,
  type JournalAbout,
  type JournalContent,
  type JournalEnd,
  type JournalFinish,
  JournalWriter,
  readJournalTables,
  UnreadableJournal,
} from "./tables.ts";

const FLAG = "journal";

function explainOpen(path: string, error: unknown): Error {
  const place = JSON.stringify(path);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  if (code.startsWith("SQLITE_BUSY"))
    return new UsageError(`${place} is in use by another cloudmock; wait for it, or name another file`, FLAG);
  if (error instanceof UnreadableJournal)
    return new InputError(`${place} ${message}; or name another file`, FLAG);
  // Its tables, or what stands in them, are not as this program writes them.
  const isDamaged =
    code.startsWith("SQLITE_NOTADB") ||
    code.startsWith("SQLITE_CORRUPT") ||
    code === "SQLITE_ERROR" ||
    error instanceof SyntaxError ||
    isInvalid(error);
  if (isDamaged)
    return new InputError(
      `${place} is no journal of a replay, or a damaged one (${message}); name another file`,
      FLAG,
    );
  return new UsageError(
    `${place} cannot be used (${message}); name a file in a folder that may be written to, with room`,
    FLAG,
  );
}

function isInvalid(error: unknown): boolean {
  return error instanceof Error && error.name === "ValiError";
}

/** Whether nothing was ever written to a file; true where there is none. */
export function isBlankFile(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function connect(path: string): Database {
  const db = new Database(path, { create: false, readwrite: true });
  try {
    // One process at a time; and without memory that is shared, so that it may lie on a file system of the network.
    db.run("PRAGMA locking_mode = EXCLUSIVE");
    db.run("PRAGMA journal_mode = WAL");
    // A power cut loses nothing either.
    db.run("PRAGMA synchronous = FULL");
    // A second process finds it taken at once.
    db.run("BEGIN EXCLUSIVE");
    db.run("COMMIT");
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

/**
 * The journal of one replay. What is told in one turn of the event loop is written in one transaction, so that calls which
 * are under way at the same time share the wait for the disk. Once it cannot be written, nothing may be sent any more.
 */
export class ReplayJournal {
  readonly #db: Database;
  readonly #writer: JournalWriter;
  #intents: number[] = [];
  #withdrawn: number[] = [];
  #ends: JournalEnd[] = [];
  #finish: JournalFinish | undefined;
  #writing: Promise<boolean> | undefined;
  #fault: OutputError | undefined;
  /** Is told once that it cannot be written. */
  onFault: (() => void) | undefined;

  private constructor(
    readonly path: string,
    db: Database,
    /** Which replay it is of. */
    readonly about: JournalAbout,
    /** What it held when it was opened. */
    readonly found: JournalContent | undefined,
  ) {
    this.#db = db;
    this.#writer = new JournalWriter(db);
  }

  /** Opens the journal of a replay that was begun. Throws a UsageError or an InputError where it cannot be used. */
  static open(path: string): ReplayJournal {
    let db: Database | undefined;
    try {
      db = connect(path);
      const found = readJournalTables(db);
      return new ReplayJournal(path, db, found.about, found);
    } catch (error) {
      db?.close();
      throw explainOpen(path, error);
    }
  }

  /** Begins the journal of a replay, which only this user may read. Throws a UsageError where it cannot be written. */
  static begin(path: string, about: JournalAbout): ReplayJournal {
    const isNew = !existsSync(path);
    let db: Database | undefined;
    try {
      if (isNew) closeSync(openSync(path, "wx", 0o600));
      db = connect(path);
      const made = db;
      db.transaction(() => createJournalTables(made, about))();
      return new ReplayJournal(path, db, about, undefined);
    } catch (error) {
      db?.close();
      // Nothing is in it that anybody could go on with.
      if (isNew && db) for (const end of ["", "-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
      throw explainOpen(path, error);
    }
  }

  /** Why it cannot be written, where it cannot. */
  get fault(): OutputError | undefined {
    return this.#fault;
  }

  /** Notes that the call at a place is going to be sent. False where that cannot be written. */
  async intend(place: number): Promise<boolean> {
    if (this.#fault) return false;
    this.#intents.push(place);
    return this.#flush();
  }

  /** Takes back what was noted: the call was not sent. */
  withdraw(place: number): void {
    this.#withdrawn.push(place);
    void this.#flush();
  }

  /** Notes what became of a call. */
  end(end: JournalEnd): void {
    this.#ends.push(end);
    void this.#flush();
  }

  /** Notes that all calls have been made. */
  finish(finish: JournalFinish): void {
    this.#finish = finish;
  }

  #flush(): Promise<boolean> {
    this.#writing ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#writing = undefined;
        resolve(this.#commit());
      });
    });
    return this.#writing;
  }

  /** What cannot be written stays to be written when it is closed. */
  #commit(): boolean {
    if (this.#fault) return false;
    try {
      this.#write();
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#fault = new OutputError(
        say`${JSON.stringify(this.path)} cannot be written to (${reason}), so nothing more was sent; make room, and go on with ${nameFlag("resume")}`,
        FLAG,
      );
      this.onFault?.();
      return false;
    }
  }

  #write(): void {
    const writer = this.#writer;
    this.#db.transaction(() => {
      for (const place of this.#intents) writer.intend(place);
      for (const place of this.#withdrawn) writer.withdraw(place);
      for (const end of this.#ends) writer.end(end);
      if (this.#finish) writer.finish(this.#finish);
    })();
    this.#intents = [];
    this.#withdrawn = [];
    this.#ends = [];
    this.#finish = undefined;
  }

  /** Writes what is still to be written, and lets go of the file. */
  close(): void {
    try {
      // A disk that was full for a moment may have room again.
      if (this.#fault) {
        try {
          this.#intents = [];
          this.#finish = undefined;
          this.#write();
        } catch {
          // What became of these calls is found out when it is gone on with.
        }
      } else this.#commit();
    } finally {
      this.#db.close();
    }
  }
}
