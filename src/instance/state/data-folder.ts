/** Keeps what stands in a folder: SQLite with a write-ahead log, behind the store in memory. */
import { Database } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { InputError, UsageError } from "../../base/errors.ts";
import type { InstanceState, Journal, Thing } from "../store.ts";
import { createTables, isBlank, readTables, TableWriter, UnreadableState } from "./tables.ts";

const FILE = "cloudmock.sqlite";

type Change = { readonly put: Thing } | { readonly remove: Thing } | { readonly replace: InstanceState };

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
  /** What it held when it was opened; undefined where that was nothing. */
  readonly found: InstanceState | undefined;

  /** Throws a UsageError or an InputError where the folder cannot be used. */
  constructor(folder: string) {
    try {
      mkdirSync(folder, { recursive: true });
      this.#db = new Database(join(folder, FILE));
      // One process at a time, as what stands is in its memory.
      this.#db.run("PRAGMA locking_mode = EXCLUSIVE");
      this.#db.run("PRAGMA journal_mode = WAL");
      // A power cut loses nothing either.
      this.#db.run("PRAGMA synchronous = FULL");
      this.found = isBlank(this.#db) ? undefined : readTables(this.#db);
      if (!this.found) this.#db.transaction(createTables)(this.#db);
    } catch (error) {
      throw explainOpen(folder, error);
    }
    this.#writer = new TableWriter(this.#db);
  }

  put(thing: Thing): void {
    this.#changes.push({ put: thing });
  }

  remove(thing: Thing): void {
    this.#changes.push({ remove: thing });
  }

  replaceAll(state: InstanceState): void {
    this.#changes = [{ replace: state }];
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

  #write(change: Change): void {
    if ("put" in change) this.#writer.put(change.put);
    else if ("remove" in change) this.#writer.remove(change.remove);
    else this.#writer.replaceAll(change.replace);
  }

  /** What cannot be written now stays to be written with the next change. */
  #commit(): void {
    this.#db.transaction(() => {
      for (const change of this.#changes) this.#write(change);
    })();
    this.#changes = [];
  }

  close(): void {
    this.#db.close();
  }
}
