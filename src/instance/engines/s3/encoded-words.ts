/**
 * Metadata that is no ASCII, which headers carry in words of RFC 2047: S3 reads them so, and writes them so itself.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
 */

const WORD = /^=\?utf-8\?([bq])\?([^?]*)\?=$/i;
/** What a header can hold as it is. */
const PLAIN = /^[\t\x20-\x7e]*$/;
const LOST = "\ufffd";

/** Whether a text has what no word can show: characters that steer something, or what stands for those that were none. */
function hasControls(text: string): boolean {
  return text.includes(LOST) || [...text].some((char) => (char < " " && char !== "\t") || char === "\u007f");
}

function readQuoted(text: string): string {
  const bytes = text
    .replaceAll("_", " ")
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

/** The text that a header means, whose bytes may be UTF-8's. */
export function readWords(header: string): string {
  const [, kind = "", text = ""] = WORD.exec(header) ?? [];
  if (kind !== "")
    return kind.toLowerCase() === "b" ? Buffer.from(text, "base64").toString() : readQuoted(text);
  return PLAIN.test(header) ? header : Buffer.from(header, "latin1").toString();
}

/** The same as a header: as it is where it can be, in a word where it cannot. */
export function writeWords(text: string): string {
  if (PLAIN.test(text)) return text;
  if (hasControls(text)) return `=?UTF-8?B?${Buffer.from(text).toString("base64")}?=`;
  const quoted = [...Buffer.from(text)].map((byte) => {
    const char = String.fromCharCode(byte);
    if (char === " ") return "_";
    return byte > 0x20 && byte < 0x7f && !"=?_".includes(char)
      ? char
      : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  });
  return `=?UTF-8?Q?${quoted.join("")}?=`;
}
