/** Texts that are handed over in base64: scripts of machines, configurations of brokers. */

const BASE64 = /^[A-Za-z0-9+/]{16,}={0,2}$/;
/** Control characters that no text has. */
const BINARY = /(?![\t\n\r\f\v])\p{Cc}|\ufffd/u;

/** The text that another one encodes; undefined where it encodes none. */
export function decodeText(text: string): string | undefined {
  const joined = text.includes("\n") ? text.replace(/\r?\n/g, "") : text;
  if (joined.length % 4 !== 0 || !BASE64.test(joined)) return undefined;
  const decoded = Buffer.from(joined, "base64").toString();
  return BINARY.test(decoded) ? undefined : decoded;
}
