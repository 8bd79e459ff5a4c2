/** What an answer still lists of things that hang on others no more: a range of addresses that is `disassociated`. */
import type { Operation } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { matchesPattern } from "../base/pattern.ts";
import { findGone, findParted } from "./readers.ts";
import { foldState, listWords } from "./states.ts";

/** By pattern of a member's name, the words by which it says that an item is gone. */
type Words = readonly { readonly members: string; readonly states: ReadonlySet<string> }[];

function isGone(words: Words, item: Value): boolean {
  if (!isStructure(item)) return false;
  return Object.entries(item).some(([name, held]) => {
    if (held === undefined) return false;
    const told = [...listWords(held)].map(foldState);
    return words.some(
      ({ members, states }) => matchesPattern(members, name) && told.some((word) => states.has(word)),
    );
  });
}

function leaveOut(words: Words, value: Value, areThings: boolean): Value {
  if (Array.isArray(value)) {
    const items = value as readonly Value[];
    const left = areThings ? items : items.filter((item) => !isGone(words, item));
    const kept = left.map((item) => leaveOut(words, item, false));
    return kept.length === items.length && kept.every((item, place) => item === items[place]) ? value : kept;
  }
  if (!isStructure(value)) return value;
  let kept: Structure | undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    const left = leaveOut(words, inner, areThings);
    if (left !== inner) kept = Object.assign(makeStructure(), kept ?? value, { [name]: left });
  }
  return kept ?? value;
}

/** The answer of a read without the items that it tells of as gone; those that are the things it lists stay (`isList`). */
export function leaveOutGone(operation: Operation, output: Structure, isList: boolean): Structure {
  const words = [...findGone(operation), ...findParted(operation)].map(({ members, states }) => ({
    members,
    states: new Set(states.map(foldState)),
  }));
  const left = leaveOut(words, output, isList);
  return isStructure(left) ? left : output;
}
