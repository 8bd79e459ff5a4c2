/** Puts live identifiers in the place of recorded ones: whole values, and inside ARNs, URLs, documents and lists. */
import type { Shape } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Lookup } from "./dictionary.ts";

const DOCUMENT = /^\s*[[{]/;

/** A text with its identifiers replaced. Prose is left alone: only one word, a document or a list of words is read. */
export function rewriteText(dictionary: Lookup, text: string): string {
  const whole = dictionary.get(text);
  if (whole !== undefined) return whole;
  if (!/\s/.test(text) || DOCUMENT.test(text)) return dictionary.replaceWithin(text);
  if (!text.includes(",")) return text;
  return text.replace(/[^\s,]+/g, (word) => dictionary.get(word) ?? word);
}

function rewriteValue(dictionary: Lookup, shape: Shape, value: Value): Value {
  if (typeof value === "string") return shape.enum ? value : rewriteText(dictionary, value);
  if (shape.document) return rewriteDocument(dictionary, value);
  if (shape.type === "structure" && isStructure(value)) {
    const result = makeStructure();
    for (const [name, inner] of Object.entries(value)) {
      const at = shape.members?.[name];
      if (inner !== undefined) result[name] = at ? rewriteValue(dictionary, at, inner) : inner;
    }
    return result;
  }
  const { member, value: mapValue } = shape;
  if (member && Array.isArray(value)) return value.map((item) => rewriteValue(dictionary, member, item));
  if (mapValue && isStructure(value)) {
    const result = makeStructure();
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) result[key] = rewriteValue(dictionary, mapValue, inner);
    }
    return result;
  }
  return value;
}

function rewriteDocument(dictionary: Lookup, value: Value): Value {
  if (typeof value === "string") return rewriteText(dictionary, value);
  if (Array.isArray(value)) return value.map((item) => rewriteDocument(dictionary, item));
  if (!isStructure(value)) return value;
  const result = makeStructure();
  for (const [key, inner] of Object.entries(value)) result[key] = rewriteDocument(dictionary, inner ?? null);
  return result;
}

/** An operation's input (of the shape `ref`) in which live identifiers stand for recorded ones. */
export function rewriteInput(dictionary: Lookup, ref: Shape | undefined, input: Structure): Structure {
  if (!ref || dictionary.size === 0) return input;
  return rewriteValue(dictionary, ref, input) as Structure;
}
