/** Turns a file that holds others, or that only its end explains, into sources that can be read from the beginning. */
import { Readable } from "node:stream";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import * as yauzl from "yauzl";
import { InputError } from "../base/errors.ts";
import { say } from "../base/message.ts";
import type { ByteSource } from "./find-sources.ts";
import { DAMAGED, resume, takeHead } from "./read-bytes.ts";

/** Both forms are read from their end, so that they are held as a whole. */
const LONGEST_ARCHIVE = 512 * 1024 * 1024;

/** What each begins with. */
const SIGNATURES = { zip: "PK\u0003\u0004", parquet: "PAR1" } as const;

function tooLong({ name }: ByteSource): InputError {
  return new InputError(
    say`${name}: an archive of more than ${LONGEST_ARCHIVE} bytes. Unpack it, and name the folder.`,
  );
}

function damaged({ name, remedy = DAMAGED }: ByteSource, kind: string, error: unknown): InputError {
  const problem = error instanceof Error ? error.message : String(error);
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
        const stream: AsyncIterable<Uint8Array> = Readable.from(await zip.openReadStreamPromise(entry));
        yield* stream;
      };
      yield { ...source, name: `${source.name}/${entry.fileName}`, direct: false, open };
    }
  } catch (error) {
    throw error instanceof InputError ? error : damaged(source, "zip archive", error);
  }
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

/**
 * The sources in a source: the files of a zip archive, the rows of a Parquet file (Amazon Security Lake, Athena's CTAS) as
 * lines of JSON; any other source alone, as it is. Throws an InputError for one that is damaged or longer than 512 MiB.
 */
export async function* openArchive(source: ByteSource): AsyncGenerator<ByteSource> {
  const iterator = source.open()[Symbol.asyncIterator]();
  try {
    const head = await takeHead(iterator, SIGNATURES.zip.length);
    const start = new TextDecoder("latin1").decode(head);
    const rest = resume(head, iterator);
    if (start.startsWith(SIGNATURES.zip)) yield* openZip(await readWhole(rest, source), source);
    else if (start.startsWith(SIGNATURES.parquet)) {
      const bytes = await readWhole(rest, source);
      yield { ...source, open: () => printParquet(bytes, source) };
    } else yield { ...source, open: () => rest };
  } finally {
    await iterator.return?.();
  }
}
