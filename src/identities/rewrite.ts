/** Puts live identifiers in the place of recorded ones: whole values, and inside ARNs, URLs, documents and lists. */
import { resolveShape } from "../aws/model/shape.ts";
import type { ServiceModel, ShapeRef } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";

const WORD = /[A-Za-z0-9_-]+/g;
const LAST_WORD = /[A-Za-z0-9_-]+(?=[^A-Za-z0-9_-]*$)/;
const DOCUMENT = /^\s*[[{]/;

/** Recorded texts with what stands for them now; a lookup finds those that end with a given word. */
export class Dictionary {
  readonly #live = new Map<string, string>();
  readonly #byLastWord = new Map<string, string[]>();

  /** Adds a pair; a later one for the same text wins, since the thing was made anew. */
  set(recorded: string, live: string): void {
    const last = LAST_WORD.exec(recorded)?.[0];
    if (last === undefined) return;
    if (!this.#live.has(recorded)) {
      const sharing = this.#byLastWord.get(last) ?? [];
      sharing.push(recorded);
      this.#byLastWord.set(
        last,
        sharing.sort((a, b) => b.length - a.length),
      );
    }
    this.#live.set(recorded, live);
  }

  get(recorded: string): string | undefined {
    return this.#live.get(recorded);
  }

  get size(): number {
    return this.#live.size;
  }

  /** The longest recorded text that ends at `end` of `text`, whose last word is `word`; it begins where a word can. */
  #findEnding(text: string, word: string, end: number): string | undefined {
    return this.#byLastWord.get(word)?.find((recorded) => {
      const start = end - recorded.length;
      if (start < 0 || !text.startsWith(recorded, start)) return false;
      return start === 0 || !/[A-Za-z0-9_-]/.test(text[start - 1] ?? "") || !/^[A-Za-z0-9_-]/.test(recorded);
    });
  }

  /** `text` with every recorded identifier in it replaced, the longest first, none inside a longer word. */
  replaceWithin(text: string): string {
    const found: { start: number; end: number; live: string }[] = [];
    for (const match of text.matchAll(WORD)) {
      const end = match.index + match[0].length;
      const recorded = this.#findEnding(text, match[0], end);
      const live = recorded === undefined ? undefined : this.#live.get(recorded);
      if (recorded !== undefined && live !== undefined)
        found.push({ start: end - recorded.length, end, live });
    }
    found.sort((a, b) => b.end - b.start - (a.end - a.start));
    const chosen: typeof found = [];
    for (const one of found)
      if (chosen.every((other) => one.end <= other.start || one.start >= other.end)) chosen.push(one);
    let result = text;
    for (const { start, end, live } of chosen.sort((a, b) => b.start - a.start)) {
      result = result.slice(0, start) + live + result.slice(end);
    }
    return result;
  }
}

/** A text with its identifiers replaced. Prose is left alone: only one word, a document or a list of words is read. */
export function rewriteText(dictionary: Dictionary, text: string): string {
  const whole = dictionary.get(text);
  if (whole !== undefined) return whole;
  if (!/\s/.test(text) || DOCUMENT.test(text)) return dictionary.replaceWithin(text);
  if (!text.includes(",")) return text;
  return text.replace(/[^\s,]+/g, (word) => dictionary.get(word) ?? word);
}

function rewriteValue(dictionary: Dictionary, model: ServiceModel, ref: ShapeRef, value: Value): Value {
  const shape = resolveShape(model, ref);
  if (typeof value === "string") return shape.enum ? value : rewriteText(dictionary, value);
  if (shape.document) return rewriteDocument(dictionary, value);
  if (shape.type === "structure" && isStructure(value)) {
    const result = makeStructure();
    for (const [name, inner] of Object.entries(value)) {
      const at = shape.members?.[name];
      if (inner !== undefined) result[name] = at ? rewriteValue(dictionary, model, at, inner) : inner;
    }
    return result;
  }
  const { member, value: mapValue } = shape;
  if (member && Array.isArray(value))
    return value.map((item) => rewriteValue(dictionary, model, member, item));
  if (mapValue && isStructure(value)) {
    const result = makeStructure();
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) result[key] = rewriteValue(dictionary, model, mapValue, inner);
    }
    return result;
  }
  return value;
}

function rewriteDocument(dictionary: Dictionary, value: Value): Value {
  if (typeof value === "string") return rewriteText(dictionary, value);
  if (Array.isArray(value)) return value.map((item) => rewriteDocument(dictionary, item));
  if (!isStructure(value)) return value;
  const result = makeStructure();
  for (const [key, inner] of Object.entries(value)) result[key] = rewriteDocument(dictionary, inner ?? null);
  return result;
}

/** An operation's input (of the shape `ref`) in which live identifiers stand for recorded ones. */
export function rewriteInput(
  dictionary: Dictionary,
  model: ServiceModel,
  ref: ShapeRef | undefined,
  input: Structure,
): Structure {
  if (!ref || dictionary.size === 0) return input;
  return rewriteValue(dictionary, model, ref, input) as Structure;
}
