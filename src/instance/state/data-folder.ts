/** Keeps what stands in a folder: a database of SQLite with a write-ahead log, behind the store in memory. */
import { Database } from "bun:sqlite";
import {
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { InputError, UsageError } from "../../base/errors.ts";
import { Book, type BookVisit } from "../book.ts";
import { boundCache, holdsRecords, makeRecordTables } from "../open-records.ts";
import { Records } from "../records.ts";
import type { InstanceState, Journal, JournalReader } from "../store.ts";
import type { Thing } from "../thing.ts";
import { checkTables, createTables, readTables, signTables, TableWriter, UnreadableState } from "./tables.ts";
import { nameThing, writeThing } from "./thing-text.ts";

const FILE = "cloudmock.sqlite";
const HEADER = 100;

/** In bytes: a larger file is not read whole to find out whether it is, which takes two seconds a GB. */
const LARGEST_CHECKED = 200_000_000;

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

/** Makes the file, whole or not at all: an empty one is then damaged, and not one that was never written to. */
function make(file: string): void {
  if (existsSync(file)) return;
  const beside = `${file}.${crypto.randomUUID()}.part`;
  try {
    const db = new Database(beside);
    try {
      db.run("PRAGMA synchronous = FULL");
      db.transaction(() => {
        createTables(db, "folder");
        makeRecordTables(db);
      })();
    } finally {
      db.close();
    }
    // Unlike a renaming, it replaces no file that another process has made meanwhile.
    try {
      linkSync(beside, file);
    } catch {
      // Another process was first, or the file system has no links.
      if (!existsSync(file)) renameSync(beside, file);
    }
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Throws UnreadableState where a file is not as long as it says, which SQLite forgives of a part of its last page. */
function checkLength(file: string): void {
  const { size } = statSync(file);
  if (size === 0) throw new UnreadableState("is empty; it is damaged");
  // Until what is beside it is in the file, it may be shorter.
  if (size < HEADER || statSync(`${file}-wal`, { throwIfNoEntry: false })?.size) return;
  const header = Buffer.alloc(HEADER);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, header, 0, HEADER, 0);
  } finally {
    closeSync(descriptor);
  }
  // https://www.sqlite.org/fileformat.html#the_database_header
  const [page, pages] = [header.readUInt16BE(16), header.readUInt32BE(28)];
  if (header.toString("latin1", 0, 6) === "SQLite" && size < (page === 1 ? 65_536 : page) * pages)
    throw new UnreadableState("is damaged (its end is missing)");
}

function open(file: string): Database {
  make(file);
  checkLength(file);
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

/**
 * Throws UnreadableState where a database is damaged or not ours. Writes something that changes nothing: what cannot be written to
 * is no place for what will stand.
 */
function prepare(db: Database): void {
  checkTables(db, "folder");
  if (statSync(db.filename).size <= LARGEST_CHECKED) {
    const [found] = db.query("PRAGMA quick_check(1)").values()[0] ?? [];
    if (found !== "ok") throw new UnreadableState(`is damaged (${found})`);
  }
  db.transaction(() => signTables(db, "folder"))();
  boundCache(db);
}

/** What a database of a folder holds; undefined where nothing was ever in it, as where a start was cut off. */
function read(db: Database): InstanceState | undefined {
  const state = readTables(db, "folder");
  const isHolding = holdsRecords(db);
  const isBegun = state && (isHolding || state.things.length > 0 || state.about.trail !== undefined);
  return isBegun ? state : undefined;
}

/**
 * The journal of a store, and the records behind it. What was told in one turn of the event loop is written in one transaction,
 * which is on the disk before flush resolves: a call's changes are there all or not at all.
 */
export class DataFolder implements Journal {
  readonly #db: Database;
  readonly #book: Book;
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
      this.#book = new Book(db, folder);
      this.#writer = new TableWriter(db);
      this.found = read(db);
      this.records = new Records(this.#book);
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
    this.#book.write(() => this.#writer.put(key, text));
  }

  remove(thing: Thing): void {
    const key = nameThing(thing);
    this.#book.write(() => this.#writer.remove(key));
  }

  replaceAll(state: InstanceState): void {
    this.#isKeeping = true;
    this.#book.write(() => this.#writer.replaceAll(state));
  }

  enter(): Promise<BookVisit> {
    return this.#book.enter();
  }

  flush(): Promise<void> {
    return this.#book.flush();
  }

  tell({ kept, lost }: JournalReader): void {
    this.#book.tell({ kept, lost: () => lost(read(this.#db)) });
  }

  /** Keeps what is still to be kept, and lets go of the folder. Throws an OutputError where that is lost. */
  close(): void {
    try {
      if (this.#isKeeping) this.#book.finish();
      else this.#book.abandon();
    } finally {
      this.records.close();
      this.#writer.close();
      this.#db.close();
    }
  }
}
