/** An archive of one file, as code in a template becomes one. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */

const VERSION = 20;
/** The first day that an archive can tell. */
const DATE = 0x21;

/** An archive of a text, not compressed. */
export function zipText(name: string, text: string): Uint8Array {
  const [called, bytes] = [Buffer.from(name), Buffer.from(text)];
  const crc = Bun.hash.crc32(bytes);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(VERSION, 0);
  common.writeUInt16LE(DATE, 8);
  common.writeUInt32LE(crc, 10);
  common.writeUInt32LE(bytes.length, 14);
  common.writeUInt32LE(bytes.length, 18);
  common.writeUInt16LE(called.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, called, bytes]);
  const rest = Buffer.alloc(14);
  // That the file may be read by everybody, as Unix says it.
  rest.writeUInt32LE((0o100644 << 16) >>> 0, 6);
  const made = Buffer.from([VERSION, 3]);
  const central = Buffer.concat([Buffer.from("PK\x01\x02"), made, common, rest, called]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
