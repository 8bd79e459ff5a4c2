/** Turns a file that holds others, or that only its end explains, into sources that can be read from the beginning. */
import { Readable } from "node:stream";
import { brotliDecompressSync, constants, gunzipSync, zstdDecompressSync } from "node:zlib";
import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import * as yauzl from "yauzl";
import { InputError } from "../base/errors.ts";
import { say } from "../base/message.ts";
import type { ByteSource } from "./find-sources.ts";
import { unpackLz4, unpackLz4Block } from "./lz4.ts";
import { DAMAGED, decompress, isGzip, resume, takeHead } from "./read-bytes.ts";

/** Zip and Parquet are read from their end, and Bun reads a tar archive as a whole: they are held in memory. */
const LONGEST_ARCHIVE = 512 * 1024 * 1024;

/** What each begins with. */
const SIGNATURES = { zip: "PK\u0003\u0004", parquet: "PAR1" } as const;
/** What a tar archive has at a place in its first block: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html. */
const TAR = { signature: "ustar", at: 257, block: 512 } as const;

function tooLong({ name }: ByteSource): InputError {
  return new InputError(
    say`${name}: an archive of more than ${LONGEST_ARCHIVE} bytes. Unpack it, and name the folder.`,
  );
}

/** What is wrong by whoever reads it. A library that comes upon what it did not expect tells of its own variables, which say nothing. */
function describeProblem(error: unknown): string {
  if (error instanceof TypeError || error instanceof RangeError) return "its parts do not fit together";
  return error instanceof Error ? error.message : String(error);
}

function damaged({ name, remedy = DAMAGED }: ByteSource, kind: string, error: unknown): InputError {
  const problem = describeProblem(error);
  return new InputError(say`${name}: damaged ${kind} (${problem}). ${remedy}`);
}

async function readWhole(pieces: AsyncIterable<Uint8Array>, source: ByteSource): Promise<Buffer> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    kept.push(piece.slice());
    length += piece.length;
    if (length > LONGEST_ARCHIVE) throw tooLong(source);
  }
  return Buffer.concat(kept);
}

/** The files of a zip archive, each under the archive's name and its own. */
async function* openZip(bytes: Buffer, source: ByteSource): AsyncGenerator<ByteSource> {
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith("/")) continue;
      const open = async function* (): AsyncGenerator<Uint8Array> {
        try {
          const stream: AsyncIterable<Uint8Array> = Readable.from(await zip.openReadStreamPromise(entry));
          yield* stream;
        } catch (error) {
          throw damaged(source, "zip archive", error);
        }
      };
      yield { ...source, name: `${source.name}/${entry.fileName}`, direct: false, open };
    }
  } catch (error) {
    throw error instanceof InputError ? error : damaged(source, "zip archive", error);
  }
}

/** The files of a tar archive, likewise. */
async function* openTar(bytes: Buffer, source: ByteSource): AsyncGenerator<ByteSource> {
  const files = await new Bun.Archive(bytes).files().catch((error: unknown) => {
    throw damaged(source, "tar archive", error);
  });
  for (const [name, file] of files) {
    const open = async function* (): AsyncGenerator<Uint8Array> {
      yield await file.bytes();
    };
    yield { ...source, name: `${source.name}/${name}`, direct: false, open };
  }
}

function readStart(head: Uint8Array): string {
  return new TextDecoder("latin1").decode(head.subarray(0, TAR.block));
}

/** What a gzip begins with, as far as that can be read from the beginning of it. */
function unpackStart(head: Uint8Array): string {
  try {
    const start = gunzipSync(head.subarray(0, 2 * TAR.block), { finishFlush: constants.Z_SYNC_FLUSH });
    return readStart(start);
  } catch {
    return "";
  }
}

function isTar(start: string): boolean {
  return start.startsWith(TAR.signature, TAR.at);
}

const encoder = new TextEncoder();

/** JSON knows no integers of 64 bits; those of events are moments and counts. */
function printRow(row: unknown): string {
  return `${JSON.stringify(row, (_key, value: unknown) => (typeof value === "bigint" ? Number(value) : value))}\n`;
}

/** The rows of a Parquet file as lines of JSON, a group of rows at a time. */
async function* printParquet(bytes: Buffer, source: ByteSource): AsyncGenerator<Uint8Array> {
  const file: AsyncBuffer = {
    byteLength: bytes.length,
    slice: (from, to) => {
      const part = bytes.subarray(from, to);
      return part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength) as ArrayBuffer;
    },
  };
  const compressors = {
    GZIP: (input: Uint8Array, length: number) => gunzipSync(input, { maxOutputLength: Math.max(length, 1) }),
    ZSTD: (input: Uint8Array) => zstdDecompressSync(input),
    BROTLI: (input: Uint8Array, length: number) =>
      brotliDecompressSync(input, { maxOutputLength: Math.max(length, 1) }),
    LZ4: unpackLz4,
    LZ4_RAW: unpackLz4Block,
  };
  try {
    const metadata = await parquetMetadataAsync(file);
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd });
      for (const row of rows) yield encoder.encode(printRow(row));
      rowStart = rowEnd;
    }
  } catch (error) {
    throw damaged(source, "Parquet file", error);
  }
}

/** Archives stand in archives; one that holds itself would never end. */
const DEEPEST = 4;

function tooDeep({ name }: ByteSource): InputError {
  return new InputError(
    say`${name}: an archive more than ${DEEPEST} deep in others. Unpack it, and name the folder.`,
  );
}

async function* openInner(parts: AsyncGenerator<ByteSource>, depth: number): AsyncGenerator<ByteSource> {
  for await (const part of parts) yield* openAt(part, depth + 1);
}

async function* openAt(source: ByteSource, depth: number): AsyncGenerator<ByteSource> {
  const iterator = source.open()[Symbol.asyncIterator]();
  try {
    const head = await takeHead(iterator, 2 * TAR.block);
    const start = readStart(head);
    const rest = resume(head, iterator);
    const isZip = start.startsWith(SIGNATURES.zip);
    const isPacked = isGzip(head) && isTar(unpackStart(head));
    if (depth > DEEPEST && (isZip || isPacked || isTar(start))) throw tooDeep(source);
    if (isZip) yield* openInner(openZip(await readWhole(rest, source), source), depth);
    else if (start.startsWith(SIGNATURES.parquet)) {
      const bytes = await readWhole(rest, source);
      yield { ...source, open: () => printParquet(bytes, source) };
    } else if (isTar(start)) yield* openInner(openTar(await readWhole(rest, source), source), depth);
    else if (isPacked) {
      const bytes = await readWhole(decompress(rest, source, 1), source);
      yield* openInner(openTar(bytes, source), depth);
    } else yield { ...source, open: () => rest };
  } finally {
    await iterator.return?.();
  }
}

/**
 * The sources in a source: the files of a zip or a tar archive, and of archives in it, the rows of a Parquet file (Amazon Security
 * Lake, Athena's CTAS) as lines of JSON; any other source alone, as it is. Throws an InputError for one that is damaged or longer
 * than 512 MiB.
 */
export function openArchive(source: ByteSource): AsyncGenerator<ByteSource> {
  return openAt(source, 0);
}
