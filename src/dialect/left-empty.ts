/** Tells a word for nothing, as other programs write it, where it can be nothing else. */

import type { Shape } from "../aws/model/types.ts";
import { compileLightly } from "../base/compiling.ts";
import { isNothing } from "../base/nothing.ts";

/** A text that CloudTrail has collapsed to what is in it may be such a word in earnest where the shape knows the word. */
function knowsWord({ type, enum: words }: Shape, word: string): boolean {
  return type === "string" && words?.includes(word) === true;
}

/**
 * Whether `raw` says that there is nothing of a shape: `"None"` for a list, a map or a structure, for a number, or for one of
 * several words that the API knows. Empty texts are XML's empty elements; of a structure with one text in it, the word may be
 * that text, and a fraction may be no number in earnest.
 */
export function isLeftEmpty(shape: Shape, raw: unknown): boolean {
  if (raw === "" || !isNothing(raw) || shape.document) return false;
  switch (shape.type) {
    case "map":
      return true;
    case "list":
      return !shape.member || !knowsWord(shape.member, raw);
    case "structure": {
      const [only, ...others] = Object.values(shape.members ?? {});
      return others.length > 0 || only?.type !== "string";
    }
    case "integer":
    case "long":
    case "boolean":
    case "timestamp":
      return true;
    case "float":
    case "double":
      return raw.toLowerCase() !== "nan";
    case "string":
      return shape.enum !== undefined && !knowsWord(shape, raw);
    default:
      return false;
  }
}

compileLightly(isLeftEmpty);
