/** Opens the database in which what things hold stands. */
import { Database } from "bun:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SCHEMA = [
  "CREATE TABLE IF NOT EXISTS spaces (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, part TEXT NOT NULL, UNIQUE (owner, part))",
  "CREATE TABLE IF NOT EXISTS records (space INTEGER, key, value NOT NULL, PRIMARY KEY (space, key)) WITHOUT ROWID",
  // What stood at the mark where something else stands since; null where nothing stood.
  "CREATE TABLE IF NOT EXISTS undo (space INTEGER, key, value, PRIMARY KEY (space, key)) WITHOUT ROWID",
];

/** In KiB: what of it is in memory at most. */
const CACHE_KIB = 32_768;

function makeTables(db: Database): Database {
  for (const sql of SCHEMA) db.run(sql);
  db.run(`PRAGMA cache_size = -${CACHE_KIB}`);
  return db;
}

function openTemporary(): Database {
  let folder: string;
  try {
    folder = mkdtempSync(join(tmpdir(), "cloudmock-records-"));
  } catch {
    // A container may have no folder that can be written to.
    return makeTables(new Database(":memory:"));
  }
  const db = new Database(join(folder, "records"));
  db.run("PRAGMA locking_mode = EXCLUSIVE");
  db.run("PRAGMA journal_mode = OFF");
  db.run("PRAGMA synchronous = OFF");
  makeTables(db);
  // An open file needs no name. Where a system thinks otherwise, its folder of temporary files has one more.
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
  return db;
}

function openFile(file: string): Database {
  const db = new Database(file);
  db.run("PRAGMA locking_mode = EXCLUSIVE");
  db.run("PRAGMA journal_mode = WAL");
  // A power cut loses nothing either.
  db.run("PRAGMA synchronous = FULL");
  return makeTables(db);
}

/** A database of a file, which is kept; without one, of a file that ends with this process. Throws what SQLite throws. */
export function openRecords(file?: string): Database {
  return file === undefined ? openTemporary() : openFile(file);
}
