/** Walks a value by its shape and lists the texts in it that can name things. */
import type { Shape } from "../../aws/model/types.ts";
import { isStructure, type Value } from "../../aws/values.ts";

/** A text with the member that holds it: of the nearest structure above. */
export interface FoundText {
  readonly text: string;
  readonly member: string;
}

/** Structures of a key and a value: what a user writes there is a label, not a name of a thing. */
const LABEL_SHAPE = /(^t|T)ag(s|ged|ging|Set|List|Map|Specification|Key|$)/;

/** The members of a structure that are looked into; none of one that is a label itself. */
type Walked = ReadonlyMap<string, Shape>;

const walked = new WeakMap<Shape, Walked>();

function chooseMembers(shape: Shape): Walked {
  const members = shape.members ?? {};
  if (members["Key"] && LABEL_SHAPE.test(shape.name)) return new Map();
  return new Map(Object.entries(members).filter(([name]) => !LABEL_SHAPE.test(name)));
}

function addTexts(shape: Shape, value: Value | undefined, member: string, found: FoundText[]): void {
  if (value === null || value === undefined) return;
  if (typeof value === "string") {
    if (!shape.enum) found.push({ text: value, member });
  } else if (shape.type === "structure" && isStructure(value)) {
    const members = walked.getOrInsertComputed(shape, chooseMembers);
    for (const name of Object.keys(value)) {
      const inner = members.get(name);
      if (inner) addTexts(inner, value[name], name, found);
    }
  } else if (shape.type === "list" && shape.member && Array.isArray(value)) {
    for (const item of value as readonly Value[]) addTexts(shape.member, item, member, found);
  } else if (shape.type === "map" && shape.value && isStructure(value)) {
    for (const inner of Object.values(value)) addTexts(shape.value, inner, member, found);
  }
}

/**
 * The strings of `value` (an input or an output in its shape's names) except enums and tags. Documents and map
 * values count, map keys do not.
 */
export function listTexts(shape: Shape, value: Value): FoundText[] {
  const found: FoundText[] = [];
  addTexts(shape, value, "", found);
  return found;
}
