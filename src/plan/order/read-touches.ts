/** What all calls of a log touch: what one call leaves open, the others tell. */
import { loadResources } from "../../aws/resources/table.ts";
import type { Deed } from "../../aws/resources/types.ts";
import { type Step, tellSecond } from "../steps.ts";
import { Existence, isRemoval } from "./existence.ts";
import { isMintedKey, strayKey } from "./keys.ts";
import { addOnlyThings } from "./only-things.ts";
import { readTouch } from "./read-touch.ts";
import { addUses, nameThing, type Role, type Touch, type Use } from "./touches.ts";

/** What an answer merely mentions, so that it may be new. */
function isMention(use: Use): boolean {
  return use.isMinted && !use.isOwn && !use.isAround;
}

/** Of what answers merely mention: which call made it, if the log has no other that says so. */
function settleMentions(touches: readonly Touch[], seconds: readonly number[]): readonly Touch[] {
  const mentioning = touches.flatMap((touch, place) =>
    touch.uses.some(isMention) ? [{ touch, second: seconds[place] ?? 0 }] : [],
  );
  if (mentioning.length === 0) return touches;
  const said = new Set<string>();
  const needed = new Map<string, number>();
  for (const [place, { uses }] of touches.entries()) {
    for (const use of uses) {
      // What a call makes of a thing that it needs says nothing of who made that.
      const isMadeOf = () => uses.some(({ key, role }) => key === use.key && role === "uses");
      if (use.role === "makes" && !isMadeOf()) said.add(use.key);
      if (!isMention(use) && !needed.has(use.key)) needed.set(use.key, seconds[place] ?? 0);
    }
  }
  const makers = new Map<string, Touch>();
  const isCreation = ({ touch }: { touch: Touch }) => Number(touch.deed !== "create");
  mentioning.sort((a, b) => a.second - b.second || isCreation(a) - isCreation(b));
  for (const { touch, second } of mentioning) {
    for (const use of touch.uses) {
      if (!isMention(use)) continue;
      const isEarly = (needed.get(use.key) ?? Number.POSITIVE_INFINITY) >= second;
      if (!said.has(use.key) && !makers.has(use.key) && isEarly) makers.set(use.key, touch);
      else said.add(use.key);
    }
  }
  const making = new Set(makers.values());
  return touches.map((touch) => {
    if (!making.has(touch)) return touch;
    const uses = touch.uses.map((use): Use => {
      if (!isMention(use) || makers.get(use.key) !== touch) return use;
      return { ...use, role: "makes", isExclusive: true, isOwn: true };
    });
    return { ...touch, uses };
  });
}

/**
 * What one call's answer minted, another that creates cannot have chosen: CreateUsagePlanKey needs the key it names. An id
 * that AWS mints is nobody's choice even where the table does not know whose it is. What is made under another type is made
 * of it: a directory of WorkSpaces' is a directory that is registered there.
 */
function disownMinted(touches: readonly Touch[]): readonly Touch[] {
  const minted = new Map<string, Set<string | undefined>>();
  for (const { deed, uses } of touches)
    for (const { key, type, isMinted, isOwn } of uses)
      if (isMinted && (isOwn || (deed === "create" && isMintedKey(key))))
        minted.getOrInsertComputed(key, () => new Set()).add(type);
  if (minted.size === 0) return touches;
  const isForeign = (use: Use) => use.role === "makes" && !use.isMinted && minted.has(use.key);
  const disown = (use: Use): Use[] => {
    if (!isForeign(use)) return [use];
    const types = minted.get(use.key);
    const needed: Use = { ...use, role: "uses", isOwn: false };
    if (use.type === undefined || types?.has(use.type)) return [needed];
    return [use, { ...needed, type: [...(types ?? [])][0] }];
  };
  return touches.map((touch) => {
    if (touch.deed !== "create" || !touch.uses.some(isForeign)) return touch;
    return { ...touch, uses: touch.uses.flatMap(disown) };
  });
}

/**
 * Adds to what is named by an id of its maker's answer the name that its maker gave it: a security group by its id and one
 * by its name are the same thing. Things that were made under one name stand for each other as far as order goes.
 */
function joinNames(touches: readonly Touch[]): readonly Touch[] {
  const names = new Map<string, readonly Pick<Use, "key" | "type">[]>();
  for (const { uses, makesSeveral } of touches) {
    if (makesSeveral || !uses.some(({ role, isOwn, isMinted }) => isMinted && isOwn && role === "makes"))
      continue;
    const own = uses.filter(({ role, isOwn }) => role === "makes" && isOwn);
    const [first, ...others] = own.filter(({ isMinted }) => isMinted);
    if (!first) continue;
    const chosen = own.filter(({ isMinted }) => !isMinted);
    if (chosen.length > 0 && !names.has(first.key)) names.set(first.key, chosen);
    for (const { key } of others) if (!names.has(key)) names.set(key, [first, ...chosen]);
  }
  if (names.size === 0) return touches;
  return touches.map((touch) => {
    if (!touch.uses.some(({ key }) => names.has(key))) return touch;
    const known = new Set(touch.uses.map(({ key }) => key));
    const added = touch.uses.flatMap((use): Use[] =>
      (names.get(use.key) ?? []).flatMap(({ key, type }) => {
        if (known.has(key)) return [];
        known.add(key);
        return [{ ...use, key, type: use.type ?? type, isJoined: true }];
      }),
    );
    return addUses(touch, added);
  });
}

/**
 * Where some call names a thing without saying what it stands in, every call on a thing by that name, in whatever it stands,
 * uses that name too: the call keeps clear of all of them.
 */
function meetStrays(touches: readonly Touch[]): readonly Touch[] {
  const strays = new Set<string>();
  for (const { uses } of touches) for (const { isStray, key } of uses) if (isStray) strays.add(key);
  if (strays.size === 0) return touches;
  return touches.map((touch) => {
    const added = touch.uses.flatMap((use): Use[] => {
      const key = strayKey(use.key);
      return key !== undefined && strays.has(key) ? [{ ...use, key, isExclusive: false, isOwn: false }] : [];
    });
    return addUses(touch, added);
  });
}

const PARTING: ReadonlySet<Deed> = new Set(["delete", "detach"]);

/** A call that removes or detaches a thing, which touches what that thing was made from. */
function partFrom(touch: Touch, origins: readonly Use[]): Touch {
  const known = new Set(touch.uses.flatMap((use) => (use.type === undefined ? use.key : nameThing(use))));
  const role: Role = touch.deed === "delete" ? "removes a part" : "detaches";
  const added = origins
    .filter((use) => !known.has(use.key) && !known.has(nameThing(use)))
    .map((use) => ({ ...use, role, isExclusive: false, isOwn: false, isMinted: false }));
  return addUses(touch, added);
}

/** What things were made from, by their keys and types, and by their keys alone. */
type Origins = Map<string, readonly Use[]>;

function listOrigins(touches: readonly Touch[]): Origins {
  const origins: Origins = new Map();
  for (const { deed, uses } of touches) {
    if (PARTING.has(deed)) continue;
    const needed = uses.filter(({ role }) => role !== "makes");
    for (const use of uses) {
      if (!use.isOwn || use.role !== "makes") continue;
      origins.set(nameThing(use), needed);
      if (needed.length > 0) origins.set(use.key, needed);
    }
  }
  return origins;
}

/** What a thing was made from; the type that another call says may differ in name only. */
function findOrigins(origins: Origins, use: Use): readonly Use[] {
  return origins.get(nameThing(use)) ?? origins.get(use.key) ?? [];
}

/** The things that the calls of a second end once, though they were there before: not what the second makes in their place. */
function listOld(group: readonly Touch[], exists: Existence): ReadonlySet<string> {
  const removals = group.flatMap(({ uses }) => uses.filter(isRemoval).map(nameThing));
  const ended = new Set<string>();
  const several = new Set<string>();
  for (const thing of removals) {
    if (ended.has(thing)) several.add(thing);
    ended.add(thing);
  }
  return new Set([...ended.difference(several)].filter((thing) => exists.has(thing)));
}

/** Takes note of a second, of which it is not known what was first: what it makes or is about is there. */
function noteSecond(group: readonly Touch[], exists: Existence): void {
  const isEnding = ({ uses }: Touch) => uses.some(isRemoval);
  for (const touch of group) if (isEnding(touch)) exists.note(touch);
  for (const touch of group) if (!isEnding(touch)) exists.note(touch);
}

/**
 * Adds to each call that removes or detaches a thing what that thing was made from: deleting a subnet touches its network,
 * so that the network's deletion waits for it. Of one second it is not known what was first: what it makes counts as well,
 * but for what is made in the place of a thing that was there.
 */
function addOrigins(touches: readonly Touch[], seconds: readonly number[]): readonly Touch[] {
  const origins: Origins = new Map();
  const exists = new Existence();
  const groups = Map.groupBy(touches.keys(), (place) => seconds[place] ?? 0);
  return [...groups.values()].flatMap((places) => {
    const group = places.flatMap((place) => touches[place] ?? []);
    const fresh = listOrigins(group);
    const old = listOld(group, exists);
    const findAll = (use: Use) =>
      isRemoval(use) && old.has(nameThing(use))
        ? findOrigins(origins, use)
        : [...findOrigins(origins, use), ...findOrigins(fresh, use)];
    const added = group.map((touch) =>
      PARTING.has(touch.deed) ? partFrom(touch, touch.uses.flatMap(findAll)) : touch,
    );
    for (const [key, uses] of fresh) origins.set(key, uses);
    noteSecond(group, exists);
    return added;
  });
}

/** Loads what reading the touches of steps needs. */
export async function loadMeanings(steps: readonly Pick<Step, "service">[]): Promise<void> {
  for (const service of new Set(steps.map(({ service }) => service))) await loadResources(service);
}

/** What each step touches, with what can only be told from all of them. `steps` are in the order of time, and loadMeanings knows them. */
export function readTouches(steps: readonly Step[]): readonly Touch[] {
  const seconds = steps.map(tellSecond);
  const touches = joinNames(settleMentions(disownMinted(steps.map(readTouch)), seconds));
  return addOnlyThings(steps, addOrigins(meetStrays(touches), seconds));
}
