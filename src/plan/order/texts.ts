/** Walks a value by its shape and lists the texts in it that can name things. */
import type { Shape } from "../../aws/model/types.ts";
import { getResources } from "../../aws/resources/table.ts";
import type { TextMembers } from "../../aws/resources/types.ts";
import { isStructure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";

/** A text with the member that holds it: of the nearest structure above. */
export interface FoundText {
  readonly text: string;
  readonly member: string;
}

/** A shape as it is looked into; what is in it is found out when a value has it, for a log has little of a model. */
class Texts {
  readonly #members = new Map<string, Texts | undefined>();
  readonly #inner: Texts | undefined;

  constructor(
    readonly shape: Shape,
    readonly finder: TextFinder,
  ) {
    finder.known.set(shape, this);
    const inner = shape.type === "list" ? shape.member : shape.value;
    this.#inner = inner && finder.find(inner);
  }

  #find(name: string): Texts | undefined {
    const known = this.#members.get(name);
    if (known !== undefined || this.#members.has(name)) return known;
    const found = this.finder.findMember(this.shape, name);
    this.#members.set(name, found);
    return found;
  }

  add(value: Value | undefined, member: string, found: FoundText[]): void {
    if (typeof value === "string") found.push({ text: value, member });
    else if (typeof value !== "object" || value === null) return;
    else if (this.shape.type === "list") {
      if (Array.isArray(value))
        for (const item of value as readonly Value[]) this.#inner?.add(item, member, found);
    } else if (isStructure(value)) {
      if (this.shape.type === "structure")
        for (const name of Object.keys(value)) this.#find(name)?.add(value[name], name, found);
      else for (const inner of Object.values(value)) this.#inner?.add(inner, member, found);
    }
  }
}

const COUNTS: ReadonlySet<Shape["type"]> = new Set(["integer", "long", "float", "double", "boolean"]);

/** Knows of a service's shapes what is looked into. */
class TextFinder {
  readonly known = new Map<Shape, Texts>();
  readonly #labels: ReadonlySet<string>;
  readonly #structures: ReadonlySet<string>;

  constructor({ labels, labelStructures }: TextMembers) {
    this.#labels = new Set(labels);
    this.#structures = new Set(labelStructures);
  }

  /** A member that is looked into; none of a structure that is a label itself. */
  findMember({ name: structure, members }: Shape, name: string): Texts | undefined {
    const member = members?.[name];
    const isLabel = this.#structures.has(structure) || this.#labels.has(name);
    return member === undefined || isLabel ? undefined : this.find(member);
  }

  /** undefined of what has no text in it that names anything. */
  find(shape: Shape): Texts | undefined {
    if (shape.enum || COUNTS.has(shape.type)) return undefined;
    return this.known.get(shape) ?? new Texts(shape, this);
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
  finder.find(shape)?.add(value, "", found);
  return found;
}

compileLightly(Texts.prototype.add, listTexts);
