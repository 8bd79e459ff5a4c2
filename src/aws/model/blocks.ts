/**
 * Reads a packed table of which one block is needed at a time: four bytes (little endian) with the length of the index, the
 * index (JSON, zstd), then a zstd block of JSON for each of its rows. scripts/lib/pack-blocks.ts writes it.
 */

const LENGTH_BYTES = 4;

/** Where a row's block is, in bytes from the first block. */
export interface BlockEntry {
  readonly service: string;
  readonly offset: number;
  readonly length: number;
}

/** A table: its index is read at the first call, and a block when it is asked for, once a process. */
export class Blocks<Index extends { readonly services: readonly BlockEntry[] }, Block> {
  readonly #file: Bun.BunFile;
  #index: Promise<{ readonly index: Index; readonly blocksAt: number }> | undefined;
  /** The index, once it has been read: who asks at each call need not wait. */
  index: Index | undefined;
  readonly #blocks = new Map<string, Promise<Block>>();

  constructor(path: string) {
    this.#file = Bun.file(path);
  }

  async #unpack(start: number, length: number): Promise<unknown> {
    const bytes = await this.#file.slice(start, start + length).bytes();
    return JSON.parse(Bun.zstdDecompressSync(bytes).toString());
  }

  async #readIndex(): Promise<{ readonly index: Index; readonly blocksAt: number }> {
    const head = await this.#file.slice(0, LENGTH_BYTES).arrayBuffer();
    const length = new DataView(head).getUint32(0, true);
    const index = (await this.#unpack(LENGTH_BYTES, length)) as Index;
    this.index = index;
    return { index, blocksAt: LENGTH_BYTES + length };
  }

  async loadIndex(): Promise<Index> {
    this.#index ??= this.#readIndex();
    return (await this.#index).index;
  }

  /** The block of a service. Throws a RangeError for a name that the table does not have. */
  load(service: string): Promise<Block> {
    const known = this.#blocks.get(service) ?? this.#read(service);
    this.#blocks.set(service, known);
    return known;
  }

  async #read(service: string): Promise<Block> {
    const entry = (await this.loadIndex()).services.find((row) => row.service === service);
    if (!entry) throw new RangeError(`no service ${service} in the table`);
    this.#index ??= this.#readIndex();
    const { blocksAt } = await this.#index;
    return (await this.#unpack(blocksAt + entry.offset, entry.length)) as Block;
  }
}
