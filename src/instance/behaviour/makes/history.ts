/** Knows of each thing which records of a log made and changed it. */
import type { RecordedAnswer } from "../../gateway.ts";
import { isMade, type Thing } from "../../thing.ts";
import type { Context } from "../context.ts";

/** Of more than so many records, the first and the last of these are known. */
const MOST = 100;

type Noting = Pick<Context, "told" | "operation" | "store">;

/** Adds a replayed call to the history of a thing that it puts; a call of which no record told is in none. */
export function noteHistory(context: Noting, thing: Thing): Thing {
  const { told } = context;
  return told?.event === undefined ? thing : addEvent(context, told, told.event, thing);
}

function addEvent(
  { operation, store }: Noting,
  { at, by }: RecordedAnswer,
  event: string,
  thing: Thing,
): Thing {
  const { history = [], place, chain } = thing;
  const stands = () => store.find(place, thing, chain.slice(-1), chain.slice(0, -1)) !== undefined;
  // What every account has comes up with the first call that looks for it.
  if (history.at(-1)?.event === event || (!isMade(thing) && !stands())) return thing;
  const kept = history.length < MOST ? history : [...history.slice(0, 1), ...history.slice(2)];
  const noted = { operation: operation.name, event, at, ...(by !== undefined && { by }) };
  return { ...thing, history: [...kept, noted] };
}
