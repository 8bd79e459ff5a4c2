/**
 * Packs a table of which one block is read at a time: four bytes (little endian) with the length of the index, the index
 * (JSON, zstd), then one zstd block of JSON each, at the offsets that the index names. src/aws/model/blocks.ts reads it.
 */

const COMPRESSION_LEVEL = 19;

function compress(value: unknown): Uint8Array {
  return Bun.zstdCompressSync(JSON.stringify(value), { level: COMPRESSION_LEVEL });
}

/** The bytes of a table of `rows`; `head` is what the index says besides its `services`. */
export function packBlocks(
  rows: readonly { readonly entry: object; readonly block: unknown }[],
  head: object,
): Uint8Array {
  let offset = 0;
  const blocks = rows.map(({ entry, block }) => {
    const bytes = compress(block);
    const placed = { ...entry, offset, length: bytes.length };
    offset += bytes.length;
    return { placed, bytes };
  });
  const index = compress({ ...head, services: blocks.map(({ placed }) => placed) });
  const start = new Uint8Array(4);
  new DataView(start.buffer).setUint32(0, index.length, true);
  return Buffer.concat([start, index, ...blocks.map(({ bytes }) => bytes)]);
}
