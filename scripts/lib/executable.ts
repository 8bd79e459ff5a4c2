/** Reads which machine an executable is for from its header. */
import type { ExecutableHeader } from "./targets.ts";

const PROGRAM_INTERPRETER = 3;

function readElf(bytes: DataView, file: Buffer): ExecutableHeader {
  const start = Number(bytes.getBigUint64(32, true));
  const [size, count] = [bytes.getUint16(54, true), bytes.getUint16(56, true)];
  const machine = bytes.getUint16(18, true);
  for (let at = start; at < start + size * count; at += size) {
    if (bytes.getUint32(at, true) !== PROGRAM_INTERPRETER) continue;
    const path = Number(bytes.getBigUint64(at + 8, true));
    return { format: "ELF", machine, loader: file.toString("latin1", path, file.indexOf(0, path)) };
  }
  return { format: "ELF", machine };
}

/** The header of a 64-bit ELF, Mach-O or PE file; throws when it is none of these. */
export function readExecutableHeader(file: Buffer): ExecutableHeader {
  const bytes = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const magic = bytes.getUint32(0, false);
  if (magic === 0x7f454c46) return readElf(bytes, file);
  if (magic === 0xcffaedfe) return { format: "Mach-O", machine: bytes.getUint32(4, true) };
  const pe = magic >>> 16 === 0x4d5a ? bytes.getUint32(60, true) : 0;
  if (pe > 0 && file.toString("latin1", pe, pe + 4) === "PE\0\0") {
    return { format: "PE", machine: bytes.getUint16(pe + 4, true) };
  }
  throw new Error("not a 64-bit ELF, Mach-O or PE executable");
}
