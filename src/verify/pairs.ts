/** Lists of pairs, as tags are, which are the same as a map of texts. */
import { findPair } from "../aws/model/pairs.ts";
import type { Shape } from "../aws/model/types.ts";
import { isStructure, type Value } from "../aws/values.ts";
import { PROFILES } from "../emulator/profiles.ts";
import { callsSame } from "./same-name.ts";

/** Tags by which an emulator is told an id: they are no wish of the log. */
export const PIN_TAGS: ReadonlySet<string> = new Set(PROFILES.flatMap(({ pin_tag }) => pin_tag ?? []));

/** A value with its shape. */
export interface Side {
  readonly ref: Shape;
  readonly value: Value;
}

/** A map, or a list of pairs, as a map, in which null is a value that is left out; undefined for other values, and where a key stands twice. */
export function readPairs({ ref, value }: Side): ReadonlyMap<string, Value> | undefined {
  if (ref.type === "map")
    return isStructure(value) ? new Map(Object.entries(value) as [string, Value][]) : undefined;
  const pair = findPair(ref.member);
  if (!pair || !Array.isArray(value)) return undefined;
  const pairs = new Map<string, Value>();
  for (const item of value as readonly Value[]) {
    const key = isStructure(item) ? item[pair.key] : undefined;
    if (!isStructure(item) || typeof key !== "string" || pairs.has(key)) return undefined;
    pairs.set(key, item[pair.value] ?? null);
  }
  return pairs;
}

/** The value of a key, which an answer may write otherwise: an ARN for a name. */
export function findPairValue(pairs: ReadonlyMap<string, Value>, key: string): Value | undefined {
  if (pairs.has(key)) return pairs.get(key);
  for (const [other, value] of pairs) if (callsSame(other, key)) return value;
  return undefined;
}
