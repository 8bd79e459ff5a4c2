/** Gives a thing that came along the id that production has for it. */
import type { Structure, Value } from "../../../aws/values.ts";
import type { Thing } from "../../thing.ts";
import type { Context } from "../context.ts";
import { findNamed } from "./names.ts";
import { rename, renameTexts } from "./rename.ts";

function withId(thing: Thing, old: string, id: string): Thing {
  const input = renameTexts(thing.call.input, old, id) as Structure;
  const around = thing.call.with === old ? id : thing.call.with;
  return {
    ...thing,
    members: renameTexts(thing.members, old, id) as Structure,
    call: { ...thing.call, input, ...(around !== undefined && { with: around }) },
  };
}

/** What else came by itself and names the thing calls it by its id, too. */
function renameBeside({ store }: Context, { place, service }: Thing, old: string, id: string): void {
  for (const type of store.listTypes(place, service)) {
    for (const other of store.list(place, { service, type })) {
      const isNaming =
        other.brought !== undefined && (other.chain.at(-1) === old || mentions(other.members, old));
      if (!isNaming) continue;
      const chain = other.chain.map((name) => (name === old ? id : name));
      store.remove(other);
      store.put({ ...withId(other, old, id), chain });
    }
  }
}

function mentions(value: Value | undefined, text: string): boolean {
  if (typeof value === "string") return value === text;
  return (
    typeof value === "object" && value !== null && Object.values(value).some((one) => mentions(one, text))
  );
}

/** The thing under its id, and what it stands in with that. */
export function give(context: Context, thing: Thing, id: string): void {
  const { store } = context;
  const old = thing.chain.at(-1) ?? "";
  const { within, chain } = thing;
  const outer = within === undefined ? undefined : findNamed(context, within, chain.slice(-2, -1));
  const renamed = withId(rename(context, thing, id), old, id);
  store.remove(thing);
  const brought = thing.brought === "untold" ? undefined : "told";
  store.put({ ...renamed, names: { ...renamed.names, id }, brought });
  if (outer) store.put(withId(outer, old, id));
  renameBeside(context, thing, old, id);
}
