/** Turns UTF-16 to UTF-8: PowerShell's `>` writes what a command prints as UTF-16. */
import { resume, takeHead } from "./read-bytes.ts";

/** By the byte order mark that such a file begins with (https://www.unicode.org/faq/utf_bom.html#bom4). */
function findEncoding([first, second]: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

/** Gives the pieces as they are, or as UTF-8 where they begin as UTF-16; what is none then makes no JSON either. */
export async function* toUtf8(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    const head = await takeHead(iterator);
    const encoding = findEncoding(head);
    const rest = resume(head, iterator);
    if (encoding === undefined) return yield* rest;
    const decoder = new TextDecoder(encoding);
    const encoder = new TextEncoder();
    for await (const piece of rest) yield encoder.encode(decoder.decode(piece, { stream: true }));
    yield encoder.encode(decoder.decode());
  } finally {
    await iterator.return?.();
  }
}
