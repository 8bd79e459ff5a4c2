/** The tables in which what things hold stands, and the file that has them where nothing is kept. */
import { Database, SQLiteError } from "bun:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault, InputError, OutputError } from "../base/errors.ts";

const SCHEMA = [
  "CREATE TABLE IF NOT EXISTS spaces (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, part TEXT NOT NULL, UNIQUE (owner, part))",
  "CREATE TABLE IF NOT EXISTS records (space INTEGER, key, value NOT NULL, PRIMARY KEY (space, key)) WITHOUT ROWID",
  // What stood at the mark where something else stands since; null where nothing stood.
  "CREATE TABLE IF NOT EXISTS undo (space INTEGER, key, value, PRIMARY KEY (space, key)) WITHOUT ROWID",
];

/** Their names. */
export const RECORD_TABLES = ["records", "undo", "spaces"] as const;

/** In KiB: what of it is in memory at most. */
const CACHE_KIB = 32_768;

/** Makes the tables where they are not. */
export function makeRecordTables(db: Database): void {
  for (const sql of SCHEMA) db.run(sql);
}

/** Whether the tables hold anything. */
export function holdsRecords(db: Database): boolean {
  return db.query("SELECT space, key, value FROM records LIMIT 1").values().length > 0;
}

/** Bounds what of a database is in memory. */
export function boundCache(db: Database): void {
  db.run(`PRAGMA cache_size = -${CACHE_KIB}`);
}

function openAt(name: string): Database {
  const db = new Database(name);
  db.run("PRAGMA locking_mode = EXCLUSIVE");
  db.run("PRAGMA journal_mode = OFF");
  db.run("PRAGMA synchronous = OFF");
  makeRecordTables(db);
  boundCache(db);
  return db;
}

/** A database of a file that ends with this process. Throws what SQLite throws. */
export function openTemporary(): Database {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), "cloudmock-records-"));
    return openAt(join(folder, "records"));
  } catch {
    // A container may have no folder that can be written to, or no room in it.
    return openAt(":memory:");
  } finally {
    // An open file needs no name. Where a system thinks otherwise, its folder of temporary files has one more.
    try {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    } catch {}
  }
}

/** Why something cannot be read, where the file is at fault; undefined where this program is. */
export function explainReading(error: unknown): Fault | undefined {
  if (error instanceof Fault) return error;
  if (!(error instanceof SQLiteError)) return undefined;
  return new InputError(`what things hold cannot be read (${error.message}); give another folder`, "data");
}

/** Why such a file can be used no more, as a user can mend it. */
export function explainTemporary(error: unknown): OutputError {
  const reason = error instanceof Error ? error.message : String(error);
  return new OutputError(
    `what things hold cannot be written to ${JSON.stringify(tmpdir())} (${reason}), and what they held is lost; make room there, or let TMPDIR name another folder; a reset begins anew`,
  );
}
