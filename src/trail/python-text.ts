/**
 * Reads what Python prints of a dictionary or a list: `{'queueName': 'a', 'b': None}`. pandas writes it into tables, and programs
 * print boto3's answers so, with moments (`datetime.datetime(2025, 7, 2, tzinfo=tzlocal())`), which are read as nothing; long texts
 * are cut by pprint into some that follow each other.
 */
import { ownRows } from "../base/own-rows.ts";
import type { ParseText } from "./parse-json.ts";

const HEAD = /^\s*(?:\[\s*)*(?:\{\s*)?'/;
const WORD = /(?<!\w)(?:True|False|None)(?!\w)/g;
const QUOTE = /['"]/g;
const WORDS: Readonly<Record<string, string>> = ownRows({ True: "true", False: "false", None: "null" });
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

const MOMENT = /datetime\.datetime\([^()]{0,99}(?:\([^()]{0,99}\))?[^()]{0,99}\)/g;

/** The JSON of what stands between texts. */
function translate(between: string): string {
  const plain = between.includes("datetime") ? between.replace(MOMENT, "null") : between;
  return plain.replace(WORD, (word) => WORDS[word] ?? word);
}

/** Where the text ends that a quotation mark opens; -1 where it does not end. */
function findClosing(text: string, opening: number): number {
  const quote = text[opening];
  for (let at = opening + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

/** The same as JSON; undefined where a text in it does not end. */
function toJson(text: string): string | undefined {
  let json = "";
  let last: string | undefined;
  for (let at = 0; at < text.length; ) {
    QUOTE.lastIndex = at;
    const opening = QUOTE.exec(text)?.index ?? -1;
    const between = text.slice(at, opening < 0 ? text.length : opening);
    const follows = last !== undefined && opening >= 0 && between.trim() === "";
    if (!follows) {
      if (last !== undefined) json += JSON.stringify(last);
      json += translate(between);
      last = undefined;
    }
    if (opening < 0) break;
    const closing = findClosing(text, opening);
    if (closing < 0) return undefined;
    last = (last ?? "") + unescapeText(text.slice(opening + 1, closing));
    at = closing + 1;
  }
  return last === undefined ? json : json + JSON.stringify(last);
}

/** The value that a text of Python's prints, read with `parse` once it is JSON; undefined where it prints none. */
export function parsePythonText(text: string, parse: ParseText): unknown {
  const json = HEAD.test(text) ? toJson(text) : undefined;
  return json === undefined ? undefined : parse(json);
}
