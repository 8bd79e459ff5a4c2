/** Unpacks LZ4, in which some programs write Parquet: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md */

/** A number that goes on in further bytes while these are 255. */
function readLength(
  input: Uint8Array,
  from: number,
  first: number,
): { readonly length: number; readonly at: number } {
  let length = first;
  let at = from;
  if (first !== 15) return { length, at };
  for (;;) {
    const byte = input[at++] ?? 0;
    length += byte;
    if (byte !== 255) return { length, at };
  }
}

/** The bytes of a block that unpacks to `size` of them. Throws a RangeError for a damaged one. */
export function unpackLz4Block(input: Uint8Array, size: number): Uint8Array {
  const output = new Uint8Array(size);
  let at = 0;
  let to = 0;
  while (at < input.length) {
    const token = input[at++] ?? 0;
    const literals = readLength(input, at, token >> 4);
    at = literals.at + literals.length;
    if (at > input.length || to + literals.length > size) throw new RangeError("damaged LZ4");
    output.set(input.subarray(literals.at, at), to);
    to += literals.length;
    // The last sequence has literals only.
    if (at === input.length) break;
    const distance = (input[at] ?? 0) | ((input[at + 1] ?? 0) << 8);
    const match = readLength(input, at + 2, token & 15);
    at = match.at;
    const end = to + match.length + 4;
    if (distance === 0 || distance > to || end > size) throw new RangeError("damaged LZ4");
    for (; to < end; to++) output[to] = output[to - distance] ?? 0;
  }
  if (to !== size) throw new RangeError("damaged LZ4");
  return output;
}

/**
 * The same for blocks with their lengths before them, unpacked and packed, as Hadoop writes them. The codec's name does not tell
 * whether a file has these or a bare block.
 */
export function unpackLz4(input: Uint8Array, size: number): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const output = new Uint8Array(size);
  let to = 0;
  for (let at = 0; at < input.length; ) {
    if (at + 8 > input.length) return unpackLz4Block(input, size);
    const [unpacked, packed] = [view.getUint32(at), view.getUint32(at + 4)];
    at += 8;
    if (to + unpacked > size || at + packed > input.length) return unpackLz4Block(input, size);
    output.set(unpackLz4Block(input.subarray(at, at + packed), unpacked), to);
    to += unpacked;
    at += packed;
  }
  return to === size ? output : unpackLz4Block(input, size);
}
