/** Reads the text in which Athena and CloudTrail Lake print a struct: `{type=IAMUser, sessioncontext={…}, username=null}`. */
import { parseJson } from "./parse-json.ts";

/**
 * The struct or the list of structs that a text prints, or undefined where it prints none. Names are as printed (lower
 * case); values are texts, structs, lists, or null. The form has no quoting: a value ends where `, name=` or the closing
 * bracket follows. A value that is the JSON of an object or a list is read as such: what was nested in a map of CloudTrail
 * Lake.
 */
export function parseStructText(text: string): unknown {
  const trimmed = text.trim();
  const first = trimmed[0];
  if (first !== "{" && first !== "[") return undefined;
  const reader = new StructReader(trimmed);
  const value = reader.readValue(0);
  return reader.isDone() ? value : undefined;
}

const DEEPEST = 20;

/** A struct has names without quotes. */
const JSON_HEAD = /^(?:\{"|\["|\[\{")/;

/** Where the value ends that begins with the bracket at `from`; undefined where it does not end. */
function findJsonEnd(text: string, from: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (inString && char === "\\") at++;
    else if (char === '"') inString = !inString;
    else if (inString) continue;
    else if (char === "{" || char === "[") depth++;
    else if ((char === "}" || char === "]") && --depth === 0) return at + 1;
  }
  return undefined;
}

class StructReader {
  #at = 0;
  #failed = false;
  /** Whether some JSON went on to the end of the text: to look for the end of each would take quadratic time. */
  #isUnclosed = false;

  constructor(readonly text: string) {}

  isDone(): boolean {
    return !this.#failed && this.#at === this.text.length;
  }

  readValue(depth: number): unknown {
    if (depth > DEEPEST) this.#failed = true;
    if (this.#failed) return undefined;
    const json = this.#readJson();
    if (json !== undefined) return json;
    if (this.text[this.#at] === "{") return this.#readStruct(depth);
    if (this.text[this.#at] === "[") return this.#readList(depth);
    return this.#readBare();
  }

  /** The JSON of an object or a list of these that begins here; undefined where none does. */
  #readJson(): unknown {
    if (this.#isUnclosed || !JSON_HEAD.test(this.text.slice(this.#at, this.#at + 4))) return undefined;
    const end = findJsonEnd(this.text, this.#at);
    this.#isUnclosed = end === undefined;
    const value = end === undefined ? undefined : parseJson(this.text.slice(this.#at, end));
    if (value !== undefined) this.#at = end ?? this.#at;
    return value;
  }

  #readStruct(depth: number): unknown {
    const struct: Record<string, unknown> = Object.create(null);
    this.#at++;
    if (this.#take("}")) return struct;
    do {
      const name = /[\w.[\]-]+=/y;
      name.lastIndex = this.#at;
      const match = name.exec(this.text);
      if (match === null) {
        this.#failed = true;
        return undefined;
      }
      this.#at += match[0].length;
      struct[match[0].slice(0, -1)] = this.readValue(depth + 1);
    } while (this.#take(", "));
    if (!this.#take("}")) this.#failed = true;
    return struct;
  }

  #readList(depth: number): unknown {
    const list: unknown[] = [];
    this.#at++;
    if (this.#take("]")) return list;
    do list.push(this.readValue(depth + 1));
    while (this.#take(", "));
    if (!this.#take("]")) this.#failed = true;
    return list;
  }

  #readBare(): string | null {
    const end = /, [\w.-]+=|[}\]]|$/g;
    end.lastIndex = this.#at;
    const stop = end.exec(this.text)?.index ?? this.text.length;
    const bare = this.text.slice(this.#at, stop);
    this.#at = stop;
    return bare === "null" ? null : bare;
  }

  #take(token: string): boolean {
    if (!this.text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }
}
