/** A note in the head of a gzip file, which whoever unpacks it and packs it again leaves out: https://www.rfc-editor.org/rfc/rfc1952#page-5 */

const FLAGS_AT = 3;
const HEAD_BYTES = 10;
const HAS_COMMENT = 0x10;

/** The same file with a note, of characters of ASCII, behind its head, which has nothing else there. */
export function writeNote(packed: Uint8Array, note: string): Uint8Array<ArrayBuffer> {
  const noted = Buffer.concat([
    packed.subarray(0, HEAD_BYTES),
    Buffer.from(`${note}\0`),
    packed.subarray(HEAD_BYTES),
  ]);
  noted[FLAGS_AT] = HAS_COMMENT;
  return new Uint8Array(noted);
}

/** The note of a file; undefined where it has none, or more than that. */
export function readNote(packed: Uint8Array): string | undefined {
  if (packed[FLAGS_AT] !== HAS_COMMENT) return undefined;
  const end = packed.indexOf(0, HEAD_BYTES);
  return end < 0 ? undefined : Buffer.from(packed.subarray(HEAD_BYTES, end)).toString("latin1");
}
