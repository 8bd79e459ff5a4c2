/**
 * Writes tar and zip archives whose bytes depend on nothing but their content: names sorted, one time for all files,
 * owner 0, no name or time in gzip's header. (Bun.Archive gives every file the time of the moment and one mode.)
 */

/** A file of an archive. */
export interface ArchivedFile {
  /** With `/` between folders; at most 100 bytes for tar. */
  readonly name: string;
  readonly content: Uint8Array;
  readonly executable: boolean;
}

/** libdeflate's levels: the default's output is smaller than zlib's at 9, in a third of the time, and the first takes half of that. */
export const LEVELS = { usual: 6, quick: 1 } as const;
export type Level = (typeof LEVELS)[keyof typeof LEVELS];
const TAR_BLOCK = 512;
const REGULAR_FILE = 0o100000;

function sortByName(files: readonly ArchivedFile[]): ArchivedFile[] {
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function readMode(file: ArchivedFile): number {
  return file.executable ? 0o755 : 0o644;
}

/** A header of POSIX's ustar format: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
function writeTarHeader(file: ArchivedFile, seconds: number): Uint8Array {
  if (Buffer.byteLength(file.name) > 100)
    throw new Error(`${file.name} is too long a name for a tar archive`);
  const header = Buffer.alloc(TAR_BLOCK);
  const writeOctal = (value: number, at: number, width: number) =>
    header.write(`${value.toString(8).padStart(width - 1, "0")}\0`, at);
  header.write(file.name, 0);
  writeOctal(readMode(file), 100, 8);
  writeOctal(0, 108, 8);
  writeOctal(0, 116, 8);
  writeOctal(file.content.length, 124, 12);
  writeOctal(seconds, 136, 12);
  header.write("        0", 148); // the sum is taken with blanks in its own place; then the type of a regular file
  header.write("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** A tar archive of the files; `seconds` is the time of each, since 1970. */
export function writeTar(files: readonly ArchivedFile[], seconds: number): Uint8Array<ArrayBuffer> {
  const blocks = sortByName(files).flatMap((file) => {
    const padding = new Uint8Array(-file.content.length & (TAR_BLOCK - 1));
    return [writeTarHeader(file, seconds), file.content, padding];
  });
  return Buffer.concat([...blocks, new Uint8Array(2 * TAR_BLOCK)]);
}

/** The same, gzipped. */
export function writeTarGz(files: readonly ArchivedFile[], seconds: number, level: Level): Uint8Array {
  return Bun.gzipSync(writeTar(files, seconds), { library: "libdeflate", level });
}

/** MS-DOS's date and time, in UTC. */
function writeDosTime(seconds: number): { date: number; time: number } {
  const at = new Date(seconds * 1000);
  return {
    date: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

/** The fields that a zip archive has before each file and again in its directory. */
function writeZipFields(file: ArchivedFile, packed: Uint8Array, seconds: number): Uint8Array {
  const { date, time } = writeDosTime(seconds);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0); // version 2.0 reads it
  fields.writeUInt16LE(8, 4); // deflated
  fields.writeUInt16LE(time, 6);
  fields.writeUInt16LE(date, 8);
  fields.writeUInt32LE(Bun.hash.crc32(file.content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(file.content.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(file.name), 22);
  return fields;
}

/** A zip archive of the files, by PKWARE's APPNOTE; `seconds` is the time of each, since 1970. */
export function writeZip(files: readonly ArchivedFile[], seconds: number, level: Level): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const file of sortByName(files)) {
    const packed = Bun.deflateSync(new Uint8Array(file.content), { library: "libdeflate", level });
    const fields = writeZipFields(file, packed, seconds);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(file.name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((REGULAR_FILE | readMode(file)) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    // "Made by" 3 is Unix, which makes readers look for the mode.
    directory.push(Buffer.from("PK\x01\x02\x14\x03", "latin1"), fields, rest, Buffer.from(file.name));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
