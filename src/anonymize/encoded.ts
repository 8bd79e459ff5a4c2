/** Opens texts that stand in another writing: percent signs of URLs, base64, and compressed in that. */
import { gunzipSync, gzipSync } from "node:zlib";
import { decodeText } from "../aws/secrets/encoded-text.ts";

type Renew = (text: string) => string;

/** What is larger is no script of a machine, and is replaced letter by letter. */
const MOST_BYTES = 1_048_576;
const ESCAPE = /%[0-9A-Fa-f]{2}/;
/** The beginning of gzip's bytes in base64. */
const GZIP = /^H4sI[A-Za-z0-9+/]{12,}={0,2}$/;
/** A name could be taken for base64, but what it would encode has no spaces and no lines. */
const PROSE = /[\s{}:]/;

/** A text with what URLs write as `%2F`, renewed in its plain form; undefined for any other. */
export function decodePercent(text: string, renew: Renew): string | undefined {
  if (!ESCAPE.test(text)) return undefined;
  let plain: string;
  try {
    plain = decodeURIComponent(text);
  } catch {
    return undefined;
  }
  // What stood there as it is may do so again.
  const open = new Set(text.replace(/%[0-9A-Fa-f]{2}/g, ""));
  return Array.from(renew(plain), (one) =>
    /[A-Za-z0-9]/.test(one) || open.has(one) ? one : writePercent(one),
  ).join("");
}

function writePercent(character: string): string {
  return Array.from(
    Buffer.from(character),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}

/** A text in base64: a script, a configuration. */
export function decodeScript(text: string, renew: Renew): string | undefined {
  if (text.length > MOST_BYTES) return undefined;
  const decoded = decodeText(text);
  if (decoded === undefined || !PROSE.test(decoded)) return undefined;
  return Buffer.from(renew(decoded)).toString("base64");
}

/** A compressed text in base64. */
export function decodeGzip(text: string, renew: Renew): string | undefined {
  if (text.length > MOST_BYTES || !GZIP.test(text)) return undefined;
  try {
    const bytes = gunzipSync(Buffer.from(text, "base64"), { maxOutputLength: MOST_BYTES });
    const plain = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return Buffer.from(gzipSync(renew(plain))).toString("base64");
  } catch {
    return undefined;
  }
}
