/**
 * Sends a body that is too large to be whole in memory, with its length, which a stream has not here: by way of a file that has no name
 * any more once it is being sent.
 */
import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A second is enough for what is asked to be sent to be opened. */
const OPENED_MS = 1_000;

/** An answer with a body that comes in pieces, which are all taken before it is sent. */
export async function sendPieces(
  pieces: Iterable<Uint8Array>,
  { status, headers }: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
): Promise<Response> {
  const path = join(tmpdir(), `cloudmock-body-${crypto.randomUUID()}`);
  const file = await open(path, "wx", 0o600);
  try {
    for (const piece of pieces) await file.writeFile(piece);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  // Where an open file must keep its name, the folder of temporary files has one more.
  setTimeout(() => rm(path, { force: true }).catch(() => {}), OPENED_MS).unref();
  return new Response(Bun.file(path), { status, headers });
}
