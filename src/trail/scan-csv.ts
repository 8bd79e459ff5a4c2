/** Cuts the CSV that Athena and CloudTrail Lake write into records: column names become members, rows JSON texts. */

import { openMapText } from "./map-text.ts";
import { type Damage, LONGEST_VALUE, type RecordCandidate, type Scanner, Window } from "./scan.ts";

/** Members of a record that a replay reads; columns are named like them, in any case (Athena: `eventname`). */
const MEMBERS = [
  "eventVersion",
  "userIdentity",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "sourceIPAddress",
  "userAgent",
  "errorCode",
  "errorMessage",
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "eventID",
  "resources",
  "eventType",
  "apiVersion",
  "readOnly",
  "recipientAccountId",
  "sharedEventID",
  "addendum",
];

/** Members that CloudTrail Lake keeps as maps of texts; `cloudmock cloudtrail query` calls such columns `…_map`. */
const MAPS = ["requestParameters", "responseElements", "additionalEventData"];

interface Column {
  readonly member: string;
  /** The member's JSON from a cell. */
  readonly read: (cell: string) => string;
}

const COLUMNS = new Map<string, Column>([
  ...MEMBERS.map((member) => [member.toLowerCase(), { member, read: (cell) => cell }] as [string, Column]),
  ...MAPS.map((member) => [`${member.toLowerCase()}_map`, { member, read: openMapText }] as [string, Column]),
]);

/** Columns without which a table is not one of events. */
const NEEDED = ["eventName", "eventSource"];

/** Whether a line is the header of a table of events. */
export function isCsvHeader(line: string): boolean {
  const columns = readColumns(line);
  return NEEDED.every((needed) => columns.some((column) => column?.member === needed));
}

function readColumns(line: string): (Column | undefined)[] {
  return splitRow(line.replace(/^\uFEFF/, "")).map((name) => COLUMNS.get(name.trim().toLowerCase()));
}

const QUOTE = 0x22;
const NEWLINE = 0x0a;

/**
 * RFC 4180: cells in double quotes may hold line breaks and doubled quotes. Empty cells and `null` are absent members.
 * Where the query did not select eventID, the row's place stands for it, since nothing else tells rows apart.
 */
export class CsvScanner implements Scanner {
  damage: Damage | undefined;
  readonly sawContainer = true;

  readonly #name: string;
  readonly #window = new Window();
  #header: string | undefined;
  #columns: readonly (Column | undefined)[] = [];
  #from = 0;
  #at = 0;
  #inQuotes = false;
  #row = 0;

  /** The name of the file, for the identifiers of rows that have none. */
  constructor(name: string) {
    this.#name = name;
  }

  push(piece: Uint8Array): readonly RecordCandidate[] {
    if (this.damage !== undefined) return [];
    this.#window.append(piece, this.#from);
    this.#at -= this.#from;
    this.#from = 0;
    const { bytes, end } = this.#window;
    const items: RecordCandidate[] = [];
    for (; this.#at < end; this.#at++) {
      const byte = bytes[this.#at];
      if (byte === QUOTE) this.#inQuotes = !this.#inQuotes;
      else if (byte === NEWLINE && !this.#inQuotes) this.#finishRow(this.#at + 1, items);
    }
    if (end - this.#from > LONGEST_VALUE)
      this.#break(`a single row is longer than ${LONGEST_VALUE} bytes`, false);
    return items;
  }

  end(): readonly RecordCandidate[] {
    if (this.damage !== undefined) return [];
    const items: RecordCandidate[] = [];
    if (this.#inQuotes) this.#break("the file ends inside a quoted cell", true);
    else this.#finishRow(this.#window.end, items);
    return items;
  }

  #finishRow(to: number, items: RecordCandidate[]): void {
    const line = this.#window.decode(this.#from, to).replace(/\r?\n$/, "");
    const offset = this.#window.offsetOf(this.#from);
    this.#from = to;
    this.#row++;
    if (line === "") return;
    if (this.#header === undefined) {
      this.#header = line;
      this.#columns = readColumns(line);
    } else if (line !== this.#header) items.push(this.#makeItem(line, offset));
  }

  #makeItem(line: string, offset: number): RecordCandidate {
    const cells = splitRow(line);
    const place = { unit: "row" as const, number: this.#row, list: undefined, index: undefined };
    if (cells.length !== this.#columns.length) {
      const problem = `${cells.length} cells where the header has ${this.#columns.length}`;
      return { text: "null", place, offset, problem };
    }
    const record: Record<string, string> = {};
    if (!this.#columns.some((column) => column?.member === "eventID"))
      record["eventID"] = `${this.#name} row ${this.#row}`;
    this.#columns.forEach((column, i) => {
      const cell = cells[i] ?? "";
      if (column !== undefined && cell !== "" && cell !== "null") record[column.member] = column.read(cell);
    });
    return { text: JSON.stringify(record), place, offset };
  }

  #break(problem: string, cut: boolean): void {
    const offset = this.#window.offsetOf(this.#from);
    this.damage = { offset, problem, cut, text: "" };
  }
}

/** The cells of one row, without their quotes. */
function splitRow(row: string): string[] {
  const cells: string[] = [];
  let at = 0;
  do {
    if (row[at] === '"') {
      let end = row.indexOf('"', at + 1);
      while (row[end + 1] === '"') end = row.indexOf('"', end + 2);
      const close = end < 0 ? row.length : end;
      const comma = nextComma(row, close);
      cells.push(row.slice(at + 1, close).replaceAll('""', '"') + row.slice(close + 1, comma));
      at = comma + 1;
    } else {
      const comma = nextComma(row, at);
      cells.push(row.slice(at, comma));
      at = comma + 1;
    }
  } while (at <= row.length);
  return cells;
}

function nextComma(row: string, from: number): number {
  const comma = row.indexOf(",", from);
  return comma < 0 ? row.length : comma;
}
