/** JSON without the space between its parts: its numbers keep their digits, and its members their order. */

const SPACE = /[ \t\r\n]+/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const OTHER = /[^ \t\r\n"]+/y;

/** The same JSON, compact, whose texts have no escapes that they do not need; undefined where it is none. */
export function compactJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  let compact = "";
  for (let at = 0; at < text.length; ) {
    const [expression, isKept] =
      text[at] === '"' ? [STRING, true] : " \t\r\n".includes(text[at] ?? "") ? [SPACE, false] : [OTHER, true];
    expression.lastIndex = at;
    const [piece = ""] = expression.exec(text) ?? [];
    if (piece === "") return undefined;
    at += piece.length;
    if (isKept) compact += piece.includes("\\") ? JSON.stringify(JSON.parse(piece)) : piece;
  }
  return compact;
}
