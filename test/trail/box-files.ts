/** Writes the files of other formats that records come in. */
import { crc32 } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";

/** A tar archive, as POSIX has it: each file behind a block of 512 bytes that says what it is. */
export function makeTar(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const parts = Object.entries(files).flatMap(([name, content]) => {
    const data = Buffer.from(content);
    const block = Buffer.alloc(512);
    block.write(name, 0);
    block.write("0000644", 100);
    block.write(data.length.toString(8).padStart(11, "0"), 124);
    block.write("00000000000", 136);
    block.write("        0", 148);
    block.write("ustar\x0000", 257);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [block, data, Buffer.alloc((512 - (data.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

/** A zip archive whose files are stored as they are. */
export function makeZip(files: Readonly<Record<string, string>>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt32LE(crc32(data), 10);
    fixed.writeUInt32LE(data.length, 14);
    fixed.writeUInt32LE(data.length, 18);
    fixed.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fixed, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), fixed, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from("PK\x05\x06"), end]);
}

export function makeParquet(rows: readonly Record<string, unknown>[]): Uint8Array {
  const names = Object.keys(rows[0] ?? {});
  const columnData = names.map((name) => ({ name, data: rows.map((row) => row[name]) }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

export function printYaml(value: unknown, indent = ""): string {
  if (Array.isArray(value))
    return value.map((item) => `${indent}- ${printYaml(item, `${indent}  `).trimStart()}`).join("");
  return Object.entries(value as object)
    .map(([name, inner]) =>
      typeof inner === "object"
        ? `${indent}${name}:\n${printYaml(inner, indent)}`
        : `${indent}${name}: '${String(inner).replaceAll("'", "''")}'\n`,
    )
    .join("");
}
