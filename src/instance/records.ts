/**
 * What things hold in large numbers: a table's items, a bucket's objects, a queue's messages. Each thing has spaces of its own,
 * in each of which values stand by keys, in the order of the keys' bytes. SQLite holds them, so that memory stays bounded:
 * in the database of the data folder, else in a file that ends with this process.
 */
import type { Database, SQLQueryBindings, Statement } from "bun:sqlite";
import type { OutputError } from "../base/errors.ts";
import type { Book } from "./book.ts";
import { explainTemporary, openTemporary, RECORD_TABLES } from "./open-records.ts";
import { OpenSpaces } from "./open-spaces.ts";
import { type Datum, listBounds, type RecordRange } from "./range-bounds.ts";
import type { DataRecord, SavedRecord, Space } from "./space.ts";

export type { Datum, RecordRange } from "./range-bounds.ts";
export type { DataRecord, SavedRecord, Space } from "./space.ts";

/** Of spaces that are known, also of those that do not stand. */
const MOST_NAMES = 100_000;
const MOST_STATEMENTS = 500;

/** All records of an instance. */
export class Records {
  #opened: Database | undefined;
  /** By their SQL: Bun's own memory has room for twenty, and moves each that is asked for to its end. */
  readonly #statements = new Map<string, Statement>();
  /** By owner and part: their numbers, and 0 of those that do not stand. Nobody else writes the file. */
  readonly #spaces = new Map<string, number>();
  /** What `space` gave, by the same names: each call asks for the same few again. */
  readonly #open = new OpenSpaces();
  /** Whether a transaction is open in a file that ends with this process: it is never ended. */
  #isWriting = false;
  /** Why such a file can be used no more. */
  #fault: OutputError | undefined;
  /** Whether what is overwritten is to be kept for reset: nothing is where nothing stood. */
  #keepsOld = false;
  /** The same as it is on the disk. */
  #keptOld = false;
  #epoch = 0;

  /** `book`: writes where they are kept. Without one they end with this process. Throws what SQLite throws. */
  constructor(readonly book?: Book) {
    if (book === undefined) return;
    this.#opened = book.db;
    book.tell({
      kept: () => {
        this.#keptOld = this.#keepsOld;
      },
      lost: () => {
        this.#keepsOld = this.#keptOld;
        this.#spaces.clear();
        this.#epoch++;
      },
    });
    this.mark();
  }

  /** Another one whenever records were changed by other ways than `put` and `remove` of their space. */
  get epoch(): number {
    return this.#epoch;
  }

  get #db(): Database {
    if (this.#fault) throw this.#fault;
    this.#opened ??= openTemporary();
    return this.#opened;
  }

  /** Whether there may be anything. Throws where what was there is lost. */
  get #isOpened(): boolean {
    if (this.#fault) throw this.#fault;
    return this.#opened !== undefined;
  }

  #forgetStatements(): void {
    for (const statement of this.#statements.values()) statement.finalize();
    this.#statements.clear();
  }

  #query<Row>(sql: string): Statement<Row, SQLQueryBindings[]> {
    if (this.#statements.size > MOST_STATEMENTS) this.#forgetStatements();
    return (this.#statements.get(sql) ?? this.#prepare(sql)) as Statement<Row, SQLQueryBindings[]>;
  }

  #prepare(sql: string): Statement {
    const statement = this.#db.query(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #run(sql: string, ...values: SQLQueryBindings[]): void {
    if (this.book) this.#runInBook(this.book, sql, values);
    else this.#runTemporary(sql, values);
  }

  #runInBook(book: Book, sql: string, values: SQLQueryBindings[]): void {
    book.write(() => this.#query(sql).run(...values));
  }

  #runTemporary(sql: string, values: SQLQueryBindings[]): void {
    const db = this.#db;
    try {
      if (!this.#isWriting) db.run("BEGIN");
      this.#isWriting = true;
      this.#query(sql).run(...values);
    } catch (error) {
      throw this.#breakOff(error);
    }
  }

  /** Of a file without a journal nothing is sure once something could not be written to it. */
  #breakOff(error: unknown): OutputError {
    this.#letGo();
    this.#fault = explainTemporary(error);
    return this.#fault;
  }

  #findSpace(owner: string, part: string, name = `${owner}\n${part}`): number | undefined {
    const known = this.#spaces.get(name);
    if (known !== undefined || !this.#isOpened) return known || undefined;
    const id = this.#query("SELECT id FROM spaces WHERE owner = ? AND part = ?").values(owner, part)[0]?.[0];
    // What is asked for and never made takes room, too.
    if (this.#spaces.size > MOST_NAMES) this.#spaces.clear();
    this.#spaces.set(name, Number(id ?? 0));
    return Number(id ?? 0) || undefined;
  }

  #makeSpace(owner: string, part: string, name = `${owner}\n${part}`): number {
    const found = this.#findSpace(owner, part, name);
    if (found !== undefined) return found;
    this.#run("INSERT INTO spaces (owner, part) VALUES (?, ?)", owner, part);
    this.#spaces.delete(name);
    return this.#findSpace(owner, part, name) ?? 0;
  }

  #keepOld(space: number, key: Datum): void {
    if (this.#keepsOld)
      this.#run(
        "INSERT OR IGNORE INTO undo VALUES (?1, ?2, (SELECT value FROM records WHERE space = ?1 AND key = ?2))",
        space,
        key,
      );
  }

  #put(space: number, key: Datum, value: Datum): void {
    this.#keepOld(space, key);
    this.#run("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", space, key, value);
  }

  #remove(space: number, key: Datum): void {
    this.#keepOld(space, key);
    this.#run("DELETE FROM records WHERE space = ? AND key = ?", space, key);
    // Where nothing stood and nothing stands, there is nothing to go back to.
    if (this.#keepsOld)
      this.#run("DELETE FROM undo WHERE space = ? AND key = ? AND value IS NULL", space, key);
  }

  #list<Row extends Partial<DataRecord>>(space: number, columns: string, range: RecordRange): Row[] {
    const { isBackward = false, limit = -1 } = range;
    const set = listBounds(range);
    // Where the space is bound, SQLite prepares what is ordered anew each time, which takes six times as long as to do it.
    const where = [`space = ${space}`, ...set.map(([sql]) => sql)].join(" AND ");
    const sql = `SELECT ${columns} FROM records WHERE ${where} ORDER BY key ${isBackward ? "DESC" : "ASC"} LIMIT ?`;
    const values = set.map(([, datum]) => datum);
    return this.#query<Row>(sql).all(...values, limit);
  }

  #get(space: number, key: Datum): Datum | undefined {
    const sql = "SELECT value FROM records WHERE space = ? AND key = ?";
    return this.#query<Pick<DataRecord, "value">>(sql).get(space, key)?.value;
  }

  #count(space: number): number {
    return Number(this.#query("SELECT count(*) FROM records WHERE space = ?").values(space)[0]?.[0] ?? 0);
  }

  /** What a thing, by the text that tells it from every other one, holds for a purpose. Nothing is made before the first put. */
  space(owner: string, part: string): Space {
    return this.#open.get(owner, part) ?? this.#openSpace(owner, part);
  }

  #openSpace(owner: string, part: string): Space {
    const name = `${owner}\n${part}`;
    const find = () => this.#findSpace(owner, part, name);
    return this.#open.add(owner, part, {
      get: (key) => {
        const space = find();
        return space === undefined ? undefined : this.#get(space, key);
      },
      put: (key, value) => this.#put(this.#makeSpace(owner, part, name), key, value),
      remove: (key) => {
        const space = find();
        if (space !== undefined) this.#remove(space, key);
      },
      list: (range = {}) => {
        const space = find();
        return space === undefined ? [] : this.#list<DataRecord>(space, "key, value", range);
      },
      listValues: (range = {}) => {
        const space = find();
        const rows = space === undefined ? [] : this.#list<Pick<DataRecord, "value">>(space, "value", range);
        return rows.map(({ value }) => value);
      },
      count: () => {
        const space = find();
        return space === undefined ? 0 : this.#count(space);
      },
    });
  }

  /** Forgets what a thing holds, for one purpose or for all. */
  drop(owner: string, part?: string): void {
    this.#epoch++;
    if (!this.#isOpened) return;
    const found = this.#query("SELECT id, part FROM spaces WHERE owner = ?").values(owner);
    for (const [id, of] of found) {
      if (part !== undefined && of !== part) continue;
      const space = Number(id);
      if (this.#keepsOld) {
        this.#run("INSERT OR IGNORE INTO undo SELECT space, key, value FROM records WHERE space = ?", space);
        this.#run("DELETE FROM undo WHERE space = ? AND value IS NULL", space);
      }
      this.#run("DELETE FROM records WHERE space = ?", space);
      this.#run(
        "DELETE FROM spaces WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM undo WHERE space = ?1)",
        space,
      );
      this.#spaces.delete(`${owner}\n${String(of)}`);
    }
  }

  /** Every record, in an order that is the same for the same records. */
  *listAll(): Generator<SavedRecord> {
    if (!this.#isOpened) return;
    yield* this.#db
      .query<SavedRecord, []>(
        "SELECT owner, part, key, value FROM records JOIN spaces ON space = id ORDER BY owner, part, key",
      )
      .iterate();
  }

  /** How many rows each table has, those for resets with them. */
  countRows(): Readonly<Record<string, number>> {
    const count = (table: string) =>
      Number(this.#query(`SELECT count(*) FROM ${table}`).values()[0]?.[0] ?? 0);
    return Object.fromEntries(RECORD_TABLES.map((table) => [table, this.#isOpened ? count(table) : 0]));
  }

  /** Puts others in the place of all records. */
  replaceAll(records: Iterable<SavedRecord>): void {
    this.#clear();
    for (const { owner, part, key, value } of records) this.#put(this.#makeSpace(owner, part), key, value);
  }

  #clear(): void {
    this.#epoch++;
    this.#keepsOld = false;
    this.#spaces.clear();
    this.#fault = undefined;
    if (this.#opened) for (const table of RECORD_TABLES) this.#run(`DELETE FROM ${table}`);
  }

  /** Lets reset go back to what stands now. */
  mark(): void {
    if (!this.#opened) return;
    if (this.#query("SELECT 1 FROM undo LIMIT 1").values().length > 0) this.#run("DELETE FROM undo");
    this.#keepsOld = this.#query("SELECT 1 FROM records LIMIT 1").values().length > 0;
  }

  /** Goes back to what stood at the last mark: nothing before the first. Takes as long as what was changed since is much. */
  reset(): void {
    this.#epoch++;
    if (!this.#keepsOld) {
      this.#clear();
      return;
    }
    this.#run(
      "DELETE FROM records WHERE EXISTS (SELECT 1 FROM undo u WHERE u.space = records.space AND u.key = records.key)",
    );
    this.#run("INSERT INTO records SELECT * FROM undo WHERE value IS NOT NULL");
    this.#run("DELETE FROM undo");
    this.#run("DELETE FROM spaces WHERE NOT EXISTS (SELECT 1 FROM records WHERE space = id)");
    this.#spaces.clear();
  }

  /** Lets go of a file that ends with this process, and of what is open of the data folder's. */
  close(): void {
    this.#letGo();
    this.#opened = undefined;
  }

  /** A file is held as long as a statement of it. */
  #letGo(): void {
    this.#forgetStatements();
    if (this.book) return;
    this.#opened?.close();
    this.#opened = undefined;
    this.#isWriting = false;
    this.#spaces.clear();
  }
}
