/** Walks a value by its shape and lists the texts in it that can name things. */
import type { Shape } from "../../aws/model/types.ts";
import { isStructure, type Value } from "../../aws/values.ts";

/** A text with the member that holds it (of the nearest structure above), and where that stands. */
export interface FoundText {
  readonly text: string;
  readonly member: string;
  /** The member at the top that it stands in; its own where it stands at the top itself. */
  readonly top: string;
  readonly depth: number;
}

/** Structures of a key and a value: what a user writes there is a label, not a name of a thing. */
const LABEL_SHAPE = /(^t|T)ag(s|ged|ging|Set|List|Map|Specification|Key|$)/;

/**
 * The strings of `value` (an input or an output in its shape's names) except enums and tags. Documents and map
 * values count, map keys do not.
 */
export function* listTexts(
  shape: Shape,
  value: Value | undefined,
  member = "",
  top = "",
  depth = 0,
): Generator<FoundText> {
  if (value === null || value === undefined) return;
  if (typeof value === "string") {
    if (!shape.enum) yield { text: value, member, top, depth };
  } else if (shape.type === "structure" && isStructure(value)) {
    if (shape.members?.["Key"] && LABEL_SHAPE.test(shape.name)) return;
    for (const [name, inner] of Object.entries(value)) {
      const at = shape.members?.[name];
      if (at && !LABEL_SHAPE.test(name)) yield* listTexts(at, inner, name, top || name, depth + 1);
    }
  } else if (shape.type === "list" && shape.member && Array.isArray(value)) {
    for (const item of value as readonly Value[]) yield* listTexts(shape.member, item, member, top, depth);
  } else if (shape.type === "map" && shape.value && isStructure(value)) {
    for (const inner of Object.values(value)) yield* listTexts(shape.value, inner, member, top, depth + 1);
  }
}
