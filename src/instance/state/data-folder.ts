/** Keeps what stands in a folder: a database of SQLite with a write-ahead log, behind the store in memory. */
import { Database } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { InputError, UsageError } from "../../base/errors.ts";
import { Ledger, type LedgerVisit } from "../ledger.ts";
import { boundCache, holdsRecords, makeRecordTables } from "../open-records.ts";
import { Records } from "../records.ts";
import type { InstanceState, Journal, JournalReader } from "../store.ts";
import type { Thing } from "../thing.ts";
import {
  checkTables,
  createTables,
  isBlank,
  readTables,
  signTables,
  TableWriter,
  UnreadableState,
} from "./tables.ts";
import { nameThing, writeThing } from "./thing-text.ts";

const FILE = "cloudmock.sqlite";

/** SQLite takes texts of 1 GB at most, and a character may have three bytes. */
const LONGEST = 300_000_000;

/** By what SQLite's codes begin with: whether the disk is at fault. */
const DISK = /^SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN|PERM)/;

function explainOpen(folder: string, error: unknown): unknown {
  const place = JSON.stringify(folder);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  if (code.startsWith("SQLITE_BUSY"))
    return new UsageError(`${place} is in use by another cloudmock; stop it, or give another folder`, "data");
  if (error instanceof UnreadableState)
    return new InputError(`${place}: ${FILE} ${message}; or give another folder`, "data");
  const isDamaged = code === "" || (code.startsWith("SQLITE_") && !DISK.test(code));
  if (isDamaged)
    return new InputError(`${place}: ${FILE} is damaged (${message}); give another folder`, "data");
  return new UsageError(
    `${place} cannot be used (${message}); give a folder that may be written to and has room`,
    "data",
  );
}

function open(file: string): Database {
  const db = new Database(file);
  try {
    // One process at a time, as what stands is in its memory.
    db.run("PRAGMA locking_mode = EXCLUSIVE");
    db.run("PRAGMA journal_mode = WAL");
    // A power cut loses nothing either.
    db.run("PRAGMA synchronous = FULL");
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Makes the tables where there is nothing yet, and writes in any case: what cannot be written to is no place for what will stand. */
function prepare(db: Database): void {
  db.transaction(() => {
    if (isBlank(db)) createTables(db, "folder");
    else checkTables(db, "folder");
    signTables(db, "folder");
    makeRecordTables(db);
  })();
  boundCache(db);
}

/** What a database of a folder holds; undefined where nothing was ever in it, as where a start was cut off. */
function read(db: Database): InstanceState | undefined {
  const state = readTables(db, "folder");
  const isBegun = state && (state.things.length > 0 || state.about.trail !== undefined || holdsRecords(db));
  return isBegun ? state : undefined;
}

/**
 * The journal of a store, and the records behind it. What was told in one turn of the event loop is written in one transaction,
 * which is on the disk before flush resolves: a call's changes are there all or not at all.
 */
export class DataFolder implements Journal {
  readonly #db: Database;
  readonly #ledger: Ledger;
  readonly #writer: TableWriter;
  /** What it held when it was opened; undefined where nothing was ever in it. */
  readonly found: InstanceState | undefined;
  /** What the things hold. */
  readonly records: Records;
  /** Whether what stands is told to it. Before that, what is written is not whole. */
  #isKeeping: boolean;

  /** Throws a UsageError or an InputError where the folder cannot be used. */
  constructor(readonly folder: string) {
    let db: Database | undefined;
    try {
      mkdirSync(folder, { recursive: true });
      db = open(join(folder, FILE));
      prepare(db);
      this.#ledger = new Ledger(db, folder);
      this.#writer = new TableWriter(db);
      this.found = read(db);
      this.records = new Records(this.#ledger);
    } catch (error) {
      db?.close();
      throw explainOpen(folder, error);
    }
    this.#db = db;
    this.#isKeeping = this.found !== undefined;
  }

  put(thing: Thing): void {
    const [key, text] = [nameThing(thing), writeThing(thing)];
    if (text.length > LONGEST) throw new RangeError(`${thing.type} ${key} is too large for a data folder`);
    this.#ledger.write(() => this.#writer.put(key, text));
  }

  remove(thing: Thing): void {
    const key = nameThing(thing);
    this.#ledger.write(() => this.#writer.remove(key));
  }

  replaceAll(state: InstanceState): void {
    this.#isKeeping = true;
    this.#ledger.write(() => this.#writer.replaceAll(state));
  }

  enter(): Promise<LedgerVisit> {
    return this.#ledger.enter();
  }

  flush(): Promise<void> {
    return this.#ledger.flush();
  }

  tell({ kept, lost }: JournalReader): void {
    this.#ledger.tell({ kept, lost: () => lost(read(this.#db)) });
  }

  /** Keeps what is still to be kept, and lets go of the folder. Throws an OutputError where that is lost. */
  close(): void {
    try {
      if (this.#isKeeping) this.#ledger.finish();
      else this.#ledger.abandon();
    } finally {
      this.records.close();
      this.#writer.close();
      this.#db.close();
    }
  }
}
