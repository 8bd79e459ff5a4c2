/**
 * Where a long file of JSON may be divided: where records seem to begin. That is no more than a guess, which whoever reads up to
 * there confirms or not.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { ARCHIVE_HEAD, findArchiveKind } from "../archive-kind.ts";
import { type Boundary, forgetCounts } from "../boundary.ts";
import { CLOSE_OBJECT, COMMA, OPEN_OBJECT, QUOTE } from "../json-bytes.ts";
import { isSpace } from "../list-members.ts";
import { isGzip } from "../read-bytes.ts";
import { JsonScanner } from "../scan-json.ts";
import { chooseScanner } from "../sniff.ts";

/** How much of a file is looked at, to learn how its records begin or to find one that does. */
const LOOK = 256 * 1024;

/** How a file can be divided. */
interface Seam {
  /** What stands between two records, up to the first name in the second. */
  readonly mark: Uint8Array;
  /** Where in that the second begins. */
  readonly start: number;
  /** What a scanner knows there. */
  readonly boundary: Boundary;
}

function readAt(path: string, place: number): Buffer {
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(LOOK);
    return buffer.subarray(0, readSync(file, buffer, 0, LOOK, place));
  } finally {
    closeSync(file);
  }
}

function skipSpaces(bytes: Uint8Array, at: number, step: 1 | -1): number {
  let next = at;
  while (isSpace(bytes[next] ?? 0)) next += step;
  return next;
}

/** What stands in front of the record that begins at a place, and how it begins; undefined where that is not as usual. */
function cutMark(head: Buffer, start: number): Pick<Seam, "mark" | "start"> | undefined {
  let from = skipSpaces(head, start - 1, -1);
  if (head[from] === COMMA) from = skipSpaces(head, from - 1, -1);
  const name = skipSpaces(head, start + 1, 1);
  const end = head.indexOf(QUOTE, name + 1);
  const isUsual = head[from] === CLOSE_OBJECT && head[start] === OPEN_OBJECT && head[name] === QUOTE;
  return isUsual && end > 0 ? { mark: head.subarray(from, end + 1), start: start - from } : undefined;
}

function findSeam(head: Buffer, name: string): Seam | undefined {
  if (isGzip(head) || findArchiveKind(head.subarray(0, ARCHIVE_HEAD)) !== undefined) return undefined;
  const scanner = chooseScanner(head, false, name, false);
  if (!(scanner instanceof JsonScanner)) return undefined;
  const last = scanner.push(head).at(-1);
  if (last === undefined || last.offset === 0) return undefined;
  const before = new JsonScanner();
  before.push(head.subarray(0, last.offset));
  const mark = cutMark(head, last.offset);
  const { boundary } = before;
  return mark && boundary && { ...mark, boundary };
}

/** The parts of a file, one after the other. */
export class PartFinder {
  readonly #path: string;
  readonly #size: number;
  readonly #partBytes: number;
  readonly #seam: Seam | undefined;

  constructor(path: string, size: number, partBytes: number) {
    this.#path = path;
    this.#size = size;
    this.#partBytes = partBytes;
    this.#seam = size >= 2 * partBytes ? this.#learn() : undefined;
  }

  /** Where the part ends that begins at a place; undefined where the file ends with it. */
  findEnd(from: number): Boundary | undefined {
    if (this.#seam === undefined) return undefined;
    const { mark, start, boundary } = this.#seam;
    for (let place = from + this.#partBytes; place < this.#size; place += this.#partBytes) {
      const found = this.#look(place)?.indexOf(mark) ?? -1;
      if (found >= 0) return forgetCounts(boundary, place + found + start);
    }
    return undefined;
  }

  #learn(): Seam | undefined {
    const head = this.#look(0);
    return head && findSeam(head, this.#path);
  }

  /** What stands at a place; nothing where it cannot be read: whoever reads it for good says why. */
  #look(place: number): Buffer | undefined {
    try {
      return readAt(this.#path, place);
    } catch {
      return undefined;
    }
  }
}
