/** Knows of each thing which records of a log made and changed it. */
import { isMade, type Thing, type ThingEvent } from "../../thing.ts";
import type { Context } from "../context.ts";

/** Of more than so many records, the first and the last of these are known. */
const MOST = 100;

/** Adds a replayed call to the history of the things that it puts. Undefined where no record told of the call. */
export function noteHistory({
  told,
  operation,
  store,
}: Pick<Context, "told" | "operation" | "store">): ((thing: Thing) => Thing) | undefined {
  if (told?.event === undefined) return undefined;
  const { event, at, by } = told;
  const noted: ThingEvent = { operation: operation.name, event, at, ...(by !== undefined && { by }) };
  const stands = ({ place, chain, ...kind }: Thing) =>
    store.find(place, kind, chain.slice(-1), chain.slice(0, -1)) !== undefined;
  return (thing) => {
    const { history = [] } = thing;
    // What every account has comes up with the first call that looks for it.
    if (!isMade(thing) && !stands(thing)) return thing;
    if (history.at(-1)?.event === event) return thing;
    const kept = history.length < MOST ? history : [...history.slice(0, 1), ...history.slice(2)];
    return { ...thing, history: [...kept, noted] };
  };
}
