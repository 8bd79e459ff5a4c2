/** Finds out who has a port that a server was to have. */
import { version } from "../../package.json";
import type { PortTaken } from "../base/errors.ts";
import { findReady } from "../emulator/ready.ts";
import { sendRequest } from "../replay/send.ts";

/** Somebody waits for the message. */
const QUESTION_MS = 1_000;
const MAX_BODY_BYTES = 65_536;

/** The error with who it is, where that can be told. */
export async function findWho(error: PortTaken): Promise<PortTaken> {
  const signal = AbortSignal.timeout(QUESTION_MS);
  const limits = { timeoutMs: QUESTION_MS, maxBodyBytes: MAX_BODY_BYTES, signal };
  const found = await findReady({
    endpoint: error.url,
    version,
    now: Date.now(),
    send: (request) => sendRequest(request, limits),
  });
  return found ? error.of(found.what) : error;
}
