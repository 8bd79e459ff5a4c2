/** Opens one file (or standard input) as a stream of its bytes, decompressed where they are gzip. */

import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { InputError } from "../base/errors.ts";
import { nameFlag, type Said, say } from "../base/message.ts";

const PIECE = 256 * 1024;

/** What messages say of a stream of bytes. */
export interface Origin {
  /** How they call it: the path as the user wrote it, or `standard input`. */
  readonly name: string;
  /** What to do about one that is damaged or no log, where it is no file. */
  readonly remedy?: Said;
}

/** What to do about a damaged file. */
export const DAMAGED: Said = say`Fetch the file again, or leave it out of ${nameFlag("input")}.`;

/**
 * The bytes of a file. Every piece is the same buffer: it holds until the next piece is asked for. Throws an InputError
 * where the file cannot be opened, or where its disk or network fails.
 */
export async function* readFileBytes(path: string): AsyncGenerator<Uint8Array> {
  const blame = (error: Error) => {
    throw new InputError(
      say`${path}: cannot be read (${error.message}). Make it readable, or leave it out of ${nameFlag("input")}.`,
    );
  };
  const file = await open(path).catch(blame);
  try {
    const buffer = new Uint8Array(PIECE);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE, null).catch(blame);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/**
 * How often a file may be compressed: Firehose compresses once more what CloudWatch Logs has compressed, and so does who
 * sends a .gz with a content encoding. There are files that unpack to themselves without end.
 */
const MOST_LAYERS = 2;

/** Whether bytes begin as gzip does. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * Gives the pieces as they are, or decompressed where they begin as gzip (by content, never by name): all members, as
 * `cat a.gz b.gz` makes them, and zero padding after the last. Throws an InputError for a gzip that is cut, damaged, or
 * followed by anything else, since whatever comes after would be lost without a word.
 */
export async function* decompress(
  pieces: AsyncIterable<Uint8Array>,
  source: Origin,
  layers = MOST_LAYERS,
): AsyncGenerator<Uint8Array> {
  if (layers === 0) return yield* pieces;
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    const head = await takeHead(iterator);
    const rest = resume(head, iterator);
    if (isGzip(head)) yield* decompress(gunzip(rest, source), source, layers - 1);
    else yield* rest;
  } finally {
    await iterator.return?.();
  }
}

/** The first `length` bytes or more, which hold until the next piece is asked for; fewer only where there are no more. */
export async function takeHead(iterator: AsyncIterator<Uint8Array>, length = 2): Promise<Uint8Array> {
  let head = new Uint8Array(0);
  for (;;) {
    const next = await iterator.next();
    if (next.done) return head;
    if (head.length === 0 && next.value.length >= length) return next.value;
    head = concatenate(head, next.value);
    if (head.length >= length) return head;
  }
}

/** The head that was taken, and what comes after it. */
export async function* resume(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}

async function* gunzip(pieces: AsyncIterable<Uint8Array>, source: Origin): AsyncGenerator<Uint8Array> {
  const fed = { bytes: 0, lastNonZero: -1 };
  const unzip = createGunzip({ chunkSize: PIECE });
  const feeding = pipeline(Readable.from(copyPieces(pieces, fed), { highWaterMark: 1 }), unzip).catch(
    (error: Error) => error,
  );
  try {
    for await (const piece of unzip) yield piece;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw damagedGzip(source, error instanceof Error ? error.message : String(error));
  } finally {
    unzip.destroy();
    await feeding;
  }
  if (fed.lastNonZero >= unzip.bytesWritten) throw damagedGzip(source, "data after the end of the gzip");
}

/** Copies, because the decompressor reads a piece after the next one has been asked for. */
async function* copyPieces(
  pieces: AsyncIterable<Uint8Array>,
  fed: { bytes: number; lastNonZero: number },
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    const copy = piece.slice();
    const last = copy.findLastIndex((byte) => byte !== 0);
    if (last >= 0) fed.lastNonZero = fed.bytes + last;
    fed.bytes += copy.length;
    yield copy;
  }
}

function damagedGzip({ name, remedy = DAMAGED }: Origin, problem: string): InputError {
  return new InputError(say`${name}: damaged gzip (${problem}). ${remedy}`);
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
