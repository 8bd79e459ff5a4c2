/** How the log tells of a thing: what the call that made it asked for, and what production answered. */
import { isStructure, type Structure } from "../aws/values.ts";
import type { JsonObject } from "../base/values.ts";
import type { Thing } from "../instance/thing.ts";
import { showMembers } from "./show-members.ts";

/** Without secrets, as the configuration that stands; undefined of what no record of a log made. What was asked for goes first. */
export function readRecorded(thing: Thing): JsonObject | undefined {
  const { event, input, output } = thing.call;
  if (event === undefined) return undefined;
  const inner = Object.values(output).filter(isStructure);
  const members = Object.assign({}, ...inner, output, input) as Structure;
  // What the answer is about stands there member by member.
  for (const [name, value] of Object.entries(output))
    if (isStructure(value) && input[name] === undefined && thing.members[name] === undefined)
      delete (members as Record<string, unknown>)[name];
  return showMembers({ ...thing, members });
}
