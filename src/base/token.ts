/** Whether a request shows a server's token. */
function hash(text: string): Uint8Array {
  return Bun.CryptoHasher.hash("sha256", text);
}

/** Whether the headers have the token as a bearer; compared by hashes, so that the time tells nothing. */
export function showsToken(headers: Headers, token: string): boolean {
  const [, given] = /^Bearer +([!-~]+) *$/i.exec(headers.get("authorization") ?? "") ?? [];
  return given !== undefined && crypto.timingSafeEqual(hash(given), hash(token));
}
