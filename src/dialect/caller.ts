/** Names the caller where a call means the caller's own things without saying so: the replay signs with another's key. */

import type { Operation } from "../aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import type { Correction } from "./corrections.ts";

/** The text of a member of that name in the answer or in a structure of it; undefined where there is none. */
export function findInAnswer(output: Structure, member: string): string | undefined {
  const structures = [output, ...Object.values(output).filter(isStructure)];
  return structures.map((one) => one[member]).find((value): value is string => typeof value === "string");
}

/**
 * The input with the members of rows of kind `caller` that it lacks: as the answer has them, else `caller`.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
 */
export function addCaller(
  input: Structure,
  operation: Operation,
  rows: readonly Correction[],
  output: Structure,
  caller: string | undefined,
): Structure {
  const added: Record<string, Value> = {};
  for (const { kind, at } of rows) {
    if (kind !== "caller" || input[at] !== undefined || !operation.input?.members?.[at]) continue;
    const name = findInAnswer(output, at) ?? caller;
    if (name !== undefined) added[at] = name;
  }
  return Object.keys(added).length === 0 ? input : Object.assign(makeStructure(), input, added);
}

compileLightly(addCaller);
