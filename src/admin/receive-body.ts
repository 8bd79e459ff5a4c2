/** Receives a request's body into a file, piece by piece, and gives up on what is too large or too slow. */
import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../base/clock.ts";
import { ApiError } from "./answer.ts";
import type { AdminContext } from "./context.ts";

/** Nothing at all for so long is too slow. */
const SILENCE_MS = 30_000;
/** After this, what has arrived must have come at the slowest rate or faster. */
const FIRST_MS = 60_000;
const SLOWEST_BYTES_A_SECOND = 10_000;

/** What ends the receiving of a body early. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly clock: Clock;
  /** Aborting it ends the receiving. */
  readonly signal: AbortSignal;
}

function refuseSlow(): ApiError {
  return new ApiError(
    408,
    "body_timeout",
    `the body came too slowly; send something every ${SILENCE_MS / 1000} seconds, and ${SLOWEST_BYTES_A_SECOND} bytes a second on the whole`,
    { connection: "close" },
  );
}

/** The refusal of a body that is, or says to be, larger than `maxBytes`. */
export function refuseLarge(maxBytes: number): ApiError {
  return new ApiError(
    413,
    "body_too_large",
    `the body is larger than ${maxBytes} bytes; send it with gzip, in parts, or start the server with a larger --max-body`,
    { connection: "close" },
  );
}

/** What `next` gives; undefined where it does not within `ms`, or where the signal was aborted before. */
async function waitFor<T>(
  next: Promise<T>,
  ms: number,
  { clock, signal }: BodyLimits,
): Promise<T | undefined> {
  const arrived = new AbortController();
  const wait = clock.sleep(ms, AbortSignal.any([signal, arrived.signal])).then(() => undefined);
  try {
    return await Promise.race([next, wait]);
  } finally {
    arrived.abort();
  }
}

/**
 * Writes the body to a new file that only this user can read, and gives its size in bytes. Throws an ApiError for a body
 * that is too large or too slow, and the signal's reason where it is aborted.
 */
export async function receiveBody(
  body: ReadableStream<Uint8Array> | null,
  path: string,
  limits: BodyLimits,
): Promise<number> {
  const { maxBytes, clock, signal } = limits;
  const file = await open(path, "wx", 0o600);
  const reader = body?.getReader();
  const start = clock.now();
  let bytes = 0;
  let isWhole = reader === undefined;
  try {
    while (reader !== undefined && !isWhole) {
      const patience = FIRST_MS + (bytes / SLOWEST_BYTES_A_SECOND) * 1000 - (clock.now() - start);
      const piece = await waitFor(reader.read(), Math.min(SILENCE_MS, patience), limits);
      signal.throwIfAborted();
      if (piece === undefined) throw refuseSlow();
      isWhole = piece.done;
      if (piece.value === undefined) continue;
      bytes += piece.value.length;
      if (bytes > maxBytes) throw refuseLarge(maxBytes);
      await file.writeFile(piece.value);
    }
    return bytes;
  } finally {
    // What is still to come is not wanted; the client may be gone, too.
    if (!isWhole) reader?.cancel().catch(() => {});
    await file.close();
  }
}

/** The body as bytes; throws as receiveBody does, the signal being the request's. */
export async function receiveBytes(
  request: Request,
  { jobs, clock, options }: Pick<AdminContext, "jobs" | "clock" | "options">,
): Promise<Buffer> {
  const file = join(jobs.folder, `${crypto.randomUUID()}.body`);
  try {
    await receiveBody(request.body, file, { maxBytes: options.maxBodyBytes, clock, signal: request.signal });
    return await readFile(file);
  } finally {
    await rm(file, { force: true });
  }
}
