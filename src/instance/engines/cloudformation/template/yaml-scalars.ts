/** Scalars of YAML 1.1, as CloudFormation takes them. */
import type { JsonValue } from "../../../../base/values.ts";

const WORDS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ["", null],
  ["~", null],
  ["null", null],
  ["true", true],
  ["yes", true],
  ["on", true],
  ["false", false],
  ["no", false],
  ["off", false],
]);

/** A text without quotes as what it says. A number that would be printed otherwise stays a text: an account's id, a version. */
export function readPlain(text: string): JsonValue {
  const word = WORDS.get(text.toLowerCase());
  if (word !== undefined) return word;
  if (!/^-?\d/.test(text)) return text;
  const number = Number(text);
  return String(number) === text ? number : text;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};

const LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Lines of a text in quotes are one line; an empty one ends a line. */
function foldLines(text: string): string {
  if (!text.includes("\n")) return text;
  const [first = "", ...lines] = text.split("\n");
  let folded = first.trimEnd();
  let empty = 0;
  for (const [at, line] of lines.entries()) {
    const isLast = at === lines.length - 1;
    const told = isLast ? line.trimStart() : line.trim();
    if (told === "" && !isLast) {
      empty++;
      continue;
    }
    folded += empty > 0 ? "\n".repeat(empty) : " ";
    folded += told;
    empty = 0;
  }
  return folded;
}

/** What stands between single quotes. */
export function readSingle(inner: string): string {
  return foldLines(inner).replaceAll("''", "'");
}

/** What stands between double quotes; undefined where an escape is none. */
export function readDouble(inner: string): string | undefined {
  // A line's end behind a backslash joins both lines.
  const text = foldLines(inner.replace(/\\\n[ \t]*/g, "\\\n"));
  let read = "";
  let from = 0;
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", from)) {
    read += text.slice(from, at);
    const letter = text[at + 1] ?? "";
    const length = LENGTHS[letter];
    if (length !== undefined) {
      const digits = text.slice(at + 2, at + 2 + length);
      const point =
        /^[0-9a-f]+$/i.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : -1;
      if (point < 0 || point > 0x10ffff) return undefined;
      read += String.fromCodePoint(point);
      from = at + 2 + length;
      continue;
    }
    const escaped = ESCAPES[letter] ?? (letter === " " || /["\\/]/.test(letter) ? letter : undefined);
    if (letter !== "\n" && escaped === undefined) return undefined;
    read += escaped ?? "";
    from = at + 2;
  }
  return read + text.slice(from);
}

/** How the lines of a block are read: `>-2`. */
export interface BlockHeader {
  readonly isFolded: boolean;
  readonly chomp: string;
  /** How much deeper its lines are; undefined where the first one tells it. */
  readonly indent: number | undefined;
}

/** The header of a block of lines; undefined for a text that is none. */
export function readHeader(text: string): BlockHeader | undefined {
  const [, style, one = "", two = ""] = /^([|>])([-+]|[1-9])?([-+]|[1-9])?\s*(?:#.*)?$/.exec(text) ?? [];
  if (style === undefined) return undefined;
  const digit = [one, two].find((sign) => /\d/.test(sign));
  const chomp = [one, two].find((sign) => sign === "-" || sign === "+") ?? "";
  return { isFolded: style === ">", chomp, indent: digit === undefined ? undefined : Number(digit) };
}

/** The lines of a block, without their indent, as one text. */
export function joinBlock(lines: readonly string[], { isFolded, chomp }: BlockHeader): string {
  let length = lines.length;
  while (length > 0 && lines[length - 1] === "") length--;
  const kept = lines.slice(0, length);
  const ends = chomp === "-" || length === 0 ? "" : "\n";
  const rest = chomp === "+" ? "\n".repeat(lines.length - length) : "";
  if (!isFolded) return kept.join("\n") + ends + rest;
  let text = kept[0] ?? "";
  for (let at = 1; at < length; at++) {
    const [before = "", line = ""] = [kept[at - 1], kept[at]];
    const isOwn = /^[ \t]/.test(line) || /^[ \t]/.test(before);
    // An empty line ends one; those that are deeper stay as they are.
    if (line === "") text += "\n";
    else if (isOwn) text += `\n${line}`;
    else text += before === "" ? line : ` ${line}`;
  }
  return text + ends + rest;
}
