/** Names what a call is about by the answer, where the record of the request lacks it: its own name, which the API demands. */

import type { Operation } from "../aws/model/types.ts";
import { findMeaning } from "../aws/resources/table.ts";
import { makeStructure, type Structure } from "../aws/values.ts";
import { compileLightly } from "../base/compiling.ts";
import { findInAnswer } from "./caller.ts";

/** The input with its thing's own names that it lacks and that the answer tells under the same member. */
export function addToldNames(input: Structure, operation: Operation, output: Structure): Structure {
  const { required, members = {} } = operation.input ?? {};
  const lacking = required?.filter((name) => input[name] === undefined && members[name]?.type === "string");
  if (lacking === undefined || lacking.length === 0) return input;
  const meaning = findMeaning(operation.model.service, operation.name).input;
  const told = lacking.flatMap((name): [string, string][] => {
    const isOwn = meaning.some(({ path, part, renames }) => path === name && part === "own" && !renames);
    const text = isOwn ? findInAnswer(output, name) : undefined;
    return text === undefined || text === "" ? [] : [[name, text]];
  });
  return told.length === 0 ? input : Object.assign(makeStructure(), input, Object.fromEntries(told));
}

compileLightly(addToldNames);
