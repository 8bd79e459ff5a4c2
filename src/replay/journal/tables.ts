/** The tables of a replay's journal, in SQLite: whose it is, what was going to be sent, and what became of it. */
import type { Database } from "bun:sqlite";
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";

/** "Clmj", by which SQLite and `file` tell whose file it is. */
const APPLICATION = 0x436c6d6a;
/** Goes up where an older program cannot read what is written any more. */
const VERSION = 1;

const ABOUT = v.object({
  /** Tells logs apart: the records that were read, and what was left out of them. */
  log: Text,
  /** Tells plans apart: every call with all that is sent of it, and what it waits for. */
  plan: Text,
  /** How many calls the plan has. */
  calls: v.number(),
  endpoint: Text,
  /** What answered there. */
  target: Text,
  account: v.optional(Text),
  /** Which part of the log it is, in words: `shard 0 of 8`. */
  part: v.optional(Text),
  begun: Text,
});

/** Which replay a journal is of. */
export type JournalAbout = v.InferOutput<typeof ABOUT>;

const FINISHED = v.object({
  durationMs: v.number(),
  lag: v.object({ worstMs: v.number(), p99Ms: v.number() }),
});

/** How long a replay took that has come to its end, in all its runs, and how late its last run was. */
export type JournalFinish = v.InferOutput<typeof FINISHED>;

/** What became of a call, as the result shows it, and what its answer taught. */
export interface JournalEnd {
  readonly place: number;
  /** How long the replay had been running, in all its runs. */
  readonly atMs: number;
  readonly ok: boolean;
  readonly status: number;
  readonly code: string | undefined;
  /** The error's message, or what was odd about a success. */
  readonly said: string | undefined;
  /** As JSON. */
  readonly learnt: string | undefined;
}

/** What a journal holds. */
export interface JournalContent {
  readonly about: JournalAbout;
  /** The places that were going to be sent. */
  readonly intents: ReadonlySet<number>;
  /** In the order of ending; of two for a place the later one holds. */
  readonly ends: readonly JournalEnd[];
  readonly finished: JournalFinish | undefined;
}

/** Why a file is no journal that can be read, as the rest of a sentence. */
export class UnreadableJournal extends Error {}

function readNumber(db: Database, pragma: string): unknown {
  return db.query(`PRAGMA ${pragma}`).values()[0]?.[0];
}

/** Makes empty tables. */
export function createJournalTables(db: Database, about: JournalAbout): void {
  db.run(`PRAGMA application_id = ${APPLICATION}`);
  db.run(`PRAGMA user_version = ${VERSION}`);
  db.run("CREATE TABLE about (about TEXT NOT NULL, finished TEXT)");
  db.run("CREATE TABLE intents (place INTEGER PRIMARY KEY)");
  db.run(
    "CREATE TABLE ends (number INTEGER PRIMARY KEY, place INTEGER NOT NULL, at_ms REAL NOT NULL, ok INTEGER NOT NULL, status INTEGER NOT NULL, code TEXT, said TEXT, learnt TEXT)",
  );
  db.run("INSERT INTO about VALUES (?, NULL)", [JSON.stringify(about)]);
}

interface EndRow {
  readonly place: number;
  readonly at_ms: number;
  readonly ok: number;
  readonly status: number;
  readonly code: string | null;
  readonly said: string | null;
  readonly learnt: string | null;
}

/** Reads all of it. Throws UnreadableJournal where it is another program's or another version's, and what SQLite throws. */
export function readJournalTables(db: Database): JournalContent {
  if (readNumber(db, "application_id") !== APPLICATION)
    throw new UnreadableJournal("is no journal of a replay");
  const version = readNumber(db, "user_version");
  if (version !== VERSION)
    throw new UnreadableJournal(
      `has version ${version} of the format of journals, and this cloudmock reads version ${VERSION}; go on with the one that made it`,
    );
  const damage = db.query("PRAGMA quick_check(1)").values()[0]?.[0];
  if (damage !== "ok") throw new UnreadableJournal(`is damaged (${String(damage)})`);
  const [row] = db.query<{ about: string; finished: string | null }, []>("SELECT * FROM about").all();
  if (!row) throw new UnreadableJournal("is damaged (it does not say of which replay it is)");
  const ends = db
    .query<EndRow, []>("SELECT place, at_ms, ok, status, code, said, learnt FROM ends ORDER BY number")
    .all();
  return {
    about: v.parse(ABOUT, JSON.parse(row.about)),
    finished: row.finished === null ? undefined : v.parse(FINISHED, JSON.parse(row.finished)),
    intents: new Set(
      db
        .query("SELECT place FROM intents ORDER BY place")
        .values()
        .map(([place]) => Number(place)),
    ),
    ends: ends.map(({ place, at_ms, ok, status, code, said, learnt }) => ({
      place,
      atMs: at_ms,
      ok: ok !== 0,
      status,
      code: code ?? undefined,
      said: said ?? undefined,
      learnt: learnt ?? undefined,
    })),
  };
}

/** Writes rows of the tables. Each of its methods belongs into a transaction. */
export class JournalWriter {
  readonly #intend;
  readonly #withdraw;
  readonly #end;
  readonly #finish;

  constructor(db: Database) {
    this.#intend = db.query("INSERT OR IGNORE INTO intents VALUES (?)");
    this.#withdraw = db.query("DELETE FROM intents WHERE place = ?");
    this.#end = db.query(
      "INSERT INTO ends (place, at_ms, ok, status, code, said, learnt) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    this.#finish = db.query("UPDATE about SET finished = ?");
  }

  intend(place: number): void {
    this.#intend.run(place);
  }

  withdraw(place: number): void {
    this.#withdraw.run(place);
  }

  end({ place, atMs, ok, status, code, said, learnt }: JournalEnd): void {
    this.#end.run(place, atMs, ok ? 1 : 0, status, code ?? null, said ?? null, learnt ?? null);
  }

  finish(finish: JournalFinish): void {
    this.#finish.run(JSON.stringify(finish));
  }
}
