/** What things tell of the others that name them: how many roles a policy is attached to, which balancers send to a group. */
import * as v from "valibot";
import { parsePath, readTexts } from "../../aws/resources/read-texts.ts";
import { Text } from "../../base/row-types.ts";
import type { Store, Thing } from "../store.ts";
import type { Context } from "./context.ts";
import { findNamed } from "./names.ts";

/** Things that name another one: those of a type, in a text at one of the paths of their members. */
export const NamingRow = v.strictObject({ by: Text, at: v.pipe(v.array(Text), v.nonEmpty()) });

/**
 * What a member tells of each thing that names the one that has it: `tells`, as presets have values, is of the naming thing, or of
 * what that stands in, of the type `of`.
 */
export const LinkRow = v.strictObject({ ...NamingRow.entries, of: v.optional(Text), tells: v.unknown() });

type Naming = v.InferOutput<typeof NamingRow>;
export type Link = v.InferOutput<typeof LinkRow>;

type Named = ReadonlyMap<string, readonly Thing[]>;

interface Index {
  /** How often what stands had changed then. */
  changes: number;
  readonly byNaming: Map<string, Named>;
}

const indexes = new WeakMap<Store, Index>();

function list(store: Store, { place, service }: Thing, { by, at }: Naming): Named {
  const named = new Map<string, Thing[]>();
  for (const thing of store.list(place, { service, type: by })) {
    const texts = at.flatMap((path) => readTexts(parsePath(path), thing.members));
    for (const text of new Set(texts)) named.getOrInsertComputed(text, () => []).push(thing);
  }
  return named;
}

/** The things that name another one, each once, in the order in which they were made. Each change makes the next one look anew. */
export function listNaming({ store }: Context, thing: Thing, row: Naming): Thing[] {
  const index = indexes.getOrInsertComputed(store, () => ({ changes: -1, byNaming: new Map() }));
  if (index.changes !== store.changes) {
    index.byNaming.clear();
    index.changes = store.changes;
  }
  const { place, service, chain, names } = thing;
  const key = [place.account, place.region, service, row.by, ...row.at].join(" ");
  const named = index.byNaming.getOrInsertComputed(key, () => list(store, thing, row));
  const texts = new Set([chain.at(-1) ?? "", ...Object.values(names)]);
  return [...new Set([...texts].flatMap((text) => named.get(text) ?? []))];
}

/** What a thing stands in, of a type, however deep; undefined where it does not. */
export function climb(context: Context, thing: Thing, type: string): Thing | undefined {
  const { within, chain } = thing;
  const outer =
    within === undefined ? undefined : findNamed(context, within, chain.slice(-2, -1), chain.slice(0, -2));
  return outer === undefined || outer.type === type ? outer : climb(context, outer, type);
}
