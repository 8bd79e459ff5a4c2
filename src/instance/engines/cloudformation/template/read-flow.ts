/** Lists and maps of YAML in brackets, and texts in quotes, which may go over several lines. */
import type { JsonValue } from "../../../../base/values.ts";
import { fault } from "./faults.ts";
import { lengthen } from "./short-forms.ts";
import { readDouble, readPlain, readSingle } from "./yaml-scalars.ts";

/** A text that was found to be whole, and what stands behind it. */
interface Gathered {
  readonly text: string;
  readonly rest: string;
}

/** Where the quote at a place ends, behind it; undefined where it does not. */
function endQuote(text: string, from: number): number | undefined {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === "\\") at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at + 1;
    }
  }
  return undefined;
}

/** Takes lines until the quote that a text begins with ends. */
export function gatherQuoted(given: string, next: () => string | undefined): Gathered | undefined {
  const lines = [given];
  const quote = given[0] ?? "";
  // A line without the quote does not end it, and need not be looked into with all before it.
  let end = endQuote(given, 0);
  while (end === undefined) {
    const line = next();
    if (line === undefined) return undefined;
    lines.push(line);
    if (line.includes(quote)) end = endQuote(lines.join("\n"), 0);
  }
  const text = lines.join("\n");
  return { text: text.slice(0, end), rest: text.slice(end) };
}

/** Takes lines until the bracket that a text begins with is closed, without comments. */
export function gatherFlow(given: string, next: () => string | undefined): Gathered | undefined {
  let depth = 0;
  let text = "";
  let quote = "";
  for (let line: string | undefined = given; line !== undefined; line = next()) {
    for (let at = 0; at < line.length; at++) {
      const letter = line[at] ?? "";
      if (quote !== "") {
        if (quote === '"' && letter === "\\") at++;
        else if (letter === quote) quote = "";
      } else if ((letter === '"' || letter === "'") && /^$|[\s[{,:]/.test(line[at - 1] ?? "")) quote = letter;
      else if (letter === "[" || letter === "{") depth++;
      else if (letter === "]" || letter === "}") {
        depth--;
        if (depth === 0) return { text: text + line.slice(0, at + 1), rest: line.slice(at + 1) };
      } else if (letter === "#" && /^$|\s/.test(line[at - 1] ?? "")) {
        line = line.slice(0, at);
      }
    }
    text += `${line}\n`;
  }
  return undefined;
}

const DEEPEST = 150;

class FlowReader {
  #at = 0;

  constructor(readonly text: string) {}

  #fail(): never {
    throw fault("Template format error: YAML not well-formed.");
  }

  #skip(): void {
    while (/\s/.test(this.text[this.#at] ?? "")) this.#at++;
  }

  read(depth = 0): JsonValue {
    if (depth > DEEPEST) this.#fail();
    this.#skip();
    const letter = this.text[this.#at];
    if (letter === "!") {
      const from = this.#at;
      while (/[\w:!]/.test(this.text[this.#at] ?? "")) this.#at++;
      const tag = this.text.slice(from, this.#at);
      return lengthen(tag, this.read(depth + 1));
    }
    if (letter === "[") return this.#readList(depth);
    if (letter === "{") return this.#readMap(depth);
    if (letter === "&" || letter === "*") this.#fail();
    if (letter === '"' || letter === "'") return this.#readQuoted();
    return readPlain(this.#readBare());
  }

  #readQuoted(): string {
    const end = endQuote(this.text, this.#at) ?? this.#fail();
    const inner = this.text.slice(this.#at + 1, end - 1);
    const isDouble = this.text[this.#at] === '"';
    this.#at = end;
    return isDouble ? (readDouble(inner) ?? this.#fail()) : readSingle(inner);
  }

  /** A text without quotes, which ends at a comma, a bracket or a key's colon. */
  #readBare(): string {
    const from = this.#at;
    for (; this.#at < this.text.length; this.#at++) {
      const letter = this.text[this.#at] ?? "";
      if (/[,[\]{}]/.test(letter)) break;
      if (letter === ":" && /^$|[\s,[\]{}]/.test(this.text[this.#at + 1] ?? "")) break;
    }
    const lines = this.text.slice(from, this.#at).split("\n");
    return lines.flatMap((line) => line.trim() || []).join(" ");
  }

  #readList(depth: number): JsonValue {
    const items: JsonValue[] = [];
    this.#at++;
    for (;;) {
      this.#skip();
      if (this.text[this.#at] === "]") break;
      const item = this.read(depth + 1);
      this.#skip();
      // A pair in a list is a map of it.
      if (this.text[this.#at] === ":" && typeof item === "string") {
        this.#at++;
        items.push(Object.fromEntries([[item, this.read(depth + 1)]]));
        this.#skip();
      } else items.push(item);
      if (!this.#takeComma("]")) break;
    }
    this.#at++;
    return items;
  }

  #readMap(depth: number): JsonValue {
    const entries: [string, JsonValue][] = [];
    this.#at++;
    for (;;) {
      this.#skip();
      if (this.text[this.#at] === "}") break;
      const isQuoted = /["']/.test(this.text[this.#at] ?? "");
      const key = isQuoted ? this.#readQuoted() : this.#readBare();
      this.#skip();
      if (this.text[this.#at] === ":") {
        this.#at++;
        this.#skip();
        entries.push([key, /[,}]/.test(this.text[this.#at] ?? "") ? null : this.read(depth + 1)]);
      } else if (key === "") this.#fail();
      else entries.push([key, null]);
      if (!this.#takeComma("}")) break;
    }
    this.#at++;
    return Object.fromEntries(entries);
  }

  /** Whether there is more. */
  #takeComma(end: string): boolean {
    this.#skip();
    if (this.text[this.#at] === end) return false;
    if (this.text[this.#at] !== ",") this.#fail();
    this.#at++;
    return true;
  }
}

/** What stands in brackets. */
export function readFlow(text: string): JsonValue {
  return new FlowReader(text).read();
}
