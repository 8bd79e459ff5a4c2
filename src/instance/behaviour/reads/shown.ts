/** Keeps how a thing was shown last: a list that is asked again and again tells most things as it did before. */
import { markLasting } from "../../../aws/formats/lasting.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Findings } from "../../reads.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { listAskedFor } from "../makes/presets.ts";
import { tellAsked } from "./untold.ts";

interface Shown {
  /** Of what else it was made: another thing may stand in this one, or be named by it. */
  readonly reads: Findings;
  readonly at: string;
  readonly asked: string;
  readonly structure: Structure;
}

/** A thing that is changed is another one here. */
const lastShown = new WeakMap<Thing, Shown>();

const askedBy = new WeakMap<Context, string>();

/** What a call asks, as a text: it is the same for all things that it shows. */
function nameAsked(context: Context): string {
  return askedBy.getOrInsertComputed(context, () => {
    const { operation, caller } = context;
    return [operation.name, caller.region, tellAsked(context), ...listAskedFor(context)].join(" ");
  });
}

/** The thing as `write` shows it to an operation at a place of its output; nobody changes what this gives. */
export function showOnce(context: Context, thing: Thing, at: string, write: () => Structure): Structure {
  const { store, meaning } = context;
  // What is only made is not kept twice.
  if (meaning.deed !== "list" && meaning.deed !== "read") return write();
  const asked = nameAsked(context);
  const last = lastShown.get(thing);
  if (last?.at === at && last.asked === asked && store.holds(last.reads)) return last.structure;
  const { made: structure, reads } = store.record(write);
  markLasting(structure);
  lastShown.set(thing, { reads, at, asked, structure });
  return structure;
}
