/** How what stands is kept in SQLite: the same tables in a state file and in a data folder. */
import type { Database } from "bun:sqlite";
import * as v from "valibot";
import type { SavedRecord } from "../records.ts";
import type { InstanceState } from "../store.ts";
import { nameThing, readThings, writeThing } from "./thing-text.ts";

/** "Clmk", by which SQLite and `file` tell whose file it is. */
const APPLICATION = 0x436c6d6b;
/** Where what stands is kept. */
type Medium = "file" | "folder";
/** Go up where an older program cannot read what is written any more. */
const VERSIONS: Readonly<Record<Medium, number>> = { file: 3, folder: 4 };

const ABOUT = v.object({
  account: v.string(),
  region: v.string(),
  trail: v.exactOptional(v.string()),
});

/** Why tables cannot be read, as the rest of a sentence. */
export class UnreadableState extends Error {}

/** Says whose tables these are. */
export function signTables(db: Database, medium: Medium): void {
  db.run(`PRAGMA application_id = ${APPLICATION}`);
  db.run(`PRAGMA user_version = ${VERSIONS[medium]}`);
}

/** Makes empty tables. A data folder has others for what the things hold. */
export function createTables(db: Database, medium: Medium): void {
  signTables(db, medium);
  db.run("CREATE TABLE about (about TEXT NOT NULL)");
  // The order is that of the rowid, which a thing keeps when it is changed.
  db.run("CREATE TABLE things (key TEXT PRIMARY KEY, thing TEXT NOT NULL)");
  if (medium === "file")
    db.run("CREATE TABLE records (owner TEXT NOT NULL, part TEXT NOT NULL, key NOT NULL, value NOT NULL)");
}

function readNumber(db: Database, pragma: string): unknown {
  return db.query(`PRAGMA ${pragma}`).values()[0]?.[0];
}

/** What the things of a state file hold. */
export function readRecords(db: Database): SavedRecord[] {
  return db.query<SavedRecord, []>("SELECT owner, part, key, value FROM records ORDER BY rowid").all();
}

/** Throws UnreadableState where the tables are another program's or another version's. */
export function checkTables(db: Database, medium: Medium): void {
  if (readNumber(db, "application_id") !== APPLICATION) throw new UnreadableState("is no state of cloudmock");
  const version = readNumber(db, "user_version");
  if (version !== VERSIONS[medium])
    throw new UnreadableState(
      `has version ${version} of the format of states, and this cloudmock reads version ${VERSIONS[medium]}; make it anew with this one, or use the one that made it`,
    );
}

/**
 * Reads the tables; undefined before the first state. Throws UnreadableState where they are another program's or another version's.
 * `isAsWritten`: this program wrote the things as they are.
 */
export function readTables(db: Database, medium: Medium, isAsWritten = false): InstanceState | undefined {
  checkTables(db, medium);
  const texts = (sql: string) =>
    db
      .query(sql)
      .values()
      .map(([text]) => String(text));
  const [about] = texts("SELECT about FROM about");
  if (about === undefined) return undefined;
  return {
    about: { trail: undefined, ...v.parse(ABOUT, JSON.parse(about)) },
    things: readThings(texts("SELECT thing FROM things ORDER BY rowid"), isAsWritten),
  };
}

/** Writes rows of the tables. Each of its methods belongs into a transaction. */
export class TableWriter {
  readonly #put;
  readonly #remove;

  constructor(readonly db: Database) {
    this.#put = db.query(
      "INSERT INTO things VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET thing = excluded.thing",
    );
    this.#remove = db.query("DELETE FROM things WHERE key = ?");
  }

  put(key: string, text: string): void {
    this.#put.run(key, text);
  }

  remove(key: string): void {
    this.#remove.run(key);
  }

  replaceAll({ about, things }: Omit<InstanceState, "records">): void {
    const { account, region, trail } = about;
    for (const table of ["about", "things"]) this.db.run(`DELETE FROM ${table}`);
    this.db.run("INSERT INTO about VALUES (?)", [JSON.stringify({ account, region, trail })]);
    for (const thing of things) this.put(nameThing(thing), writeThing(thing));
  }

  /** A file is held as long as a statement of it. */
  close(): void {
    this.#put.finalize();
    this.#remove.finalize();
  }

  /** Adds what the things hold, which a data folder has in a file of its own. */
  addRecords(records: Iterable<SavedRecord>): void {
    const add = this.db.query("INSERT INTO records VALUES (?, ?, ?, ?)");
    for (const { owner, part, key, value } of records) add.run(owner, part, key, value);
  }
}
