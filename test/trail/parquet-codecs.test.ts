// Parquet in each of its compressions.
import { expect, test } from "bun:test";
import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import type { CompressionCodec } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { unpackLz4, unpackLz4Block } from "../../src/trail/lz4.ts";
import { makeRecord, rejectionOf, selectFrom } from "./records.ts";

/** A block of LZ4 without matches, whose literals are all there is. */
function packLz4(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 15) return Uint8Array.of(bytes.length << 4, ...bytes);
  const rest = bytes.length - 15;
  return Uint8Array.of(0xf0, ...new Array(Math.floor(rest / 255)).fill(255), rest % 255, ...bytes);
}

/** The block with its lengths before it, as Hadoop has it. */
function frameLz4(bytes: Uint8Array): Uint8Array {
  const block = packLz4(bytes);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(bytes.length, 0);
  head.writeUInt32BE(block.length, 4);
  return Buffer.concat([head, block]);
}

const codecs: readonly [string, CompressionCodec, (bytes: Uint8Array) => Uint8Array][] = [
  ["Brotli", "BROTLI", (bytes) => brotliCompressSync(bytes)],
  ["gzip", "GZIP", (bytes) => gzipSync(bytes)],
  ["Zstandard", "ZSTD", (bytes) => zstdCompressSync(bytes)],
  ["LZ4", "LZ4_RAW", packLz4],
  ["Hadoop's LZ4", "LZ4", frameLz4],
  ["LZ4 of an older writer", "LZ4", packLz4],
];

const texts = [1, 2].map((number) => JSON.stringify(makeRecord(number)));

for (const [name, codec, compress] of codecs) {
  const write = (pack: typeof compress) =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [{ name: "raw_data", data: texts }],
        codec,
        compressors: { [codec]: pack },
      }),
    );

  test(`${name}`, async () => {
    expect((await selectFrom([write(compress)])).total).toBe(2);
  });

  test(`${name}, damaged, is an error`, async () => {
    const cut = write((bytes) => compress(bytes).slice(0, -3));
    expect(await rejectionOf(selectFrom([cut]))).toStartWith("InputError: x.json: damaged Parquet file (");
  });
}

test("LZ4 with matches that overlap themselves, and long ones", () => {
  const short = Uint8Array.of(0x35, 97, 98, 99, 3, 0, 0x10, 120);
  expect(Buffer.from(unpackLz4Block(short, 13)).toString()).toBe("abcabcabcabcx");
  const long = Uint8Array.of(0x1f, 97, 1, 0, 255, 26, 0x10, 98);
  expect(Buffer.from(unpackLz4Block(long, 302)).toString()).toBe(`${"a".repeat(301)}b`);
});

test("LZ4 that is none ends", () => {
  let state = 1;
  const draw = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 256;
  };
  for (let round = 0; round < 2_000; round++) {
    const bytes = Uint8Array.from({ length: draw() % 40 }, draw);
    for (const unpack of [unpackLz4, unpackLz4Block]) {
      try {
        expect(unpack(bytes, 64).length).toBe(64);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }
  }
});
