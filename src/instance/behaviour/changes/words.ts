/** What is permitted, in words of the API's own: several grants to one add up, and each is taken by its words. */
import { listMembers } from "../../../aws/model/shape.ts";
import { makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";

/** The lists of a call's input that hold words of the API's own: what is permitted. */
function listWords({ operation }: Context, input: Structure): [string, readonly Value[]][] {
  return listMembers(operation.input).flatMap(([name, { member }]) => {
    const value = input[name];
    return member?.enum !== undefined && Array.isArray(value) ? [[name, value as readonly Value[]]] : [];
  });
}

/** What is brought together, with the words that were given before: what is permitted besides adds to what is. */
export function addWords(context: Context, before: Thing | undefined, input: Structure): Structure {
  const result: Record<string, Value | undefined> = Object.assign(makeStructure(), before && input);
  if (!before) return input;
  for (const [name, words] of listWords(context, before.members))
    result[name] = [...new Set([...words, ...(listItems(input[name]) ?? [])])];
  return result as Structure;
}

/** What is left of what was brought together without the words that a call takes; undefined where that is nothing. */
export function takeWords(context: Context, { members }: Thing): Structure | undefined {
  const taken = listWords(context, context.input);
  const rest: Record<string, Value | undefined> = Object.assign(makeStructure(), members);
  for (const [name, words] of taken)
    rest[name] = listItems(members[name])?.filter((word) => !words.includes(word)) ?? [];
  return taken.some(([name]) => (listItems(rest[name])?.length ?? 0) > 0) ? (rest as Structure) : undefined;
}

function listItems(value: Value | undefined): readonly Value[] | undefined {
  return Array.isArray(value) ? (value as readonly Value[]) : undefined;
}
