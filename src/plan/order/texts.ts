/** Walks a value by its shape and lists the texts in it that can name things. */
import { listMembers } from "../../aws/model/shape.ts";
import type { Shape } from "../../aws/model/types.ts";
import { getResources } from "../../aws/resources/table.ts";
import type { TextMembers } from "../../aws/resources/types.ts";
import { isStructure, type Value } from "../../aws/values.ts";

/** A text with the member that holds it: of the nearest structure above. */
export interface FoundText {
  readonly text: string;
  readonly member: string;
}

class TextFinder {
  readonly #labels: ReadonlySet<string>;
  readonly #structures: ReadonlySet<string>;
  /** The members of a structure that are looked into; none of one that is a label itself. */
  readonly #walked = new Map<Shape, ReadonlyMap<string, Shape>>();

  constructor({ labels, labelStructures }: TextMembers) {
    this.#labels = new Set(labels);
    this.#structures = new Set(labelStructures);
  }

  #chooseMembers(shape: Shape): ReadonlyMap<string, Shape> {
    if (this.#structures.has(shape.name)) return new Map();
    return new Map(listMembers(shape).filter(([name]) => !this.#labels.has(name)));
  }

  addTexts(shape: Shape, value: Value | undefined, member: string, found: FoundText[]): void {
    if (value === null || value === undefined) return;
    if (typeof value === "string") {
      if (!shape.enum) found.push({ text: value, member });
    } else if (shape.type === "structure" && isStructure(value)) {
      const members = this.#walked.getOrInsertComputed(shape, () => this.#chooseMembers(shape));
      for (const name of Object.keys(value)) {
        const inner = members.get(name);
        if (inner) this.addTexts(inner, value[name], name, found);
      }
    } else if (shape.type === "list" && shape.member && Array.isArray(value)) {
      for (const item of value as readonly Value[]) this.addTexts(shape.member, item, member, found);
    } else if (shape.type === "map" && shape.value && isStructure(value)) {
      for (const inner of Object.values(value)) this.addTexts(shape.value, inner, member, found);
    }
  }
}

const finders = new Map<string, TextFinder>();

/**
 * The strings of `value` (an input or an output of `service`, in its shape's names) except enums and the labels that the
 * resource table tells of. Documents and map values count, map keys do not. Throws a RangeError for a service whose
 * resources are not loaded.
 */
export function listTexts(service: string, shape: Shape, value: Value): FoundText[] {
  const finder = finders.getOrInsertComputed(service, () => new TextFinder(getResources(service).texts));
  const found: FoundText[] = [];
  finder.addTexts(shape, value, "", found);
  return found;
}
