/** The bytes of objects: chunks among a bucket's records, so that none is ever whole in memory that need not be. */
import type { Bucket } from "./bucket.ts";
import type { Piece } from "./stored.ts";

const CHUNK_BYTES = 1024 ** 2;

function nameChunk(id: string, index: number): string {
  return `${id}.${String(index).padStart(8, "0")}`;
}

/** Keeps bytes under an id that nothing has yet. */
export function keepContent(bucket: Bucket, id: string, content: Uint8Array): Piece {
  const space = bucket.space("content");
  for (let at = 0, index = 0; at < content.length; at += CHUNK_BYTES, index++)
    space.put(nameChunk(id, index), content.subarray(at, at + CHUNK_BYTES));
  return [id, content.length];
}

/** Forgets contents. */
export function dropContent(bucket: Bucket, pieces: readonly Piece[]): void {
  const space = bucket.space("content");
  for (const [id, size] of pieces)
    for (let index = 0; index * CHUNK_BYTES < size; index++) space.remove(nameChunk(id, index));
}

/** The bytes from `first` until before `end`, chunk by chunk. */
export function* readContent(
  bucket: Bucket,
  pieces: readonly Piece[],
  first: number,
  end: number,
): Generator<Uint8Array> {
  const space = bucket.space("content");
  let before = 0;
  for (const [id, size] of pieces) {
    const [from, to] = [Math.max(first - before, 0), Math.min(end - before, size)];
    before += size;
    for (let index = Math.floor(from / CHUNK_BYTES); index * CHUNK_BYTES < to; index++) {
      const start = index * CHUNK_BYTES;
      const chunk = space.get(nameChunk(id, index));
      if (!(chunk instanceof Uint8Array)) continue;
      yield chunk.subarray(Math.max(from - start, 0), Math.min(to - start, CHUNK_BYTES));
    }
  }
}

/** The same in one piece. */
export function joinContent(
  bucket: Bucket,
  pieces: readonly Piece[],
  first: number,
  end: number,
): Uint8Array {
  const chunks = [...readContent(bucket, pieces, first, end)];
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Buffer.concat(chunks);
}

/** Keeps the same bytes once more, in another bucket or in the same one. */
export function copyContent(
  from: Bucket,
  pieces: readonly Piece[],
  [first, end]: readonly [first: number, end: number],
  to: Bucket,
  id: string,
): Piece {
  const space = to.space("content");
  let [rest, size, index]: [Uint8Array, number, number] = [new Uint8Array(), 0, 0];
  for (const chunk of readContent(from, pieces, first, end)) {
    size += chunk.length;
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (; rest.length >= CHUNK_BYTES; rest = rest.subarray(CHUNK_BYTES))
      space.put(nameChunk(id, index++), rest.subarray(0, CHUNK_BYTES));
  }
  if (rest.length > 0) space.put(nameChunk(id, index), rest);
  return [id, size];
}
