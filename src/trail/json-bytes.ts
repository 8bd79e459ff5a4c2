/** The bytes by which JSON and CSV are cut into values. */

export const QUOTE = 0x22;
export const APOSTROPHE = 0x27;
export const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const NEWLINE = 0x0a;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
/** Set in a brace and not in a bracket, so that one comparison finds both. */
export const BRACE_BIT = 0x20;

/** Each file of a concatenation may begin with its own mark. */
export function isByteOrderMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}

/** Whether a number or a word of JSON begins so. */
export function beginsScalar(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || (byte >= 0x61 && byte <= 0x7a);
}
