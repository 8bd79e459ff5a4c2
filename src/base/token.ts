/** Whether a request shows a server's token. */
import { createHash, timingSafeEqual } from "node:crypto";

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Whether the headers have the token as a bearer; compared by hashes, so that the time tells nothing. */
export function showsToken(headers: Headers, token: string): boolean {
  const [, given] = /^Bearer +([!-~]+) *$/i.exec(headers.get("authorization") ?? "") ?? [];
  return given !== undefined && timingSafeEqual(hash(given), hash(token));
}
