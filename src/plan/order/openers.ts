/** The calls of a second that attach something, and those that take just that off. */

import { isStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";
import { type Attachment, readAttachment } from "../missing/attached.ts";
import { findOpening } from "../missing/attachments.ts";
import type { Step } from "../steps.ts";

/** A text of each value in a value, with the members that lead to it. */
export function* listLeaves(value: Value | undefined, path = ""): Generator<string> {
  if (Array.isArray(value)) for (const item of value as readonly Value[]) yield* listLeaves(item, path);
  else if (isStructure(value))
    for (const [name, inner] of Object.entries(value)) yield* listLeaves(inner, `${path}.${name}`);
  else if (value !== undefined && value !== null) yield `${path} ${value}`;
}

/** Whether of each member one of two inputs says all that the other one does: a description may be left out. */
export function isSame(one: Structure, other: Structure): boolean {
  return Object.entries(one).every(([name, value]) => {
    const [some, others] = [new Set(listLeaves(value)), new Set(listLeaves(other[name]))];
    return some.isSubsetOf(others) || others.isSubsetOf(some);
  });
}

/** What an input says in texts at its top, which who means the same says as well. */
export function listTexts(input: Structure): string[] {
  return Object.entries(input).flatMap(([name, value]) =>
    typeof value === "string" ? [`${name} ${value}`] : [],
  );
}

/** Finds, without looking at all, items that have each of several words. */
export class Index<Item> {
  readonly #byWord = new Map<string, Item[]>();

  add(item: Item, words: readonly string[]): void {
    for (const word of words) this.#byWord.getOrInsertComputed(word, () => []).push(item);
  }

  /** Those that have the rarest of the words; none where an item has none of these. */
  find(words: readonly string[]): readonly Item[] {
    const lists = words.map((word) => this.#byWord.get(word) ?? []);
    return lists.toSorted((a, b) => a.length - b.length)[0] ?? [];
  }
}

/** A call, and what it would attach. */
export interface Opener {
  readonly step: Step;
  readonly attachment: Attachment;
}

export function listOpeners(steps: readonly Step[]): readonly Opener[] {
  return steps.flatMap((step) =>
    findOpening(step.operation).flatMap((pair) => {
      const attachment = pair.ends ? undefined : readAttachment(step, pair);
      return attachment ? [{ step, attachment }] : [];
    }),
  );
}

export function indexClosers(closers: readonly Step[]): Index<Step> {
  const index = new Index<Step>();
  for (const closer of closers)
    index.add(
      closer,
      listTexts(closer.input).map((word) => `${closer.operation.name} ${word}`),
    );
  return index;
}

/** Those that attach the same. */
export function groupAlike(openers: readonly Opener[]): readonly (readonly Opener[])[] {
  const tell = ({ attachment: { pair, closeInput } }: Opener) =>
    [pair.closes.name, ...[...listLeaves(closeInput)].sort()].join("\n");
  return [...Map.groupBy(openers, tell).values()];
}

/** The calls that take off just what an opener attaches. */
export function listEnding(
  index: Index<Step>,
  { attachment: { pair, closeInput } }: Opener,
): readonly Step[] {
  // What takes it off need not say more than it has to: a volume is detached from where it is.
  const required = (pair.closes.input?.required ?? []).flatMap((name) => {
    const value = closeInput[name];
    return typeof value === "string" ? [`${name} ${value}`] : [];
  });
  const texts = required.length > 0 ? required : listTexts(closeInput);
  return index
    .find(texts.map((word) => `${pair.closes.name} ${word}`))
    .filter(
      (closer) => closer.operation === pair.closes && isSame(closeInput, tellClosed(closer, closeInput)),
    );
}

/** What a call that takes something off says of it, and what its answer says besides: from which instance a volume was taken. */
function tellClosed({ input, output }: Step, closeInput: Structure): Structure {
  const answered = Object.keys(closeInput).filter(
    (name) => input[name] === undefined && typeof output[name] === "string",
  );
  if (answered.length === 0) return input;
  return { ...input, ...Object.fromEntries(answered.map((name) => [name, output[name]])) };
}

compileLightly(listLeaves, isSame, listOpeners, listEnding);
