/** Knows of each thing which records of a log made and changed it. */
import { isMade, type Thing } from "../../thing.ts";
import type { Context } from "../context.ts";

/** Of more than so many records, the first and the last of these are known. */
const MOST = 100;

/** Adds a replayed call to the history of a thing that it puts; a call of which no record told is in none. */
export function noteHistory(
  { told, operation, store }: Pick<Context, "told" | "operation" | "store">,
  thing: Thing,
): Thing {
  if (told?.event === undefined) return thing;
  const { event, at, by } = told;
  const { history = [], place, chain } = thing;
  const stands = () => store.find(place, thing, chain.slice(-1), chain.slice(0, -1)) !== undefined;
  // What every account has comes up with the first call that looks for it.
  if (history.at(-1)?.event === event || (!isMade(thing) && !stands())) return thing;
  const kept = history.length < MOST ? history : [...history.slice(0, 1), ...history.slice(2)];
  const noted = { operation: operation.name, event, at, ...(by !== undefined && { by }) };
  return { ...thing, history: [...kept, noted] };
}
