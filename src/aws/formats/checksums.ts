/** The checksums that S3 takes of bodies: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */

/** The two halves of each remainder of a reflected CRC of 64 bits: JavaScript's operators know 32. */
interface Table {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

const BYTES = 256;

function makeTable(high: number, low: number): Table {
  const table = { high: new Uint32Array(BYTES), low: new Uint32Array(BYTES) };
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
    table.high[byte] = upper;
    table.low[byte] = lower;
  }
  return table;
}

/** A CRC with all bits set before and inverted after, as bytes from the highest one. One of 32 bits is in the low half. */
function compute({ high, low }: Table, body: Uint8Array): { readonly upper: number; readonly lower: number } {
  let [upper, lower] = [-1, -1];
  for (const byte of body) {
    const at = (lower ^ byte) & 0xff;
    lower = ((lower >>> 8) | (upper << 24)) ^ (low[at] ?? 0);
    upper = (upper >>> 8) ^ (high[at] ?? 0);
  }
  return { upper: ~upper, lower: ~lower };
}

/** As `compute`, for 32 bits. */
function compute32({ low }: Table, body: Uint8Array): number {
  let lower = -1;
  for (const byte of body) lower = (lower >>> 8) ^ (low[(lower ^ byte) & 0xff] ?? 0);
  return ~lower;
}

function writeWords(...words: readonly number[]): string {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [index, word] of words.entries()) bytes.writeUInt32BE(word >>> 0, index * 4);
  return bytes.toString("base64");
}

// The polynomials in reflected form: Castagnoli's (RFC 3720), and NVM Express's.
let castagnoli: Table | undefined;
let nvme: Table | undefined;

function crc32c(body: Uint8Array): string {
  castagnoli ??= makeTable(0, 0x82f63b78);
  return writeWords(compute32(castagnoli, body));
}

function crc64nvme(body: Uint8Array): string {
  nvme ??= makeTable(0x9a6c9329, 0xac4bc9b5);
  const { upper, lower } = compute(nvme, body);
  return writeWords(upper, lower);
}

const hashBy = (name: Bun.SupportedCryptoAlgorithms) => (body: Uint8Array) =>
  Bun.CryptoHasher.hash(name, body, "base64");

/** In base64, by the names that headers have them by. */
export const CHECKSUMS: Readonly<Record<string, (body: Uint8Array) => string>> = {
  crc32: (body) => writeWords(Bun.hash.crc32(body)),
  crc32c,
  crc64nvme,
  md5: hashBy("md5"),
  sha1: hashBy("sha1"),
  sha256: hashBy("sha256"),
  sha512: hashBy("sha512"),
};
