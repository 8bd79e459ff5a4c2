/** Reads a body in chunks as it comes: https://www.rfc-editor.org/rfc/rfc9112#name-chunked-transfer-coding */

/** What of a body came. */
interface ReadChunks {
  readonly state: "more" | "whole" | "not HTTP";
  readonly pieces: readonly Buffer[];
  /** Whether something follows the body. */
  readonly hasRest: boolean;
}

const SIZE = /^([\da-f]{1,13})[ \t]*(?:;|$)/i;
/** Longer lines are none. */
const LONGEST_LINE = 16_384;
const LINE_FEED = 10;

/** A body in chunks that is being read. */
export class ChunkReader {
  /** `size` is the line before a chunk, `after` the line break behind it, `trailer` a line after the last one. */
  #at: "size" | "data" | "after" | "trailer" | "end" = "size";
  #left = 0;
  /** A line that is not whole. */
  #line = "";

  /** Whether nothing is missing but what may follow the last chunk. */
  get isAtEnd(): boolean {
    return this.#at === "trailer" || this.#at === "end";
  }

  /** Takes what came next. */
  feed(bytes: Buffer): ReadChunks {
    const pieces: Buffer[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (this.#at === "end") return { state: "whole", pieces, hasRest: true };
      if (this.#at === "data") {
        const piece = bytes.subarray(at, at + this.#left);
        pieces.push(piece);
        at += piece.length;
        this.#left -= piece.length;
        if (this.#left === 0) this.#at = "after";
        continue;
      }
      const feed = bytes.indexOf(LINE_FEED, at);
      const end = feed < 0 ? bytes.length : feed;
      this.#line += bytes.toString("latin1", at, end);
      at = end + 1;
      if (this.#line.length > LONGEST_LINE) return { state: "not HTTP", pieces, hasRest: false };
      if (feed < 0) break;
      if (!this.#line.endsWith("\r") || !this.#takeLine(this.#line.slice(0, -1)))
        return { state: "not HTTP", pieces, hasRest: false };
      this.#line = "";
    }
    return { state: this.#at === "end" ? "whole" : "more", pieces, hasRest: false };
  }

  /** Takes a line; false of one that may not stand there. */
  #takeLine(line: string): boolean {
    if (this.#at === "size") {
      const digits = SIZE.exec(line)?.[1];
      if (digits === undefined) return false;
      this.#left = Number.parseInt(digits, 16);
      this.#at = this.#left === 0 ? "trailer" : "data";
      return true;
    }
    if (this.#at === "trailer") {
      if (line === "") this.#at = "end";
      return true;
    }
    this.#at = "size";
    return line === "";
  }
}
