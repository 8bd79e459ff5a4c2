/**
 * Gives a macOS executable an ad hoc signature, as Apple's linker does. Bun signs what it compiles for Apple's processors
 * and leaves the runtime's own signature, which is void then, in what it compiles for Intel's: macOS kills such a program.
 * The layout is that of xnu's osfmk/kern/cs_blobs.h and EXTERNAL_HEADERS/mach-o/loader.h.
 */

const SEGMENT_64 = 0x19;
const CODE_SIGNATURE = 0x1d;
const HEADER_BYTES = 32;
const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;
const HASH_BYTES = 32;
const DIRECTORY_BYTES = 88;
/** Magic, length and count of the outer blob, and the one row of its index. */
const OUTER_BYTES = 20;
const ADHOC_LINKER_SIGNED = 0x20002;
const SHA256 = 2;
const MAIN_BINARY = 1;

/** Where the load commands are that a signature changes or asks for, as offsets in the file. */
interface Commands {
  readonly text: number;
  readonly linkEdit: number;
  readonly signature: number;
}

function findCommands(file: Buffer): Commands {
  const found: Record<string, number> = {};
  let at = HEADER_BYTES;
  for (let left = file.readUInt32LE(16); left > 0; left--) {
    const command = file.readUInt32LE(at);
    if (command === CODE_SIGNATURE) found["signature"] = at;
    if (command === SEGMENT_64) found[file.toString("latin1", at + 8, at + 24).replace(/\0+$/, "")] = at;
    at += file.readUInt32LE(at + 4);
  }
  const { __TEXT: text, __LINKEDIT: linkEdit, signature } = found;
  if (text === undefined || linkEdit === undefined || signature === undefined) {
    throw new Error("a macOS executable without __TEXT, __LINKEDIT or room for a signature");
  }
  return { text, linkEdit, signature };
}

function writeDirectory(file: Buffer, limit: number, text: number, identifier: string): Buffer {
  const pages = Math.ceil(limit / PAGE);
  const hashesAt = DIRECTORY_BYTES + identifier.length + 1;
  const directory = Buffer.alloc(hashesAt + pages * HASH_BYTES);
  directory.writeUInt32BE(0xfade0c02, 0);
  directory.writeUInt32BE(directory.length, 4);
  directory.writeUInt32BE(0x20400, 8);
  directory.writeUInt32BE(ADHOC_LINKER_SIGNED, 12);
  directory.writeUInt32BE(hashesAt, 16);
  directory.writeUInt32BE(DIRECTORY_BYTES, 20);
  directory.writeUInt32BE(pages, 28);
  directory.writeUInt32BE(limit, 32);
  directory.set([HASH_BYTES, SHA256, 0, PAGE_BITS], 36);
  directory.writeBigUInt64BE(file.readBigUInt64LE(text + 40), 64); // where __TEXT begins in the file
  directory.writeBigUInt64BE(file.readBigUInt64LE(text + 48), 72); // and its size
  directory.writeBigUInt64BE(BigInt(MAIN_BINARY), 80);
  directory.write(identifier, DIRECTORY_BYTES, "latin1");
  for (let page = 0; page < pages; page++) {
    const bytes = file.subarray(page * PAGE, Math.min((page + 1) * PAGE, limit));
    directory.set(new Bun.CryptoHasher("sha256").update(bytes).digest(), hashesAt + page * HASH_BYTES);
  }
  return directory;
}

/** The bytes of a 64-bit Mach-O executable with a new ad hoc signature in the place of the one that it ends with. */
export function signMachO(executable: Buffer, identifier: string): Uint8Array {
  const { text, linkEdit, signature } = findCommands(executable);
  const limit = executable.readUInt32LE(signature + 8);
  const file = Buffer.from(executable.subarray(0, limit));
  const pages = Math.ceil(limit / PAGE);
  const size = OUTER_BYTES + DIRECTORY_BYTES + identifier.length + 1 + pages * HASH_BYTES;
  // The commands are part of what is signed.
  const linkEditSize = limit + size - Number(file.readBigUInt64LE(linkEdit + 40));
  file.writeUInt32LE(size, signature + 12);
  file.writeBigUInt64LE(BigInt(Math.ceil(linkEditSize / PAGE) * PAGE), linkEdit + 32);
  file.writeBigUInt64LE(BigInt(linkEditSize), linkEdit + 48);
  const outer = Buffer.alloc(OUTER_BYTES);
  outer.writeUInt32BE(0xfade0cc0, 0);
  outer.writeUInt32BE(size, 4);
  outer.writeUInt32BE(1, 8);
  outer.writeUInt32BE(OUTER_BYTES, 16);
  return Buffer.concat([file, outer, writeDirectory(file, limit, text, identifier)]);
}
