/** What members of inputs and things have, by their kinds. */

import { Digits, isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";

/** The texts of a list. */
export function listTexts(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Value[]).map(String) : [];
}

/** A structure; an empty one of what is none. */
export function readStructure(value: Value | undefined): Structure {
  return isStructure(value) ? value : makeStructure();
}

/** A number, also one of many digits; undefined of what is none. */
export function readNumber(value: Value | undefined): number | undefined {
  if (value instanceof Digits) return Number(value.text);
  return typeof value === "number" ? value : undefined;
}

/** Members, without those that have nothing. */
export function writeMembers(
  ...all: readonly Readonly<Record<string, Value | undefined>>[]
): Record<string, Value> {
  const written = makeStructure();
  for (const members of all)
    for (const [name, value] of Object.entries(members)) if (value !== undefined) written[name] = value;
  return written;
}
