/** Lists of pairs, as tags are, which are the same as a map of texts. */
import type { Shape } from "../aws/model/types.ts";
import { isStructure, type Value } from "../aws/values.ts";
import { callsSame } from "./same-name.ts";

/** A value with its shape. */
export interface Side {
  readonly ref: Shape;
  readonly value: Value;
}

/** The members of a pair's key and of its value: a structure of two texts, of which the first says what the second is. */
function findPair(shape: Shape | undefined): readonly [key: string, value: string] | undefined {
  const members = Object.entries(shape?.members ?? {});
  const [first, second] = members;
  const isPair = members.length === 2 && members.every(([, { type }]) => type === "string");
  return isPair && first && second ? [first[0], second[0]] : undefined;
}

/** A map, or a list of pairs, as a map, in which null is a value that is left out; undefined for other values, and where a key stands twice. */
export function readPairs({ ref, value }: Side): ReadonlyMap<string, Value> | undefined {
  if (ref.type === "map")
    return isStructure(value) ? new Map(Object.entries(value) as [string, Value][]) : undefined;
  const pair = findPair(ref.member);
  if (!pair || !Array.isArray(value)) return undefined;
  const pairs = new Map<string, Value>();
  for (const item of value as readonly Value[]) {
    const key = isStructure(item) ? item[pair[0]] : undefined;
    if (!isStructure(item) || typeof key !== "string" || pairs.has(key)) return undefined;
    pairs.set(key, item[pair[1]] ?? null);
  }
  return pairs;
}

/** The value of a key, which an answer may write otherwise: an ARN for a name. */
export function findPairValue(pairs: ReadonlyMap<string, Value>, key: string): Value | undefined {
  if (pairs.has(key)) return pairs.get(key);
  for (const [other, value] of pairs) if (callsSame(other, key)) return value;
  return undefined;
}
