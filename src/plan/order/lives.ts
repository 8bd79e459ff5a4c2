/**
 * The lives of a thing that is made and removed more than once in one second: what removes it goes between what makes it,
 * so that each life ends before the next one begins.
 */
import type { Deed } from "../../aws/resources/types.ts";
import { isStructure, type Value } from "../../aws/values.ts";
import type { Step } from "../steps.ts";
import { tellCountedLives } from "./counted-lives.ts";
import type { Role, Touch, Use } from "./touches.ts";

interface Placeable {
  readonly touch: Touch;
  readonly step: Pick<Step, "input">;
}

/** A call that touches a thing, in which part of its life, and by which uses. */
interface Toucher<Call extends { readonly touch: Touch }> {
  readonly call: Call;
  readonly role: Role;
  readonly uses: readonly Use[];
  /** Whether it takes off what stood before the second. */
  readonly isEarly: boolean;
  /** The number that its answer counted of the thing's versions. */
  readonly counted: number | undefined;
  readonly operation: string;
  /** Whether it calls back what was removed, so that another life begins. */
  readonly isReviving: boolean;
}

/** The life that was there before the second. */
export const OLD_LIFE = 0;
export const FIRST_LIFE = 1;

const PARTING: ReadonlySet<Role> = new Set(["detaches", "removes a part"]);
const JOINING: ReadonlySet<Deed> = new Set(["attach", "create", "put", "tag"]);

/** What a call names beside the things that `shared` calls name: its own things, else all. */
function listParts({ touch }: { readonly touch: Touch }, shared: ReadonlySet<string>): readonly string[] {
  const others = touch.uses.filter(({ key }) => !shared.has(key));
  const own = others.filter(({ isOwn, isExclusive }) => isOwn || isExclusive);
  return (own.length > 0 ? own : others).map(({ key }) => key);
}

function isOwned({ uses, role }: Pick<Toucher<{ touch: Touch }>, "uses" | "role">, wanted: Role): boolean {
  return role === wanted && uses.some((use) => use.isOwn && use.role === wanted);
}

/** The things of its own that a call makes or removes. */
function listOwn({ touch }: { readonly touch: Touch }, wanted: Role): string[] {
  return touch.uses.filter(({ isOwn, role }) => isOwn && role === wanted).map(({ thing }) => thing);
}

/** Those first whose removal names the id that their answer gave out: what no call ends is the last of its name. */
function sortByEnd<Call extends { readonly touch: Touch }>(
  starters: readonly Call[],
  removers: readonly Call[],
): readonly Call[] {
  const ended = new Set(removers.flatMap(({ touch }) => touch.uses.map(({ key }) => key)));
  const isEnded = ({ touch }: Call) =>
    touch.uses.some((use) => use.isMinted && use.isOwn && ended.has(use.key));
  const first = starters.filter(isEnded);
  return first.length === 0 ? starters : [...first, ...starters.filter((one) => !isEnded(one))];
}

/** What begins lives, in its order: what is called back was removed, and is removed again before the name is given anew. */
function callBack<Call>(
  created: readonly Call[],
  revived: readonly Call[],
  isKnown: boolean,
): readonly Call[] {
  const [first, ...others] = created;
  if (revived.length === 0 || first === undefined) return [...created, ...revived];
  return isKnown ? [...revived, ...created] : [first, ...revived, ...others];
}

/** The lives by the ids that the answers of their makers gave out. */
function indexMinted(lives: ReadonlyMap<{ readonly touch: Touch }, number>): Map<string, number> {
  return new Map(
    [...lives].flatMap(([{ touch }, life]) =>
      touch.uses.flatMap(({ key, isMinted, isOwn }): [string, number][] =>
        isMinted && isOwn ? [[key, life]] : [],
      ),
    ),
  );
}

/** Hands each removal to the life whose id it names, else to the first that no other ends. */
function endLives<Call>(
  removers: readonly Call[],
  count: number,
  findNamed: (call: Call) => number | undefined,
): Map<Call, number> {
  const ended = new Map<Call, number>();
  for (const remover of removers) {
    const named = findNamed(remover);
    if (named !== undefined) ended.set(remover, named);
  }
  const taken = new Set(ended.values());
  let next = FIRST_LIFE;
  for (const remover of removers) {
    if (ended.has(remover)) continue;
    while (taken.has(next) && next < count) next++;
    ended.set(remover, next);
    taken.add(next);
  }
  return ended;
}

/** What calls of a second put on a thing, or make in it, and what they take off. */
interface Parts {
  /** Whether any call puts something on. */
  readonly isJoined: boolean;
  readonly on: ReadonlySet<string>;
  readonly off: ReadonlySet<string>;
  readonly shared: ReadonlySet<string>;
}

function listAllParts<Call extends { readonly touch: Touch }>(touchers: readonly Toucher<Call>[]): Parts {
  const shared = new Set(touchers.flatMap(({ uses }) => uses.map(({ key }) => key)));
  const list = (some: readonly Toucher<Call>[]) =>
    new Set(some.flatMap(({ call }) => listParts(call, shared)));
  const joiners = touchers.filter(({ call, role }) => JOINING.has(call.touch.deed) && role !== "makes");
  const off = list(touchers.filter(({ role }) => PARTING.has(role)));
  return { isJoined: joiners.length > 0, on: list(joiners), off, shared };
}

/** Whether what a call takes off is put on by a call of the same second. */
function isPutOn(parting: { readonly touch: Touch }, { isJoined, on, shared }: Parts): boolean {
  const parts = listParts(parting, shared);
  return parts.length === 0 ? isJoined : parts.some((part) => on.has(part));
}

/**
 * Of several lives the one that a call on a part of the thing is in: what is put on and taken off, or only taken off, was so
 * before the thing was first removed; what stays is on the last. Undefined where nothing of it is put on or taken off.
 */
function tellPartLife(
  call: { readonly touch: Touch },
  { on, off, shared }: Parts,
  count: number,
): number | undefined {
  const parts = listParts(call, shared);
  if (parts.some((part) => off.has(part))) return FIRST_LIFE;
  return parts.some((part) => on.has(part)) ? count : undefined;
}

/** The texts in a value, and the names of its members, which may be a user's: an item's attributes. */
function collectWords(value: Value | undefined, words = new Set<string>()): Set<string> {
  if (typeof value === "string") words.add(value);
  else if (Array.isArray(value)) for (const item of value as readonly Value[]) collectWords(item, words);
  else if (isStructure(value))
    for (const [name, inner] of Object.entries(value)) collectWords(inner, words.add(name));
  return words;
}

/** Tells of a call the one life whose maker alone says something that the call says as well: a table's key. */
function makeLikeness<Call extends Placeable>(
  lives: ReadonlyMap<Call, number>,
): (call: Call) => number | undefined {
  if (lives.size < 2) return () => undefined;
  const said = new Map<string, number | undefined>();
  for (const [{ step }, life] of lives)
    for (const word of collectWords(step.input)) said.set(word, said.has(word) ? undefined : life);
  return ({ step }) => {
    const like = new Set([...collectWords(step.input)].flatMap((word) => said.get(word) ?? []));
    const [life, ...others] = like;
    return others.length === 0 ? life : undefined;
  };
}

/**
 * Calls that do the same to the same things, as many as the thing has lives: one is of each life. Of all the things that they
 * touch alike, so that none of their lives gets in the way of another.
 */
function spreadAlike<Call extends Placeable>(
  touchers: readonly Toucher<Call>[],
  count: number,
  findLike: (call: Call) => number | undefined,
): ReadonlyMap<Call, number> {
  const spread = new Map<Call, number>();
  if (count < 2) return spread;
  const take = (call: Call, left: Set<number>) => {
    const like = findLike(call);
    const life = like !== undefined && left.has(like) ? like : undefined;
    if (life !== undefined && left.delete(life)) spread.set(call, life);
  };
  const tellKind = ({ operation, call }: Toucher<Call>) =>
    [operation, ...call.touch.uses.flatMap((use) => (use.isMinted ? [] : use.thing))].join("\n");
  for (const alike of Map.groupBy(touchers, tellKind).values())
    if (alike.length === count) {
      const left = new Set(alike.keys().map((place) => place + FIRST_LIFE));
      for (const { call } of alike) take(call, left);
      const [...others] = left;
      for (const { call } of alike) if (!spread.has(call)) spread.set(call, others.shift() ?? FIRST_LIFE);
    }
  return spread;
}

/**
 * In which of a thing's lives each call is, counted from FIRST_LIFE; OLD_LIFE for what takes away the one that was there
 * before (`wasThere`), as other things were by `isOlder`; `wasRemoved` where the log has removed it before. `touchers` make the thing and remove it, in the order of the file, which tells where nothing else does.
 */
export function tellLives<Call extends Placeable>(
  touchers: readonly Toucher<Call>[],
  wasThere: boolean,
  isOlder: (thing: string) => boolean,
  wasRemoved: boolean,
): ReadonlyMap<Call, number> {
  const list = (role: Role) => touchers.filter((one) => isOwned(one, role));
  const removers = list("removes").map(({ call }) => call);
  // What counts on goes on with a life, and begins none.
  const goesOn = ({ counted = 0 }: Toucher<Call>) => counted > 1;
  const makers = list("makes").filter((one) => !goesOn(one));
  // What is created must not be there, and counts from one; what is put may be put again.
  const creators = makers.filter(({ call, counted }) => call.touch.deed === "create" || counted === 1);
  const created = sortByEnd(
    (creators.length > 0 ? creators : makers).map(({ call }) => call),
    removers,
  );
  const revived = touchers.filter(({ isReviving, uses }) => isReviving && uses.some(({ isOwn }) => isOwn));
  const starters = callBack(
    created,
    revived.map(({ call }) => call),
    wasThere || wasRemoved,
  );
  const removals = removers.length - Number(wasThere);
  const count =
    creators.length > 0 ? starters.length : Math.max(1, Math.min(makers.length, removals)) + revived.length;
  const lives = new Map(starters.map((maker, place) => [maker, Math.min(place + 1, count)] as const));
  const minted = indexMinted(lives);
  const findNamed = ({ touch }: Call) =>
    touch.uses.map(({ key }) => minted.get(key)).find((life) => life !== undefined);
  const old = wasThere ? removers.find((remover) => findNamed(remover) === undefined) : undefined;
  const ended = endLives(
    removers.filter((remover) => remover !== old),
    count,
    findNamed,
  );
  // What is parted from it and was made or put on in this second was so in the life in which it was made.
  const fresh = new Set(touchers.flatMap(({ call }) => listOwn(call, "makes")));
  const isFresh = (call: Call) =>
    listOwn(call, "removes").some((thing) => fresh.has(thing) && !isOlder(thing));
  const parts = listAllParts(touchers);
  const partsOld = (one: Toucher<Call>) =>
    PARTING.has(one.role) && !isFresh(one.call) && (one.isEarly || !isPutOn(one.call, parts));
  const findPart = (call: Call) => (count > 1 ? tellPartLife(call, parts, count) : undefined);
  const findLike = makeLikeness(lives);
  // What uses a part that was there and is removed was so while the part was there.
  const oldParts = new Set(
    old === undefined ? [] : touchers.filter(partsOld).flatMap(({ call }) => listOwn(call, "removes")),
  );
  const oldKeys = new Set(
    touchers.flatMap(({ call }) =>
      call.touch.uses.flatMap(({ key, thing }) => (oldParts.has(thing) ? key : [])),
    ),
  );
  const usesOld = ({ call, role }: Toucher<Call>) =>
    oldParts.size > 0 &&
    role === "uses" &&
    call.touch.uses.some(({ isOwn, key }) => !isOwn && oldKeys.has(key));
  const spread = spreadAlike(touchers, count, findLike);
  const counters = old === undefined ? touchers.filter((one) => !isOwned(one, "makes")) : [];
  const counting = tellCountedLives(counters, count);
  let begun = OLD_LIFE;
  return new Map(
    touchers.map((one) => {
      const { call } = one;
      begun = lives.get(call) ?? begun;
      const isOld = old !== undefined && (call === old || goesOn(one) || partsOld(one) || usesOld(one));
      const told =
        lives.get(call) ??
        ended.get(call) ??
        findNamed(call) ??
        counting.get(call) ??
        spread.get(call) ??
        findLike(call) ??
        findPart(call);
      if (isOld) return [call, OLD_LIFE] as const;
      return [call, told ?? (goesOn(one) ? FIRST_LIFE : Math.max(begun, FIRST_LIFE))] as const;
    }),
  );
}
