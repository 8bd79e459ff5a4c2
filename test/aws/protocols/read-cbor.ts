/** Reads CBOR for comparison, of definite and indefinite length: https://www.rfc-editor.org/rfc/rfc8949.html. */

const BREAK = 0xff;

/**
 * The one item in `bytes`: maps as sorted entries, integers as bigint, floats as number, bytes as {base64}, and tagged
 * epoch seconds, which may be integers or floats, as {tag, value}.
 */
export function readCbor(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  function readArgument(info: number): bigint {
    if (info < 24) return BigInt(info);
    const size = 1 << (info - 24);
    const argument = [...bytes.subarray(at, at + size)].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    at += size;
    return argument;
  }

  function readMany(info: number, perItem: number): unknown[] {
    const items: unknown[] = [];
    const count = info === 31 ? Number.POSITIVE_INFINITY : Number(readArgument(info)) * perItem;
    while (items.length < count) {
      if (info === 31 && bytes[at] === BREAK) {
        at += 1;
        break;
      }
      items.push(readItem());
    }
    return items;
  }

  function readBytes(info: number): Uint8Array {
    const length = Number(readArgument(info));
    at += length;
    return bytes.slice(at - length, at);
  }

  function readSimple(info: number): unknown {
    const start = at;
    if (info === 25) at += 2;
    if (info === 26) at += 4;
    if (info === 27) at += 8;
    if (info === 25) return view.getFloat16(start);
    if (info === 26) return view.getFloat32(start);
    if (info === 27) return view.getFloat64(start);
    return { 20: false, 21: true, 22: null }[info];
  }

  function readItem(): unknown {
    const first = view.getUint8(at);
    at += 1;
    const info = first & 31;
    switch (first >> 5) {
      case 0:
        return readArgument(info);
      case 1:
        return -1n - readArgument(info);
      case 2:
        return { base64: Buffer.from(readBytes(info)).toString("base64") };
      case 3:
        return new TextDecoder().decode(readBytes(info));
      case 4:
        return readMany(info, 1);
      case 5: {
        const flat = readMany(info, 2);
        const entries = flat.flatMap((key, index) =>
          index % 2 === 0 ? [[String(key), flat[index + 1]]] : [],
        );
        return entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
      }
      case 6:
        return { tag: readArgument(info), value: Number(readItem()) };
      default:
        return readSimple(info);
    }
  }

  return readItem();
}
