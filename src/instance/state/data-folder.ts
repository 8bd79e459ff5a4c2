/** Keeps what stands in a folder: SQLite with a write-ahead log, behind the store in memory. */
import { Database } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { InputError, OutputError, UsageError } from "../../base/errors.ts";
import { Records } from "../records.ts";
import type { InstanceState, Journal } from "../store.ts";
import type { Thing } from "../thing.ts";
import { createTables, isBlank, readTables, TableWriter, UnreadableState } from "./tables.ts";
import { nameThing, writeThing } from "./thing-text.ts";

const FILE = "cloudmock.sqlite";
/** What things hold is another file, whose writing waits for nothing of this one. */
const RECORDS_FILE = "records.sqlite";

/** SQLite takes texts of 1 GB at most, and a character may have three bytes. */
const LONGEST = 300_000_000;

type Change = (writer: TableWriter) => void;

function explainOpen(folder: string, error: unknown): unknown {
  const place = JSON.stringify(folder);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  if (code.startsWith("SQLITE_BUSY"))
    return new UsageError(`${place} is in use by another cloudmock; stop it, or give another folder`, "data");
  if (error instanceof UnreadableState)
    return new InputError(`${place}: ${FILE} ${message}; or give another folder`, "data");
  if (code.startsWith("SQLITE_NOTADB") || code.startsWith("SQLITE_CORRUPT") || error instanceof SyntaxError)
    return new InputError(`${place}: ${FILE} is damaged (${message}); give another folder`, "data");
  return new UsageError(`${place} cannot be used (${message}); give a folder that may be written to`, "data");
}

/**
 * The journal of a store. What was told in one turn of the event loop is written in one transaction, which is on the disk
 * before flush resolves: a call's changes are there all or not at all, and calls at the same time share the wait.
 */
export class DataFolder implements Journal {
  readonly #db: Database;
  readonly #writer: TableWriter;
  /** Told and not yet written, the oldest first. */
  #changes: Change[] = [];
  #writing: Promise<void> | undefined;
  /** What it held when it was opened; undefined where nothing was ever in it. */
  readonly found: InstanceState | undefined;
  /** What the things hold. */
  readonly records: Records;

  /** Throws a UsageError or an InputError where the folder cannot be used. */
  constructor(readonly folder: string) {
    try {
      mkdirSync(folder, { recursive: true });
      this.#db = new Database(join(folder, FILE));
      // One process at a time, as what stands is in its memory.
      this.#db.run("PRAGMA locking_mode = EXCLUSIVE");
      this.#db.run("PRAGMA journal_mode = WAL");
      // A power cut loses nothing either.
      this.#db.run("PRAGMA synchronous = FULL");
      if (isBlank(this.#db)) this.#db.transaction(createTables)(this.#db);
      const state = readTables(this.#db);
      const isBegun = state && (state.things.length > 0 || state.about.trail !== undefined);
      this.found = isBegun ? state : undefined;
      this.records = new Records(join(folder, RECORDS_FILE));
      // What was cut off before it began left nothing that holds them.
      if (!isBegun) this.records.replaceAll([]);
    } catch (error) {
      throw explainOpen(folder, error);
    }
    this.#writer = new TableWriter(this.#db);
  }

  put(thing: Thing): void {
    const [key, text] = [nameThing(thing), writeThing(thing)];
    if (text.length > LONGEST) throw new RangeError(`${thing.type} ${key} is too large for a data folder`);
    this.#changes.push((writer) => writer.put(key, text));
  }

  remove(thing: Thing): void {
    const key = nameThing(thing);
    this.#changes.push((writer) => writer.remove(key));
  }

  replaceAll(state: InstanceState): void {
    this.#changes = [(writer) => writer.replaceAll(state)];
  }

  async flush(): Promise<void> {
    if (this.#changes.length === 0) return;
    this.#writing ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        this.#writing = undefined;
        try {
          this.#commit();
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
    await this.#writing;
  }

  /** What cannot be written now stays to be written with the next change. Throws an OutputError. */
  #commit(): void {
    if (this.#changes.length === 0) return;
    try {
      this.#db.transaction(() => {
        for (const change of this.#changes) change(this.#writer);
      })();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new OutputError(
        `${JSON.stringify(this.folder)} cannot be written to (${reason}); make room: what was not kept is written with the next change`,
        "data",
      );
    }
    this.#changes = [];
  }

  /** Writes what is still to be written, and lets go of the folder. Throws an OutputError where that is lost. */
  close(): void {
    try {
      this.#commit();
      this.records.close();
    } finally {
      this.#db.close();
    }
  }
}
