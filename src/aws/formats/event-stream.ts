/**
 * Messages of event streams, each with its headers, its payload and its checksums:
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 */

const [TEXT, PRELUDE, CHECKSUM] = [7, 12, 4];

function writeHeader(name: string, value: string): Uint8Array {
  const [key, text] = [Buffer.from(name), Buffer.from(value)];
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([Buffer.of(key.length), key, Buffer.of(TEXT), length, text]);
}

/** A message. */
export function writeMessage(headers: Readonly<Record<string, string>>, payload: Uint8Array): Uint8Array {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => writeHeader(name, value)));
  const message = Buffer.alloc(PRELUDE + head.length + payload.length + CHECKSUM);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(head.length, 4);
  message.writeUInt32BE(Bun.hash.crc32(message.subarray(0, 8)), 8);
  message.set(head, PRELUDE);
  message.set(payload, PRELUDE + head.length);
  const end = message.length - CHECKSUM;
  message.writeUInt32BE(Bun.hash.crc32(message.subarray(0, end)), end);
  return message;
}

/** A message as it was read. */
export interface StreamMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
}

/** The messages of a stream, up to where it is none, or not whole. Headers that are no texts are left out. */
export function* readMessages(bytes: Uint8Array): Generator<StreamMessage> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + PRELUDE + CHECKSUM <= all.length; ) {
    const end = at + all.readUInt32BE(at);
    const start = at + PRELUDE + all.readUInt32BE(at + 4);
    if (end > all.length || start > end - CHECKSUM) return;
    if (all.readUInt32BE(end - CHECKSUM) !== Bun.hash.crc32(all.subarray(at, end - CHECKSUM))) return;
    const headers: Record<string, string> = {};
    for (let here = at + PRELUDE; here < start; ) {
      const name = here + 1 + all.readUInt8(here);
      if (all.readUInt8(name) !== TEXT) break;
      const value = name + 3 + all.readUInt16BE(name + 1);
      headers[all.toString("utf8", here + 1, name)] = all.toString("utf8", name + 3, value);
      here = value;
    }
    yield { headers, payload: all.subarray(start, end - CHECKSUM) };
    at = end;
  }
}
