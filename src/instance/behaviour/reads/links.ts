/** What things tell of the others that name them: how many roles a policy is attached to, which balancers send to a group. */

import * as v from "valibot";
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { compileLightly } from "../../../base/compiling.ts";
import { Text } from "../../../base/row-types.ts";
import { AskedFor } from "../../../verify/asked-for.ts";
import type { Store } from "../../store.ts";
import type { Thing } from "../../thing.ts";
import { type Context, placeOf } from "../context.ts";
import { findNamed } from "../names/names.ts";

/** Things of a type that name another one, in a text at one of the paths of their members; without paths, those that stand in it. */
export const NamingRow = v.strictObject({ by: Text, at: v.optional(v.pipe(v.array(Text), v.nonEmpty())) });

/**
 * What a member tells of each thing that names the one that has it: `tells`, as presets have values, is of the naming thing, or of
 * what that stands in, of the type `of`. `key` is the key of a map; to those who have not asked for it, no more is told than that.
 */
export const LinkRow = v.strictObject({
  ...NamingRow.entries,
  of: v.optional(Text),
  /** What the naming thing must have. */
  if: v.optional(v.record(Text, v.union([v.string(), v.boolean()]))),
  key: v.optional(Text),
  asked: v.optional(AskedFor),
  tells: v.unknown(),
  /** What is told in the place of this of all but the first: the readers of a cluster. */
  rest: v.optional(v.unknown()),
});

export type NamingBy = v.InferOutput<typeof NamingRow>;
export type Link = v.InferOutput<typeof LinkRow>;

/** The things of a type that stand in another one, and what is set on it. */
function listInside(store: Store, thing: Thing, by: string): Thing[] {
  const { place, service, chain } = thing;
  const inner = store.listInner(thing).filter(({ type }) => type === by);
  const setting = store.find(place, { service, type: by }, chain.slice(-1), chain.slice(0, -1));
  return setting?.chain.length === chain.length ? [...inner, setting] : inner;
}

/** The things that name another one, each once, in the order in which they were made. */
export function listNaming(context: Context, thing: Thing, row: NamingBy): readonly Thing[] {
  const { store } = context;
  const { at, by } = row;
  if (!at) return listInside(store, thing, by);
  const { service, chain, names } = thing;
  // What names a thing of no region is looked for where the caller is.
  const place = thing.place.region === "" ? placeOf(context, by) : thing.place;
  const read = ({ members }: Thing) => at.flatMap((path) => readTexts(parsePath(path), members));
  const texts = new Set([chain.at(-1) ?? "", ...Object.values(names)]);
  return store.listBy(place, { service, type: by }, { index: `at ${at.join(" ")}`, read }, [...texts]);
}

/** What a thing stands in, of a type, however deep; undefined where it does not. */
export function climb(context: Context, thing: Thing, type: string): Thing | undefined {
  const { within, chain } = thing;
  const outer =
    within === undefined ? undefined : findNamed(context, within, chain.slice(-2, -1), chain.slice(0, -2));
  return outer === undefined || outer.type === type ? outer : climb(context, outer, type);
}

compileLightly(listNaming);
