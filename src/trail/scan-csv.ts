/** Cuts a CSV file into its rows, as JSON texts: of a table of events the columns' names become members. */

import { areOfEvents, type Column, findColumn, isEmptyCell } from "./columns.ts";
import { NEWLINE, QUOTE } from "./json-bytes.ts";
import { isRecordText } from "./open-text.ts";
import { type Damage, LONGEST_VALUE, type RecordCandidate, type Scanner, Window } from "./scan.ts";

/** A name of a column: no document, no sentence. */
const NAME = /^[\p{L}\p{N}_@$. :/[\]()#-]{1,100}$/u;

/** What some programs write above the header: the type of the rows (PowerShell), what separates cells (for Excel). */
export const PREAMBLE = /^(?:\uFEFF)?(?:#TYPE [^\n]*|sep=[,;|\t])\r?\n/;

/** What can stand between cells: a comma, as RFC 4180 has it, or what spreadsheets and the tools of databases write. */
const SEPARATORS = [",", "\t", ";", "|"] as const;
type Separator = (typeof SEPARATORS)[number];

function splitHeader(line: string, separator: Separator): string[] {
  const names = splitRow(line.replace(BYTE_ORDER_MARK, ""), separator).map((name) => name.trim());
  // Hive writes the table's name before each of them.
  const table = names[0]?.split(".", 1)[0] ?? "";
  const isOfTable = names.every(
    (name) => name.startsWith(`${table}.`) && !name.slice(table.length + 1).includes("."),
  );
  return isOfTable ? names.map((name) => name.slice(table.length + 1)) : names;
}

/** What separates the names of a header: that by which it is two names or more. */
function findSeparator(line: string): Separator | undefined {
  return SEPARATORS.find((separator) => {
    const names = splitHeader(line, separator);
    const [first, ...others] = names;
    // pandas leaves the name of its index empty.
    return (
      others.length > 0 && (first === "" || NAME.test(first ?? "")) && others.every((name) => NAME.test(name))
    );
  });
}

/** Whether a line can be the header of a table: it has two names, or one that only a cell in quotes can follow. */
export function isCsvHeader(line: string, next: string): boolean {
  if (findSeparator(line) !== undefined) return true;
  return next.startsWith('"') && splitHeader(line, ",").every((name) => NAME.test(name));
}

const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * RFC 4180, also with tabs, semicolons or bars: cells in double quotes may hold line breaks and doubled quotes. Empty cells and `null` are absent members.
 * The cells of a table that is none of events may hold whole records: Logs Insights, Splunk, CloudTrail Lake's eventjson.
 * Where the query did not select eventID, the row's place stands for it, since nothing else tells rows apart.
 */
export class CsvScanner implements Scanner {
  damage: Damage | undefined;

  readonly #name: string;
  readonly #window = new Window();
  #header: string | undefined;
  #separator: Separator = ",";
  #names: readonly string[] = [];
  /** Of a table of events: the member that each column holds. */
  #columns: readonly (Column | undefined)[] | undefined;
  #from = 0;
  #at = 0;
  #inQuotes = false;
  #row = 0;

  /** The name of the file, for the identifiers of rows that have none. */
  constructor(name: string) {
    this.#name = name;
  }

  /** Whether the table is one of events by its columns; the cells of any other may hold some. */
  get sawContainer(): boolean {
    return this.#columns !== undefined;
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
    if (line === "" || (this.#row === 1 && PREAMBLE.test(`${line}\n`))) return;
    if (this.#header === undefined) {
      this.#header = line;
      this.#separator = findSeparator(line) ?? ",";
      this.#names = splitHeader(line, this.#separator);
      const columns = this.#names.map(findColumn);
      if (areOfEvents(columns)) this.#columns = columns;
    } else if (line !== this.#header) items.push(this.#makeItem(line, offset));
  }

  #makeItem(line: string, offset: number): RecordCandidate {
    const cells = splitRow(line, this.#separator);
    const place = { unit: "row" as const, number: this.#row, list: undefined, index: undefined };
    if (cells.length !== this.#names.length && this.sawContainer) {
      const problem = `${cells.length} cells where the header has ${this.#names.length}`;
      return { text: "null", place, offset, problem };
    }
    return { text: JSON.stringify(this.#makeRow(cells)), place, offset };
  }

  #makeRow(cells: readonly string[]): Readonly<Record<string, string>> {
    const filled = this.#names.flatMap((name, i) => {
      const cell = cells[i];
      return cell === undefined || isEmptyCell(cell) ? [] : [{ name, cell, column: this.#columns?.[i] }];
    });
    if (!this.#columns) return Object.fromEntries(filled.map(({ name, cell }) => [name, cell]));
    const whole = filled.find(({ cell, column }) => column === undefined && isRecordText(cell));
    if (whole) return { [whole.name]: whole.cell };
    const record: Record<string, string> = {};
    if (!this.#columns.some((column) => column?.member === "eventID"))
      record["eventID"] = `${this.#name} row ${this.#row}`;
    for (const { cell, column } of filled) if (column) record[column.member] = column.read(cell);
    return record;
  }

  #break(problem: string, cut: boolean): void {
    const offset = this.#window.offsetOf(this.#from);
    this.damage = { offset, problem, cut, text: "" };
  }
}

/** The cells of one row, without their quotes. */
function splitRow(row: string, separator: Separator): string[] {
  const cells: string[] = [];
  let at = 0;
  do {
    if (row[at] === '"') {
      let end = row.indexOf('"', at + 1);
      while (end >= 0 && row[end + 1] === '"') end = row.indexOf('"', end + 2);
      const close = end < 0 ? row.length : end;
      const next = findNext(row, separator, close);
      cells.push(row.slice(at + 1, close).replaceAll('""', '"') + row.slice(close + 1, next));
      at = next + 1;
    } else {
      const next = findNext(row, separator, at);
      cells.push(row.slice(at, next));
      at = next + 1;
    }
  } while (at <= row.length);
  return cells;
}

function findNext(row: string, separator: Separator, from: number): number {
  const next = row.indexOf(separator, from);
  return next < 0 ? row.length : next;
}
