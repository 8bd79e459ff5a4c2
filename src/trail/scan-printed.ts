/**
 * Reads what the AWS command line prints of a query's rows with `--output text` and `--output table`: a cell a line, which
 * Athena's result has in turn (`DATA`), and CloudTrail Lake's each in a column of its own, of all of which the rest is empty.
 */
import { areOfEvents, findColumn, isEmptyCell } from "./columns.ts";
import { NEWLINE } from "./json-bytes.ts";
import { RECORD_HINT } from "./open-text.ts";
import { PrintedTable } from "./printed-table.ts";
import { ATHENA_COLUMNS, LAKE_COLUMNS } from "./query-columns.ts";
import { type Damage, LONGEST_VALUE, type RecordCandidate, type Scanner, Window } from "./scan.ts";
import { cutObjects } from "./scan-text.ts";

/** What the lines of a result begin with as text: the name of the list that they stand in. */
const TEXT_LINE = /^(?:QUERYRESULTROWS|COLUMNINFO|DATA)(?:\t|$)/m;
/** How a table begins. */
const TABLE_HEAD = /^-{4,}\r?\n\|/;

/** Athena's description of a column has ten members, which are printed in the order of the alphabet. */
const MEMBERS_OF_COLUMN = ["CaseSensitive", "CatalogName", "Label", "Name"] as const;
const COUNT_OF_MEMBERS = 10;
const NAME_AT = MEMBERS_OF_COLUMN.indexOf("Name");

/** Columns of one name each, by which Athena prints a cell. */
const CELL = "VarCharValue";

/** Lake's columns as text has them: sorted, and not named. */
const SORTED_LAKE_COLUMNS = LAKE_COLUMNS.toSorted();

/** Whether a file that begins so may be one of these. */
export function isPrinted(start: string): boolean {
  return TABLE_HEAD.test(start) || TEXT_LINE.test(start);
}

export class PrintedScanner implements Scanner {
  damage: Damage | undefined;
  sawContainer = false;
  readonly isLoose = true;

  readonly #window = new Window();
  readonly #table = new PrintedTable();
  #at = 0;
  #from = 0;
  #line = 0;
  #items: RecordCandidate[] = [];
  /** Athena's columns, as far as they were described. */
  #described: string[] = [];
  /** Athena's columns, and the cells of the row that is begun. */
  #names: readonly string[] | undefined;
  #cells: string[] = [];
  /** Of Lake's row that is begun: its columns, its cells, and how many lines there were of it. */
  #sparse: { readonly names: readonly string[]; readonly row: string[]; lines: number } | undefined;

  push(piece: Uint8Array): readonly RecordCandidate[] {
    if (this.damage !== undefined) return [];
    this.#window.append(piece, this.#from);
    this.#at -= this.#from;
    this.#from = 0;
    const { bytes, end } = this.#window;
    for (; this.#at < end; this.#at++) if (bytes[this.#at] === NEWLINE) this.#finishLine(this.#at);
    if (end - this.#from > LONGEST_VALUE)
      this.#break(`a single line is longer than ${LONGEST_VALUE} bytes`, false);
    return this.#takeItems();
  }

  end(): readonly RecordCandidate[] {
    if (this.damage !== undefined) return [];
    this.#finishLine(this.#window.end);
    const isCut = this.#cells.length > 0 || this.#sparse !== undefined;
    if (isCut && this.sawContainer) this.#break("the file ends inside a row", true);
    return this.#takeItems();
  }

  #takeItems(): readonly RecordCandidate[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  #finishLine(to: number): void {
    const line = this.#window.decode(this.#from, to).replace(/\r$/, "");
    this.#line++;
    if (line.startsWith("|") || line.startsWith("+")) this.#readTableLine(line);
    else this.#readTextLine(line);
    this.#from = to + 1;
  }

  #readTextLine(line: string): void {
    const [list = "", ...cells] = line.split("\t");
    if (list === "COLUMNINFO") {
      const name = cells[NAME_AT];
      if (cells.length === COUNT_OF_MEMBERS && name !== undefined) this.#described.push(name);
    } else if (list === "DATA" && cells.length < 2) this.#addCell(cells[0] ?? "");
    else if (list === "QUERYRESULTROWS" && cells.length === LAKE_COLUMNS.length)
      this.#addSparse(SORTED_LAKE_COLUMNS, cells);
    else this.#cut(line);
  }

  #readTableLine(line: string): void {
    const row = this.#table.read(line);
    if (row === undefined) {
      this.#cut(line);
      return;
    }
    const { names, cells } = row;
    if (names.length === 1 && names[0] === CELL) this.#addCell(cells[0] ?? "");
    else if (names.includes("Name") && names.includes("CatalogName"))
      this.#described.push(cells[names.indexOf("Name")] ?? "");
    else if (!areOfEvents(names.map(findColumn))) this.#cut(line);
    else if (cells.filter((cell) => cell !== "").length > 1) this.#emit(names, cells);
    else this.#addSparse(names, cells);
  }

  /** Takes the next of Athena's cells. The first row of a result is its columns' names once more. */
  #addCell(cell: string): void {
    this.#cells.push(cell);
    const names = this.#described.length > 0 ? this.#described : ATHENA_COLUMNS;
    if (this.#cells.length < names.length) return;
    const cells = this.#cells;
    this.#cells = [];
    const isHeader = cells.every((text, i) => text === names[i]);
    // Without a description only the names themselves tell that these are the columns.
    if (isHeader || this.#described.length > 0) this.#names = names;
    if (!isHeader && this.#names !== undefined) this.#emit(this.#names, cells);
  }

  /** Takes one of a row's lines, each of which has one cell of all columns. */
  #addSparse(names: readonly string[], cells: readonly string[]): void {
    const known = this.#sparse?.names.join() === names.join() ? this.#sparse : undefined;
    const sparse = known ?? { names, row: names.map(() => ""), lines: 0 };
    for (const [i, cell] of cells.entries()) if (cell !== "") sparse.row[i] = cell;
    sparse.lines++;
    this.#sparse = sparse.lines < names.length ? sparse : undefined;
    if (this.#sparse === undefined) this.#emit(names, sparse.row);
  }

  #emit(names: readonly string[], cells: readonly string[]): void {
    if (!areOfEvents(names.map(findColumn))) return;
    this.sawContainer = true;
    const row = Object.fromEntries(
      names.map((name, i) => [name, cells[i] ?? ""] as const).filter(([, cell]) => !isEmptyCell(cell)),
    );
    this.#add(JSON.stringify(row));
  }

  /** Of any other line, the records that stand in it. */
  #cut(line: string): void {
    if (!RECORD_HINT.test(line)) return;
    for (const text of cutObjects(line).texts) this.#add(text);
  }

  #add(text: string): void {
    const place = { unit: "line" as const, number: this.#line, list: undefined, index: undefined };
    this.#items.push({ text, place, offset: this.#window.offsetOf(this.#from) });
  }

  #break(problem: string, cut: boolean): void {
    this.damage = { offset: this.#window.offsetOf(this.#from), problem, cut, text: "" };
  }
}
