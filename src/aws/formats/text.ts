/** Bytes to text, and text to one short printable line. */

const decoder = new TextDecoder("utf-8", { fatal: true });
const lenientDecoder = new TextDecoder("utf-8");

/** A body as text without its byte order mark; undefined where it is not UTF-8. */
export function decodeText(body: Uint8Array): string | undefined {
  try {
    return decoder.decode(body);
  } catch {
    return undefined;
  }
}

/** A body as text, with U+FFFD for what is not UTF-8. */
export function decodeLeniently(body: Uint8Array): string {
  return lenientDecoder.decode(body);
}

/** What would break a line or reorder it on a terminal: controls, separators, direction marks. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu;

/** Servers that print the request they failed on would put its Authorization header into our report. */
const AUTHORIZATION = /AWS4-HMAC-SHA256 [^"'<>]*/g;

/** `text` as one line of at most `limit` characters, cut with an ellipsis. */
export function foldLine(text: string, limit: number): string {
  const line = text
    .slice(0, limit * 16)
    .toWellFormed()
    .replace(AUTHORIZATION, "AWS4-HMAC-SHA256 …")
    .replace(UNPRINTABLE, " ")
    .trim();
  const characters = [...line];
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join("")}…`;
}

const HTML = /^\s*(?:<\?xml[^<>]*>\s*)?(?:<!doctype html|<html)\b/i;

/** Whether a text is an HTML page: what proxies and web servers answer, and AWS never does. */
export function isPage(text: string): boolean {
  return HTML.test(text);
}
