/**
 * The lives of a thing that is made and removed more than once in one second: what removes it goes between what makes it,
 * so that each life ends before the next one begins.
 */
import type { Deed } from "../../aws/resources/types.ts";
import type { Role, Touch, Use } from "./touches.ts";

/** A call that touches a thing, in which part of its life, and by which uses. */
interface Toucher<Call extends { readonly touch: Touch }> {
  readonly call: Call;
  readonly role: Role;
  readonly uses: readonly Use[];
  /** Whether it takes off what stood before the second. */
  readonly isEarly: boolean;
  /** The number that its answer counted of the thing's versions. */
  readonly counted: number | undefined;
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

/** Tells of a call that takes something off a thing whether a call of the same second puts just that on. */
function makeJoinTest<Call extends { readonly touch: Touch }>(
  touchers: readonly Toucher<Call>[],
): (parting: Toucher<Call>) => boolean {
  const shared = new Set(touchers.flatMap(({ uses }) => uses.map(({ key }) => key)));
  const joined = new Set<string>();
  const isJoining = ({ call, role }: Toucher<Call>) => JOINING.has(call.touch.deed) && role !== "makes";
  const joiners = touchers.filter(isJoining);
  for (const { call } of joiners) for (const part of listParts(call, shared)) joined.add(part);
  return ({ call }) => {
    const parts = listParts(call, shared);
    return parts.length === 0 ? joiners.length > 0 : parts.some((part) => joined.has(part));
  };
}

function isOwned({ uses, role }: Pick<Toucher<{ touch: Touch }>, "uses" | "role">, wanted: Role): boolean {
  return role === wanted && uses.some((use) => use.isOwn && use.role === wanted);
}

/** The things of its own that a call makes or removes. */
function listOwn({ touch }: { readonly touch: Touch }, wanted: Role): string[] {
  return touch.uses.filter(({ isOwn, role }) => isOwn && role === wanted).map(({ thing }) => thing);
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

/**
 * In which of a thing's lives each call is, counted from FIRST_LIFE; OLD_LIFE for what takes away the one that was there
 * before (`wasThere`), as other things were by `isOlder`. `touchers` make the thing and remove it, in the order of the file, which tells where nothing else does.
 */
export function tellLives<Call extends { readonly touch: Touch }>(
  touchers: readonly Toucher<Call>[],
  wasThere: boolean,
  isOlder: (thing: string) => boolean,
): ReadonlyMap<Call, number> {
  const list = (role: Role) => touchers.filter((one) => isOwned(one, role));
  const removers = list("removes").map(({ call }) => call);
  // What counts on goes on with a life, and begins none.
  const goesOn = ({ counted = 0 }: Toucher<Call>) => counted > 1;
  const makers = list("makes").filter((one) => !goesOn(one));
  // What is created must not be there, and counts from one; what is put may be put again.
  const creators = makers.filter(({ call, counted }) => call.touch.deed === "create" || counted === 1);
  const starters = (creators.length > 0 ? creators : makers).map(({ call }) => call);
  const removals = removers.length - Number(wasThere);
  const count = creators.length > 0 ? creators.length : Math.max(1, Math.min(makers.length, removals));
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
  const isJoined = makeJoinTest(touchers);
  const partsOld = (one: Toucher<Call>) =>
    PARTING.has(one.role) && !isFresh(one.call) && (one.isEarly || !isJoined(one));
  let begun = OLD_LIFE;
  return new Map(
    touchers.map((one) => {
      const { call } = one;
      begun = lives.get(call) ?? begun;
      const isOld = old !== undefined && (call === old || goesOn(one) || partsOld(one));
      const told = lives.get(call) ?? ended.get(call) ?? findNamed(call);
      if (isOld) return [call, OLD_LIFE] as const;
      return [call, told ?? (goesOn(one) ? FIRST_LIFE : Math.max(begun, FIRST_LIFE))] as const;
    }),
  );
}
