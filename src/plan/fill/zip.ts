/**
 * Writes a ZIP archive without compression, the same bytes for the same entries every time.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */

/** A file of an archive: its path with forward slashes, and its content. */
export interface ZipEntry {
  readonly path: string;
  readonly content: string;
}

const VERSION = 20;
const MADE_ON_UNIX = (3 << 8) | VERSION;
/** Names are UTF-8. */
const FLAGS = 1 << 11;
/** 1980-01-01 00:00, the format's first moment: archives must not depend on the clock. */
const FIRST_DATE = 0x21;
/** A regular file that all may read and run, in the upper half as Unix writes it. */
const ATTRIBUTES = (0o100755 << 16) >>> 0;

function makeRecord(
  size: number,
  fields: readonly (readonly [offset: number, bytes: 2 | 4, value: number])[],
) {
  const record = Buffer.alloc(size);
  for (const [offset, bytes, value] of fields) record.writeUIntLE(value, offset, bytes);
  return record;
}

/** The bytes of an archive with `entries` in their order. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.path);
    const content = Buffer.from(entry.content);
    const check = Bun.hash.crc32(content);
    const local = makeRecord(30, [
      [0, 4, 0x04034b50],
      [4, 2, VERSION],
      [6, 2, FLAGS],
      [12, 2, FIRST_DATE],
      [14, 4, check],
      [18, 4, content.length],
      [22, 4, content.length],
      [26, 2, name.length],
    ]);
    const central = makeRecord(46, [
      [0, 4, 0x02014b50],
      [4, 2, MADE_ON_UNIX],
      [6, 2, VERSION],
      [8, 2, FLAGS],
      [14, 2, FIRST_DATE],
      [16, 4, check],
      [20, 4, content.length],
      [24, 4, content.length],
      [28, 2, name.length],
      [38, 4, ATTRIBUTES],
      [42, 4, offset],
    ]);
    files.push(local, name, content);
    directory.push(central, name);
    offset += local.length + name.length + content.length;
  }
  const directorySize = directory.reduce((sum, part) => sum + part.length, 0);
  const end = makeRecord(22, [
    [0, 4, 0x06054b50],
    [8, 2, entries.length],
    [10, 2, entries.length],
    [12, 4, directorySize],
    [16, 4, offset],
  ]);
  return Buffer.concat([...files, ...directory, end]);
}
