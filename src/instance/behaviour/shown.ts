/** Keeps how a thing was shown last: a list that is asked again and again tells most things as it did before. */
import type { Structure } from "../../aws/values.ts";
import type { Thing } from "../store.ts";
import type { Context } from "./context.ts";
import { listAskedFor } from "./presets.ts";

interface Shown {
  /** How often what stands had changed then. Another thing may stand in this one, or be named by it. */
  readonly changes: number;
  readonly asked: string;
  readonly structure: Structure;
}

/** A thing that is changed is another one here. */
const lastShown = new WeakMap<Thing, Shown>();

/** The thing as `write` shows it to an operation at a place of its output; nobody changes what this gives. */
export function showOnce(context: Context, thing: Thing, at: string, write: () => Structure): Structure {
  const { store, operation, meaning, caller } = context;
  // What is only made is not kept twice.
  if (meaning.deed !== "list" && meaning.deed !== "read") return write();
  const asked = [operation.name, caller.region, at, ...listAskedFor(context)].join(" ");
  const last = lastShown.get(thing);
  if (last?.changes === store.changes && last.asked === asked) return last.structure;
  const structure = write();
  lastShown.set(thing, { changes: store.changes, asked, structure });
  return structure;
}
