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

/** This process: what another one has left unfinished nobody goes on with. */
const RUN = crypto.randomUUID();
const DROPPED_AT_ONCE = 16;

/** Forgets what came of contents that were cut off by the end of a process. */
function dropUnfinished(bucket: Bucket): void {
  const [unfinished, content] = [bucket.space("unfinished"), bucket.space("content")];
  for (const { key: id, value } of unfinished.list()) {
    if (value === RUN) continue;
    // A slash comes behind the dot that is before the number of a chunk.
    const range = { from: `${id}.`, to: `${id}/`, limit: DROPPED_AT_ONCE };
    for (let some = content.list(range); some.length > 0; some = content.list(range))
      for (const { key } of some) content.remove(key);
    unfinished.remove(id);
  }
}

/** Notes that a content comes in pieces. What it gives notes that it has ended. */
export function beginContent(bucket: Bucket, id: string): () => void {
  dropUnfinished(bucket);
  bucket.space("unfinished").put(id, RUN);
  return () => bucket.space("unfinished").remove(id);
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

/** Keeps bytes under an id as they come, in whatever pieces. */
export class ContentWriter {
  readonly #space;
  readonly #chunk = new Uint8Array(CHUNK_BYTES);
  #filled = 0;
  #index = 0;

  constructor(
    bucket: Bucket,
    readonly id: string,
  ) {
    this.#space = bucket.space("content");
  }

  #put(): void {
    this.#space.put(nameChunk(this.id, this.#index), this.#chunk.subarray(0, this.#filled));
    this.#index++;
    this.#filled = 0;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + CHUNK_BYTES - this.#filled);
      this.#chunk.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === CHUNK_BYTES) this.#put();
    }
  }

  /** Keeps what is left, and tells where all is. */
  end(): Piece {
    const size = this.#index * CHUNK_BYTES + this.#filled;
    if (this.#filled > 0) this.#put();
    return [this.id, size];
  }
}

/** Keeps the same bytes once more, in another bucket or in the same one. */
export function copyContent(
  from: Bucket,
  pieces: readonly Piece[],
  [first, end]: readonly [first: number, end: number],
  to: Bucket,
  id: string,
): Piece {
  const writer = new ContentWriter(to, id);
  for (const chunk of readContent(from, pieces, first, end)) writer.write(chunk);
  return writer.end();
}
