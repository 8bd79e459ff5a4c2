/**
 * What calls of one second said of a thing. A log does not tell in which order they were: an answer that tells something else than
 * such a call has set is of before that.
 */
import { isScalar, type Structure } from "../../aws/values.ts";
import type { Store } from "../store.ts";
import type { Thing } from "../thing.ts";
import { waits } from "./changes/waiting.ts";
import type { Context } from "./context.ts";

/** The second in which calls changed a thing, and the members that they said. */
interface Lately {
  readonly at: number;
  readonly members: Set<string>;
}

const lately = new WeakMap<Store, Map<string, Lately>>();

/** Of more things nothing is known: those that were changed first are forgotten. */
const MOST_KNOWN = 1000;

function nameThing({ place, service, type, chain, names }: Thing): string {
  return [place.account, place.region, service, type, names.arn ?? chain.join(" ")].join("\n");
}

/**
 * What production answered to a change, without what it tells as it was before and the call has set otherwise: a member, or a list
 * that has yet to get or lose what the call adds or takes. `after`: the members with what the call says of them.
 */
export function withoutStale(
  context: Context,
  { members }: Thing,
  said: Structure,
  after: Structure,
  answered: Structure,
): Structure {
  if (waits(context)) return answered;
  const kept = Object.entries(answered).filter(([name, value]) => {
    const asked = said[name];
    if (Array.isArray(value) && Array.isArray(asked))
      return !Bun.deepEquals(value, members[name]) || Bun.deepEquals(value, after[name]);
    const isAsBefore = isScalar(value) && value === members[name];
    return !isAsBefore || !isScalar(asked) || asked === value;
  });
  return Object.fromEntries(kept) as Structure;
}

/** What production answered to a change, without what other calls of its second have set and this one does not say. */
export function withoutOthers(
  { store, told, now }: Context,
  thing: Thing,
  said: Structure,
  answered: Structure,
): Structure {
  if (!told) return answered;
  const things = lately.getOrInsertComputed(store, () => new Map());
  const name = nameThing(thing);
  const before = things.get(name);
  const known = before?.at === now ? before : { at: now, members: new Set<string>() };
  things.delete(name);
  things.set(name, known);
  const [oldest] = things.size > MOST_KNOWN ? things.keys() : [];
  if (oldest !== undefined) things.delete(oldest);
  const kept = Object.entries(answered).filter(([one]) => one in said || !known.members.has(one));
  for (const one of Object.keys(said)) known.members.add(one);
  return Object.fromEntries(kept) as Structure;
}
