/** Reads what Python prints of a dictionary or a list, which is what pandas writes into a table: `{'queueName': 'a', 'b': None}`. */
import type { ParseText } from "./parse-json.ts";

const HEAD = /^\s*(?:\[\s*)*(?:\{\s*)?'/;
const TOKEN = /'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)"|\b(True|False|None)\b/g;
const WORDS: Readonly<Record<string, string>> = { True: "true", False: "false", None: "null" };
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;
const CONTROLS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
const LAST_POINT = 0x10ffff;

function unescapeText(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(ESCAPE, (whole, byte?: string, unit?: string, point?: string, char = "") => {
    const code = Number.parseInt(byte ?? unit ?? point ?? "", 16);
    if (Number.isNaN(code)) return CONTROLS[char] ?? char;
    return code <= LAST_POINT ? String.fromCodePoint(code) : whole;
  });
}

/** The value that a text of Python's prints, read with `parse` once it is JSON; undefined where it prints none. */
export function parsePythonText(text: string, parse: ParseText): unknown {
  if (!HEAD.test(text)) return undefined;
  const json = text.replace(TOKEN, (_, single?: string, double?: string, word?: string) => {
    if (word !== undefined) return WORDS[word] ?? word;
    return JSON.stringify(unescapeText(single ?? double ?? ""));
  });
  return parse(json);
}
