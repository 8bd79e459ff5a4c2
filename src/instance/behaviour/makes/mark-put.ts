/** Knows of each thing what of it is not production's: what the log hides, and what it does not hold at all. */
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import { isMade, type Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { noteHistory } from "./history.ts";

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

/** A thing that this call makes, as one that a made-up call made: no log holds that call. */
function markMadeUp({ told, operation, now }: Context, thing: Thing): Thing {
  const { call, createdAt } = thing;
  if (!told || told.event !== undefined || call.event !== undefined || call.madeUp) return thing;
  const isNew = call.operation === operation.name || createdAt === now;
  return isNew && isMade(thing) ? { ...thing, call: { ...call, madeUp: true } } : thing;
}

/** What stands in for something hidden is a placeholder until another call says it. */
function markPlaceholders(context: Context, thing: Thing): Thing {
  const hidden = context.told?.placeholders;
  const before = thing.placeholders;
  if ((hidden?.length ?? 0) + (before?.length ?? 0) === 0) return thing;
  return markHidden(context.input, thing, before ?? [], hidden ?? []);
}

function markHidden(
  input: Structure,
  thing: Thing,
  before: readonly string[],
  hidden: readonly string[],
): Thing {
  const kept = before.filter((path) => hidden.includes(path) || !hasSaid(thing, input, path));
  const placeholders = [...new Set([...kept, ...hidden.filter((path) => hasSaid(thing, input, path))])];
  if (placeholders.length === 0) return { ...thing, placeholders: undefined };
  return { ...thing, placeholders: placeholders.sort() };
}

/**
 * Marks the things that a call puts: what of them is a placeholder, what a made-up call makes, which is in no log, and which
 * records made and changed them.
 */
export function markPut(context: Context, thing: Thing): Thing {
  return noteHistory(context, markPlaceholders(context, markMadeUp(context, thing)));
}
