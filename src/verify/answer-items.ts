/** The things that an answer lists, found by the texts in them: put together once for each answer, and asked many times. */
import type { Shape } from "../aws/model/types.ts";
import { Digits, isStructure, type Structure, type Value } from "../aws/values.ts";
import { listForms } from "./same-name.ts";

/** An item of a list in an answer, with its shape. */
export interface Item {
  readonly ref: Shape;
  readonly value: Value;
}

const FEW = 100;

/** How deep lists are looked for: Reservations, Instances. */
const DEEPEST = 3;

/** Items of the lists in a structure, the nearest to the top first. */
function* listItems(shape: Shape, value: Value, depth: number): Generator<Item> {
  if (depth > DEEPEST || !isStructure(value) || shape.type !== "structure") return;
  const next: Item[] = [];
  for (const [name, inner] of Object.entries(value)) {
    const at = shape.members?.[name];
    if (!at || inner === null || inner === undefined) continue;
    const element = at.member;
    if (Array.isArray(inner) && element) {
      for (const item of inner as readonly Value[]) {
        yield { ref: element, value: item };
        next.push({ ref: element, value: item });
      }
    } else if (isStructure(inner)) next.push({ ref: at, value: inner });
  }
  for (const item of next) yield* listItems(item.ref, item.value, depth + 1);
}

/** The texts and numbers in a value, however deep. */
export function* listTexts(value: Value | undefined): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "number" || typeof value === "boolean") yield String(value);
  else if (value instanceof Digits) yield value.text;
  else if (Array.isArray(value)) for (const inner of value as readonly Value[]) yield* listTexts(inner);
  else if (isStructure(value)) for (const inner of Object.values(value)) yield* listTexts(inner);
}

/** The texts in a document, names too; undefined where it cannot be read. */
function listDocument(text: string): string[] | undefined {
  try {
    const texts: string[] = [];
    JSON.parse(text, (name, value) => {
      texts.push(name);
      if (typeof value === "string") texts.push(value);
      return value;
    });
    return texts;
  } catch {
    return undefined;
  }
}

function isDocument(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

/** The items of one answer. */
export class AnswerItems {
  readonly all: readonly Item[];
  readonly #byForm = new Map<string, number[]>();
  /** Items with documents that cannot be read, in which a text may stand anywhere. */
  readonly #unread: number[] = [];

  constructor(shape: Shape, output: Structure) {
    this.all = [...listItems(shape, output, 0)];
    for (const [place, { value }] of this.all.entries()) {
      const texts = [...listTexts(value)];
      const documents = texts.filter(isDocument).map(listDocument);
      if (documents.includes(undefined)) this.#unread.push(place);
      const inner = documents.flatMap((document) => document ?? []);
      for (const form of new Set([...texts.flatMap(listForms), ...inner])) {
        const places = this.#byForm.get(form);
        if (places) places.push(place);
        else this.#byForm.set(form, [place]);
      }
    }
  }

  /** The places of the items that hold one of a text's forms, and of those that may; by form. */
  #listPlaces(text: string): (readonly number[])[] {
    return [...listForms(text).map((form) => this.#byForm.get(form) ?? []), this.#unread];
  }

  /** The items that may hold one of the texts. */
  findAny(texts: readonly string[]): Item[] {
    return this.#pick(texts.flatMap((text) => this.#listPlaces(text)));
  }

  /** The items that may hold all of the texts: those that may hold the rarest. */
  findAll(texts: readonly string[]): Item[] {
    const [rarest = []] = texts
      .map((text) => this.#listPlaces(text))
      .toSorted((a, b) => countPlaces(a) - countPlaces(b));
    return this.#pick(rarest);
  }

  /** The items that may hold some of the texts, as far as few do; what many hold tells none of them from the others. */
  findFew(texts: readonly string[]): Item[] {
    const found = texts.map((text) => this.#listPlaces(text));
    return this.#pick(found.filter((places) => countPlaces(places) <= FEW).flat());
  }

  /** The items at places, in their order. */
  #pick(places: readonly (readonly number[])[]): Item[] {
    const distinct = new Set(places.flatMap((some) => [...some]));
    return [...distinct].sort((a, b) => a - b).flatMap((place) => this.all[place] ?? []);
  }
}

function countPlaces(places: readonly (readonly number[])[]): number {
  return places.reduce((sum, { length }) => sum + length, 0);
}

const known = new WeakMap<Structure, AnswerItems>();

/** The items of an answer of that shape. */
export function readItems(shape: Shape, output: Structure): AnswerItems {
  const items = known.get(output) ?? new AnswerItems(shape, output);
  known.set(output, items);
  return items;
}
