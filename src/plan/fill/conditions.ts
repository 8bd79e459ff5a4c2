/** Whether a placeholder is for a call, by the values that the record has elsewhere. */

import * as v from "valibot";
import { Digits, isStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";

/** Values, as texts, by the path of a member, or several with `|` between them: any of them will do, and "" is none. */
export const Conditions = v.record(v.string(), v.pipe(v.array(v.string()), v.nonEmpty()));

/** Conditions as a table has them. */
export type Conditions = Readonly<Record<string, readonly string[]>>;

/** The texts that stand at a path: those of all items where there is a list on the way; "" where there is nothing. */
function readTexts(value: Value | undefined, path: readonly string[]): string[] {
  if (Array.isArray(value)) {
    const texts = (value as readonly Value[]).flatMap((item) => readTexts(item, path));
    return texts.length === 0 ? [""] : texts;
  }
  const [name, ...rest] = path;
  if (name !== undefined) return isStructure(value) ? readTexts(value[name], rest) : [""];
  if (value instanceof Digits) return [value.text];
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return [isScalar ? String(value).toLowerCase() : ""];
}

/** Whether what stands at one of the paths is one of the values, case aside. */
function holds(structure: Structure, paths: string, values: readonly string[]): boolean {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  return paths
    .split("|")
    .some((path) => readTexts(structure, path.split(".")).some((text) => wanted.has(text)));
}

/** Whether all conditions hold in a structure. */
export function holdAll(structure: Structure, conditions: Conditions = {}): boolean {
  return Object.entries(conditions).every(([path, values]) => holds(structure, path, values));
}

/** Whether one of the conditions holds. */
export function holdsAny(structure: Structure, conditions: Conditions = {}): boolean {
  return Object.entries(conditions).some(([path, values]) => holds(structure, path, values));
}

compileLightly(holdsAny, holds);
