import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";

/** One structure on top of another, at every depth; lists and texts are replaced. */
export function overlay(below: Structure, above: Structure): Structure {
  const result: Record<string, Value> = Object.assign(makeStructure(), below);
  for (const name in above) {
    const value = above[name];
    const old = result[name];
    if (value === undefined || value === null || (value === "" && old !== undefined)) continue;
    result[name] = isStructure(old) && isStructure(value) ? overlay(old, value) : value;
  }
  return result;
}

compileLightly(overlay);
