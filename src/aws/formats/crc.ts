/**
 * Cyclic redundancy checks that no runtime has: of 32 bits by Castagnoli's polynomial (RFC 3720), and of 64 bits by NVM Express's. Eight
 * bytes are taken at a time; JavaScript's operators know 32 bits, so that the longer one has two halves.
 */

const SLICES = 8;
const BYTES = 256;
/** Both in reflected form, as halves: one of 32 bits is in the low one. */
const CASTAGNOLI = [0, 0x82f63b78] as const;
const NVME = [0x9a6c9329, 0xac4bc9b5] as const;

/**
 * The remainders of each byte with so many bytes of nothing behind it, slice by slice, in halves. They have signs: what is more than
 * 31 bits without one is no whole number to a just-in-time compiler.
 */
interface Tables {
  readonly high: Int32Array;
  readonly low: Int32Array;
}

function makeTables([high, low]: readonly [number, number]): Tables {
  const tables = { high: new Int32Array(SLICES * BYTES), low: new Int32Array(SLICES * BYTES) };
  for (let byte = 0; byte < BYTES; byte++) {
    let [upper, lower] = [0, byte];
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (lower & 1) === 1;
      lower = (lower >>> 1) | (upper << 31);
      upper >>>= 1;
      if (!isOdd) continue;
      lower ^= low;
      upper ^= high;
    }
    tables.high[byte] = upper;
    tables.low[byte] = lower;
  }
  for (let at = BYTES; at < SLICES * BYTES; at++) {
    const [upper, lower] = [tables.high[at - BYTES] ?? 0, tables.low[at - BYTES] ?? 0];
    const byte = lower & 0xff;
    tables.low[at] = ((lower >>> 8) | (upper << 24)) ^ (tables.low[byte] ?? 0);
    tables.high[at] = (upper >>> 8) ^ (tables.high[byte] ?? 0);
  }
  return tables;
}

const made = new Map<readonly [number, number], Tables>();

function tablesOf(polynomial: readonly [number, number]): Tables {
  return made.getOrInsertComputed(polynomial, makeTables);
}

/** Takes bytes bit by bit, and tells what is left of them all. */
export interface RunningCrc {
  update(bytes: Uint8Array): void;
  /** From the highest byte on. */
  digest(): Uint8Array;
}

function write(...words: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [index, word] of words.entries()) bytes.writeUInt32BE(~word >>> 0, index * 4);
  return bytes;
}

/** A CRC of 32 bits by Castagnoli's polynomial. */
export function makeCrc32c(): RunningCrc {
  const { low } = tablesOf(CASTAGNOLI);
  let crc = -1;
  return {
    update(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let at = 0;
      let rest = crc;
      for (const end = bytes.length - 7; at < end; at += 8) {
        const a = view.getInt32(at, true) ^ rest;
        const b = view.getInt32(at + 4, true);
        rest =
          (low[1792 + (a & 0xff)] as number) ^
          (low[1536 + ((a >>> 8) & 0xff)] as number) ^
          (low[1280 + ((a >>> 16) & 0xff)] as number) ^
          (low[1024 + (a >>> 24)] as number) ^
          (low[768 + (b & 0xff)] as number) ^
          (low[512 + ((b >>> 8) & 0xff)] as number) ^
          (low[256 + ((b >>> 16) & 0xff)] as number) ^
          (low[b >>> 24] as number);
      }
      for (; at < bytes.length; at++)
        rest = (rest >>> 8) ^ (low[(rest ^ (bytes[at] as number)) & 0xff] as number);
      crc = rest;
    },
    digest: () => write(crc),
  };
}

/** A CRC of 64 bits by NVM Express's polynomial. */
export function makeCrc64(): RunningCrc {
  const { high, low } = tablesOf(NVME);
  let upper = -1;
  let lower = -1;
  return {
    update(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let at = 0;
      let h = upper;
      let l = lower;
      for (const end = bytes.length - 7; at < end; at += 8) {
        const a = view.getInt32(at, true) ^ l;
        const b = view.getInt32(at + 4, true) ^ h;
        const i0 = 1792 + (a & 0xff);
        const i1 = 1536 + ((a >>> 8) & 0xff);
        const i2 = 1280 + ((a >>> 16) & 0xff);
        const i3 = 1024 + (a >>> 24);
        const i4 = 768 + (b & 0xff);
        const i5 = 512 + ((b >>> 8) & 0xff);
        const i6 = 256 + ((b >>> 16) & 0xff);
        const i7 = b >>> 24;
        l =
          (low[i0] as number) ^
          (low[i1] as number) ^
          (low[i2] as number) ^
          (low[i3] as number) ^
          (low[i4] as number) ^
          (low[i5] as number) ^
          (low[i6] as number) ^
          (low[i7] as number);
        h =
          (high[i0] as number) ^
          (high[i1] as number) ^
          (high[i2] as number) ^
          (high[i3] as number) ^
          (high[i4] as number) ^
          (high[i5] as number) ^
          (high[i6] as number) ^
          (high[i7] as number);
      }
      for (; at < bytes.length; at++) {
        const index = (l ^ (bytes[at] as number)) & 0xff;
        l = ((l >>> 8) | (h << 24)) ^ (low[index] as number);
        h = (h >>> 8) ^ (high[index] as number);
      }
      upper = h;
      lower = l;
    },
    digest: () => write(upper, lower),
  };
}

/** The polynomials of the checks that can be put together, reflected, with how many bits they have. */
const POLYNOMIALS: Readonly<Record<string, { readonly bits: bigint; readonly polynomial: bigint }>> = {
  crc32: { bits: 32n, polynomial: 0xedb88320n },
  crc32c: { bits: 32n, polynomial: 0x82f63b78n },
  crc64nvme: { bits: 64n, polynomial: 0x9a6c9329ac4bc9b5n },
};

/** The product of two remainders. */
function multiply(a: bigint, given: bigint, bits: bigint, polynomial: bigint): bigint {
  let [b, product] = [given, 0n];
  for (let mask = 1n << (bits - 1n); mask > 0n; mask >>= 1n) {
    if (a & mask) product ^= b;
    b = b & 1n ? (b >> 1n) ^ polynomial : b >> 1n;
  }
  return product;
}

/** Whether the check of a whole can be told by those of its parts. */
export function canJoin(name: string): boolean {
  return name in POLYNOMIALS;
}

/** The check of what is behind each other, of which each has one of its own; in base64. */
export function joinCrcs(
  name: string,
  parts: readonly { readonly value: string; readonly size: number }[],
): string {
  const { bits = 32n, polynomial = 0n } = POLYNOMIALS[name] ?? {};
  let whole = 0n;
  for (const { value, size } of parts) {
    // By so many bits of nothing: squares of a shift by one.
    let shift = 1n << (bits - 1n);
    let power = 1n << (bits - 2n);
    for (let left = BigInt(size) * 8n; left > 0n; left >>= 1n) {
      if (left & 1n) shift = multiply(shift, power, bits, polynomial);
      power = multiply(power, power, bits, polynomial);
    }
    const own = BigInt(`0x${Buffer.from(value, "base64").toString("hex") || "0"}`);
    whole = multiply(shift, whole, bits, polynomial) ^ own;
  }
  return Buffer.from(whole.toString(16).padStart(Number(bits / 4n), "0"), "hex").toString("base64");
}
