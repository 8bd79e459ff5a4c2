/** Tells a word for nothing, as other programs write it, where something with parts belongs. */
import type { Shape } from "../aws/model/types.ts";
import { isNothing } from "../base/nothing.ts";

/** A text that CloudTrail has collapsed to what is in it may be such a word in earnest where the shape knows the word. */
function knowsWord({ type, enum: words }: Shape, word: string): boolean {
  return type === "string" && words?.includes(word) === true;
}

/**
 * Whether `raw` says that there is nothing of a shape: `"None"` for a list, a map or a structure. Empty texts are XML's
 * empty elements; of a structure with one text in it, the word may be that text.
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
    default:
      return false;
  }
}
