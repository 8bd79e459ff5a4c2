/**
 * Bodies in aws-chunked, in which SDKs send what they stream, so that its checksum can follow it:
 *
 *     6;chunk-signature=…⏎ hello!⏎ 0⏎ x-amz-checksum-crc32:…⏎ ⏎
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */

/** What a body in chunks holds. */
export interface Unchunked {
  readonly content: Uint8Array;
  /** What follows the last chunk, by lower-case names. */
  readonly trailers: Readonly<Record<string, string>>;
}

const LINE_END = "\r\n";
const SIZE = /^([0-9a-f]{1,12})(?:;[^\r\n]*)?$/i;
/** A size with its extensions, or a trailer; AWS's signatures take 80 characters. */
const LONGEST_LINE = 4_096;

/** Reads lines and so many bytes from left to right; both are undefined where the body ends too early. */
class Reader {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(body: Uint8Array) {
    this.#bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  readLine(): string | undefined {
    const near = this.#bytes.subarray(this.#at, this.#at + LONGEST_LINE);
    const end = near.indexOf(LINE_END);
    if (end < 0) return undefined;
    this.#at += end + LINE_END.length;
    return near.toString("latin1", 0, end);
  }

  take(length: number): Uint8Array | undefined {
    if (length > this.#bytes.length - this.#at) return undefined;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

/** The lines after the last chunk. Some clients leave out the empty one that ends them. */
function readTrailers(reader: Reader): Record<string, string> | undefined {
  const trailers: Record<string, string> = {};
  while (!reader.isAtEnd) {
    const line = reader.readLine();
    if (line === undefined) return undefined;
    if (line === "") return trailers;
    const colon = line.indexOf(":");
    if (colon <= 0) return undefined;
    trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return trailers;
}

/** What is in the chunks of a whole body; undefined where they are cut, or none at all. */
export function readChunks(body: Uint8Array): Unchunked | undefined {
  const reader = new Reader(body);
  const chunks: Uint8Array[] = [];
  for (;;) {
    const digits = SIZE.exec(reader.readLine() ?? "")?.[1];
    if (digits === undefined) return undefined;
    const size = Number.parseInt(digits, 16);
    if (size === 0) break;
    const chunk = reader.take(size);
    if (chunk === undefined || reader.readLine() !== "") return undefined;
    chunks.push(chunk);
  }
  const trailers = readTrailers(reader);
  return trailers && { content: Buffer.concat(chunks), trailers };
}
