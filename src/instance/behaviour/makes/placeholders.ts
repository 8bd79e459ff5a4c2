/** Knows of each thing what of it is not production's, since the log hides that. */
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";

function readAt(members: Structure, path: string): Value | undefined {
  let value: Value | undefined = members;
  for (const name of path.split(".")) value = isStructure(value) ? value[name] : undefined;
  return value;
}

/** Whether the thing has in a member what the call says there. */
function hasSaid({ members }: Thing, input: Structure, path: string): boolean {
  const said = readAt(input, path);
  return said !== undefined && said !== null && readAt(members, path) === said;
}

/**
 * Marks the things that a call puts: what stands in for something hidden is a placeholder until another call says it.
 */
export function markPlaceholders({ told, input }: Context): (thing: Thing) => Thing {
  const hidden = told?.placeholders ?? [];
  return (thing) => {
    const before = thing.placeholders ?? [];
    if (before.length + hidden.length === 0) return thing;
    const kept = before.filter((path) => hidden.includes(path) || !hasSaid(thing, input, path));
    const placeholders = [...new Set([...kept, ...hidden.filter((path) => hasSaid(thing, input, path))])];
    if (placeholders.length === 0) return { ...thing, placeholders: undefined };
    return { ...thing, placeholders: placeholders.sort() };
  };
}
