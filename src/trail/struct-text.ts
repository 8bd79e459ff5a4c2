/** Reads the text in which Athena and CloudTrail Lake print a struct: `{type=IAMUser, sessioncontext={…}, username=null}`. */

/**
 * The struct or the list of structs that a text prints, or undefined where it prints none. Names are as printed (lower
 * case); values are texts, structs, lists, or null. The form has no quoting: a value ends where `, name=` or the closing
 * bracket follows, which is right for identities and resources and cannot be for arbitrary parameters.
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

class StructReader {
  #at = 0;
  #failed = false;

  constructor(readonly text: string) {}

  isDone(): boolean {
    return !this.#failed && this.#at === this.text.length;
  }

  readValue(depth: number): unknown {
    if (depth > DEEPEST) this.#failed = true;
    if (this.#failed) return undefined;
    if (this.text[this.#at] === "{") return this.#readStruct(depth);
    if (this.text[this.#at] === "[") return this.#readList(depth);
    return this.#readBare();
  }

  #readStruct(depth: number): unknown {
    const struct: Record<string, unknown> = Object.create(null);
    this.#at++;
    if (this.#take("}")) return struct;
    do {
      const name = /[\w.-]+=/y;
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
