/** Members that say which version of a thing a change is of, so that it fails on any other: the change makes the next one. */
import type { Operation } from "../aws/model/types.ts";
import { findMeaning } from "../aws/resources/table.ts";

function leafOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** Versions that are texts may be names. */
const NUMBERS: ReadonlySet<string> = new Set(["integer", "long"]);

const locks = new WeakMap<Operation, readonly string[]>();

/** Those of an operation's input, by their paths: numbers that its answer has under the same name, counted on. */
export function listVersionLocks(operation: Operation): readonly string[] {
  return locks.getOrInsertComputed(operation, () => {
    const { deed, versions } = findMeaning(operation.model.service, operation.name);
    if (deed !== "update" || !versions) return [];
    const counted = new Set(versions.output.map(leafOf));
    const isNumber = (path: string) => NUMBERS.has(operation.input?.members?.[path]?.type ?? "");
    return versions.input.filter((path) => counted.has(leafOf(path)) && isNumber(path));
  });
}
