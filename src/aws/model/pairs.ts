/** Structures of two texts, the first of which says what the second is, as tags are: a list of them is a map written otherwise. */
import { listMembers } from "./shape.ts";
import type { Shape } from "./types.ts";

/** The members of a pair: `Key` and `Value`, `Name` and `Value`. */
export interface PairMembers {
  readonly key: string;
  readonly value: string;
}

/** The members of a shape that is such a pair; undefined for any other. */
export function findPair(shape: Shape | undefined): PairMembers | undefined {
  const members = listMembers(shape);
  const [first, second] = members;
  const isPair = members.length === 2 && members.every(([, { type }]) => type === "string");
  return isPair && first && second ? { key: first[0], value: second[0] } : undefined;
}
