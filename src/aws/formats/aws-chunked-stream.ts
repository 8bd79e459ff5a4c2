/** What is in the chunks of aws-chunked as they come, whatever pieces a body comes in. The same as aws-chunked.ts reads at once. */

/** What follows the last chunk, by lower-case names. It is whole once all content has been taken. */
export interface ChunkReader {
  /** The content in pieces. Throws a RangeError where the chunks are cut, or none at all. */
  readonly content: AsyncIterable<Uint8Array>;
  readonly trailers: Readonly<Record<string, string>>;
}

const SIZE = /^([0-9a-f]{1,12})(?:;[^\r\n]*)?$/i;
const LINE_FEED = 10;
/** A size with its extensions, or a trailer. */
const LONGEST_LINE = 4_096;

/** Takes lines and so many bytes of what comes in pieces. */
class PieceReader {
  #rest: Uint8Array = new Uint8Array();
  readonly #source: AsyncIterator<Uint8Array>;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Whether there is more. */
  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#source.next();
      if (done) return false;
      this.#rest = value;
    }
    return true;
  }

  /** A line without its end; undefined where nothing comes any more. */
  async readLine(): Promise<string | undefined> {
    let line = "";
    while (await this.#fill()) {
      const end = this.#rest.indexOf(LINE_FEED);
      const part = this.#rest.subarray(0, end < 0 ? this.#rest.length : end);
      line += Buffer.from(part).toString("latin1");
      this.#rest = this.#rest.subarray(end < 0 ? this.#rest.length : end + 1);
      if (line.length > LONGEST_LINE) throw new RangeError("a line is too long");
      if (end < 0) continue;
      if (line.endsWith("\r")) return line.slice(0, -1);
      line += "\n";
    }
    if (line !== "") throw new RangeError("a line is cut");
    return undefined;
  }

  /** So many bytes, in the pieces in which they come. */
  async *take(length: number): AsyncGenerator<Uint8Array> {
    for (let left = length; left > 0; ) {
      if (!(await this.#fill())) throw new RangeError("a chunk is cut");
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
}

/** Reads chunks as they come. */
export function readChunksOf(source: AsyncIterable<Uint8Array>): ChunkReader {
  const reader = new PieceReader(source);
  const trailers: Record<string, string> = {};
  const read = async function* () {
    for (;;) {
      const digits = SIZE.exec((await reader.readLine()) ?? "")?.[1];
      if (digits === undefined) throw new RangeError("a chunk has no size");
      const size = Number.parseInt(digits, 16);
      if (size === 0) break;
      yield* reader.take(size);
      if ((await reader.readLine()) !== "") throw new RangeError("a chunk is longer than it says");
    }
    for (
      let line = await reader.readLine();
      line !== undefined && line !== "";
      line = await reader.readLine()
    ) {
      const colon = line.indexOf(":");
      if (colon <= 0) throw new RangeError("a trailer has no name");
      trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    }
  };
  return { content: read(), trailers };
}
