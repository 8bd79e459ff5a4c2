import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { compileLightly } from "../../base/compiling.ts";

/** One structure on top of another, at every depth; lists and texts are replaced. */
export function overlay(below: Structure, ...above: readonly Structure[]): Structure {
  const result: Record<string, Value> = Object.assign(makeStructure(), below);
  for (const layer of above) putOver(result, layer);
  return result;
}

function putOver(result: Record<string, Value>, above: Structure): void {
  for (const name in above) {
    const value = above[name];
    const old = result[name];
    if (value === undefined || value === null || (value === "" && old !== undefined)) continue;
    result[name] = isStructure(old) && isStructure(value) ? overlay(old, value) : value;
  }
}

compileLightly(overlay, putOver);
