/**
 * Reads YAML as CloudFormation's templates use it: blocks, flows, quotes and the short forms of functions. Numbers that would be
 * printed otherwise stay texts, which a general reader does not keep. Each line is read once, and at most once more to find its
 * quote's or bracket's end.
 */
import type { JsonValue } from "../../../../base/values.ts";
import { fault } from "./faults.ts";
import { gatherFlow, gatherQuoted, readFlow } from "./read-flow.ts";
import { lengthen } from "./short-forms.ts";
import { joinBlock, readDouble, readHeader, readPlain, readSingle } from "./yaml-scalars.ts";

/** Deeper than any template is. */
const DEEPEST = 150;

/** A line that says something. */
interface Line {
  readonly indent: number;
  /** Without its indent and what ends it. */
  readonly text: string;
}

/** The text without a comment at its end. */
function cutComment(text: string): string {
  if (text.startsWith("#")) return "";
  const at = text.search(/\s#/);
  return (at < 0 ? text : text.slice(0, at)).trimEnd();
}

/** Where the key of a line ends, at its colon; -1 where it has none. */
function findColon(text: string): number {
  const quote = text[0];
  if (quote === '"' || quote === "'") {
    const [, inside] = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(\s*):(?:\s|$)/.exec(text) ?? [];
    return inside === undefined
      ? -1
      : text.indexOf(":", text.lastIndexOf(quote, text.search(/["']\s*:(?:\s|$)/)));
  }
  if (quote === "[" || quote === "{" || quote === "|" || quote === ">" || quote === "!") return -1;
  const at = text.search(/:(?:\s|$)/);
  const comment = text.search(/\s#/);
  return comment >= 0 && comment < at ? -1 : at;
}

class YamlReader {
  readonly #lines: string[];
  #at = 0;

  constructor(text: string) {
    this.#lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  }

  #fail(why = ""): never {
    const line = Math.min(this.#at + 1, this.#lines.length);
    throw fault(`Template format error: YAML not well-formed. (line ${line}, column 1)${why}`);
  }

  /** The next line that says something, without passing it. */
  #peek(): Line | undefined {
    for (; this.#at < this.#lines.length; this.#at++) {
      const raw = this.#lines[this.#at] ?? "";
      const indent = raw.search(/[^ ]/);
      const text = indent < 0 ? "" : raw.slice(indent).trimEnd();
      if (text === "" || text.startsWith("#")) continue;
      if (text.startsWith("\t")) this.#fail();
      if (indent === 0 && (text === "---" || text.startsWith("%"))) continue;
      if (indent === 0 && text === "...") return undefined;
      return { indent, text };
    }
    return undefined;
  }

  /** The document. */
  read(): JsonValue {
    const value = this.#readBlock(0, 0);
    if (this.#peek()) this.#fail();
    return value;
  }

  #readBlock(least: number, depth: number): JsonValue {
    if (depth > DEEPEST) this.#fail();
    const line = this.#peek();
    if (!line || line.indent < least) return null;
    const { indent, text } = line;
    if (text === "-" || text.startsWith("- ")) return this.#readList(indent, depth);
    if (findColon(text) >= 0) return this.#readMap(indent, depth);
    this.#at++;
    return this.#readInline(text, indent, depth, least);
  }

  #readList(indent: number, depth: number): JsonValue {
    const items: JsonValue[] = [];
    for (let line = this.#peek(); line?.indent === indent; line = this.#peek()) {
      const { text } = line;
      if (text !== "-" && !text.startsWith("- ")) break;
      // What stands behind the dash is a block of its own, as deep as it stands there.
      this.#lines[this.#at] = `${" ".repeat(indent + 1)}${text.slice(1)}`;
      items.push(this.#readBlock(indent + 1, depth + 1));
    }
    return items;
  }

  #readMap(indent: number, depth: number): JsonValue {
    const entries: [string, JsonValue][] = [];
    for (let line = this.#peek(); line && line.indent >= indent; line = this.#peek()) {
      const { text } = line;
      const colon = line.indent === indent ? findColon(text) : -1;
      if (colon < 0) this.#fail();
      const key = this.#readKey(text.slice(0, colon).trimEnd());
      this.#at++;
      entries.push([key, this.#readInline(text.slice(colon + 1).trim(), indent, depth, indent + 1)]);
    }
    return Object.fromEntries(entries);
  }

  #readKey(text: string): string {
    if (text.startsWith('"')) return readDouble(text.slice(1, -1)) ?? this.#fail();
    if (text.startsWith("'")) return readSingle(text.slice(1, -1));
    return text;
  }

  /** What stands behind a key or a dash, on the line before and on deeper ones. `least`: how deep a block under it is. */
  #readInline(given: string, indent: number, depth: number, least: number): JsonValue {
    if (depth > DEEPEST) this.#fail();
    const [first = ""] = given;
    if (first === "!") {
      const [tag = "", ...rest] = given.split(/\s+(.*)/s);
      return lengthen(tag, this.#readInline((rest[0] ?? "").trim(), indent, depth + 1, least));
    }
    if (first === "&" || first === "*")
      this.#fail(" YAML aliases are not allowed in CloudFormation templates");
    const header = readHeader(given);
    if (header) return joinBlock(this.#takeLines(least, header.indent), header);
    if (first === "[" || first === "{") return this.#readGathered(given, gatherFlow, readFlow);
    if (first === '"' || first === "'")
      return this.#readGathered(given, gatherQuoted, (text) =>
        first === '"' ? readDouble(text.slice(1, -1)) : readSingle(text.slice(1, -1)),
      );
    const text = cutComment(given);
    if (text === "") return this.#readUnder(indent, depth, least);
    if (findColon(text) >= 0) this.#fail();
    return readPlain([text, ...this.#takeFolded(least)].join(" "));
  }

  /** The block under a key. A list may stand as deep as its key. */
  #readUnder(indent: number, depth: number, least: number): JsonValue {
    const line = this.#peek();
    if (!line) return null;
    const isList = line.text === "-" || line.text.startsWith("- ");
    if (isList && line.indent === indent && least === indent + 1) return this.#readList(indent, depth + 1);
    return line.indent >= least ? this.#readBlock(least, depth + 1) : null;
  }

  /** The further lines of a text without quotes. */
  #takeFolded(least: number): string[] {
    const taken: string[] = [];
    for (let line = this.#peek(); line && line.indent >= least; line = this.#peek()) {
      if (findColon(line.text) >= 0) this.#fail();
      taken.push(cutComment(line.text));
      this.#at++;
    }
    return taken;
  }

  /** The lines of a block that are deeper than what it stands in, without their indent. */
  #takeLines(least: number, more: number | undefined): string[] {
    const taken: string[] = [];
    let own = more === undefined ? undefined : least - 1 + more;
    for (; this.#at < this.#lines.length; this.#at++) {
      const raw = this.#lines[this.#at] ?? "";
      const depth = raw.search(/[^ ]/);
      if (depth < 0) {
        taken.push(own === undefined ? "" : raw.slice(own));
        continue;
      }
      if (depth < least) break;
      own ??= depth;
      if (depth < own) break;
      taken.push(raw.slice(own));
    }
    return taken;
  }

  /** Reads what begins on the line before and ends on any line after it, and nothing may stand behind it. */
  #readGathered(
    given: string,
    gather: (
      text: string,
      next: () => string | undefined,
    ) => { readonly text: string; readonly rest: string } | undefined,
    read: (text: string) => JsonValue | undefined,
  ): JsonValue {
    const next = () => (this.#at < this.#lines.length ? this.#lines[this.#at++] : undefined);
    const gathered = gather(given, next);
    if (!gathered || cutComment(gathered.rest.trim()) !== "") this.#fail();
    return read(gathered.text) ?? this.#fail();
  }
}

/** A template's YAML as JSON has it, with functions in their long forms. Throws a Refusal where it is none. */
export function readYaml(text: string): JsonValue {
  return new YamlReader(text).read();
}
