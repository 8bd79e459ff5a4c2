/** Reads the tables that the AWS command line draws, a line at a time. */

/** A row below a header. */
export interface PrintedRow {
  readonly names: readonly string[];
  readonly cells: readonly string[];
}

/** A line between rows; each level of nesting has bars of its own around it. */
const BORDER = /^\|*\+[-+]*\+\|*$/;

/** Where the corners of a border are. */
function listCorners(border: string): number[] {
  return [...border.matchAll(/\+/g)].map(({ index }) => index);
}

/**
 * The cells between those corners, or, where wide characters have moved them, between as many bars; undefined for a line that
 * has other cells, such as a title.
 */
function splitCells(line: string, corners: readonly number[], width: number): string[] | undefined {
  const isAligned = line.length === width && corners.every((corner) => line[corner] === "|");
  if (isAligned) return corners.slice(1).map((corner, i) => line.slice((corners[i] ?? 0) + 1, corner).trim());
  const outer = corners[0] ?? 0;
  const inner = line.slice(outer + 1, line.length - outer - 1).split("|");
  return inner.length === corners.length - 1 ? inner.map((cell) => cell.trim()) : undefined;
}

/**
 * A header stands between two borders, and rows follow until the third. What stands outside of these is a title; sections of one
 * row have no header, so that what follows them fits none.
 */
export class PrintedTable {
  /** None outside of a section. */
  #corners: readonly number[] = [];
  #width = 0;
  /** The lines since the first border, of which a header is the only one. */
  #lines: (readonly string[])[] = [];
  #names: readonly string[] | undefined;

  /** The row that a line is; undefined for what is none. */
  read(line: string): PrintedRow | undefined {
    if (BORDER.test(line)) {
      this.#readBorder(line);
      return undefined;
    }
    if (this.#corners.length === 0) return undefined;
    const cells = splitCells(line, this.#corners, this.#width);
    if (cells === undefined) this.#leave();
    else if (this.#names !== undefined) return { names: this.#names, cells };
    else this.#lines.push(cells);
    return undefined;
  }

  #readBorder(line: string): void {
    const [header, second] = this.#lines;
    if (this.#corners.length === 0) {
      this.#corners = listCorners(line);
      this.#width = line.length;
    } else if (this.#names === undefined && header !== undefined && second === undefined)
      this.#names = header;
    else this.#leave();
  }

  #leave(): void {
    this.#corners = [];
    this.#lines = [];
    this.#names = undefined;
  }
}
