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

type Rewrite = (value: Value, name: string) => Value;

/** The structure with its values rewritten; the same object where nothing changes, as in most inputs. */
function rewriteEach(value: Structure, rewrite: Rewrite): Structure {
  let result: Record<string, Value> | undefined;
  for (const name of Object.keys(value)) {
    const inner = value[name];
    const next = inner === undefined ? undefined : rewrite(inner, name);
    if (next === inner && inner !== undefined) continue;
    result ??= Object.assign(makeStructure(), value);
    if (next === undefined) delete result[name];
    else result[name] = next;
  }
  return result ?? value;
}

function rewriteItems(value: readonly Value[], rewrite: (item: Value) => Value): readonly Value[] {
  const items = value.map(rewrite);
  return items.every((item, place) => item === value[place]) ? value : items;
}

function rewriteValue(dictionary: Lookup, shape: Shape, value: Value): Value {
  if (typeof value === "string") return shape.enum ? value : rewriteText(dictionary, value);
  if (shape.document) return rewriteDocument(dictionary, value);
  if (shape.type === "structure" && isStructure(value)) {
    const { members } = shape;
    return rewriteEach(value, (inner, name) => {
      const at = members?.[name];
      return at ? rewriteValue(dictionary, at, inner) : inner;
    });
  }
  const { member, value: mapValue } = shape;
  if (member && Array.isArray(value))
    return rewriteItems(value as readonly Value[], (item) => rewriteValue(dictionary, member, item));
  if (mapValue && isStructure(value))
    return rewriteEach(value, (inner) => rewriteValue(dictionary, mapValue, inner));
  return value;
}

function rewriteDocument(dictionary: Lookup, value: Value): Value {
  if (typeof value === "string") return rewriteText(dictionary, value);
  if (Array.isArray(value))
    return rewriteItems(value as readonly Value[], (item) => rewriteDocument(dictionary, item));
  return isStructure(value) ? rewriteEach(value, (inner) => rewriteDocument(dictionary, inner)) : value;
}

/** An operation's input (of the shape `ref`) in which live identifiers stand for recorded ones. */
export function rewriteInput(dictionary: Lookup, ref: Shape | undefined, input: Structure): Structure {
  if (!ref || dictionary.size === 0) return input;
  return rewriteValue(dictionary, ref, input) as Structure;
}
