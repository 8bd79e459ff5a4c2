/** What all calls of a log touch: what one call leaves open, the others tell. */

import { loadResources } from "../../aws/resources/table.ts";
import { compileLightly, lightly } from "../../base/compiling.ts";
import { type Step, tellSecond } from "../steps.ts";
import { addHoldings } from "./holdings.ts";
import { isMintedKey, strayKey } from "./keys.ts";
import { addOnlyThings } from "./only-things.ts";
import { readTouch } from "./read-touch.ts";
import { addUses, MARKS, type Touch, type Use } from "./touches.ts";

/** What an answer merely mentions, so that it may be new. */
function isMention(use: Use): boolean {
  return use.isMinted && !use.isOwn && !use.isAround;
}

/** The keys of what a call makes. */
function listMade({ uses }: Touch): string[] {
  return uses.flatMap(({ key, role, isOwn }) => (role === "makes" && isOwn ? [key] : []));
}

/** Of what answers merely mention: which call made it, if the log has no other that says so. */
function settleMentions(touches: readonly Touch[], seconds: readonly number[]): readonly Touch[] {
  const mentioning = touches.flatMap((touch, place) =>
    touch.uses.some(isMention) ? [{ touch, second: seconds[place] ?? 0 }] : [],
  );
  if (mentioning.length === 0) return touches;
  const said = new Set<string>();
  const needed = new Map<string, { readonly second: number; readonly for: Set<string> }>();
  for (const [place, touch] of touches.entries()) {
    const { uses } = touch;
    const second = seconds[place] ?? 0;
    const made = listMade(touch);
    for (const use of uses) {
      // What a call makes of a thing that it needs says nothing of who made that.
      const isMadeOf = () => uses.some(({ key, role }) => key === use.key && role === "uses");
      if (use.role === "makes" && !isMadeOf()) said.add(use.key);
      if (isMention(use)) continue;
      const first = needed.getOrInsertComputed(use.key, () => ({ second, for: new Set() }));
      if (first.second === second) for (const key of made) first.for.add(key);
    }
  }
  const makers = new Map<string, { readonly touch: Touch; readonly second: number }>();
  const isCreation = ({ touch }: { touch: Touch }) => Number(touch.deed !== "create");
  mentioning.sort((a, b) => a.second - b.second || isCreation(a) - isCreation(b));
  for (const { touch, second } of mentioning) {
    for (const use of touch.uses) {
      if (!isMention(use)) continue;
      const first = needed.get(use.key);
      // What the maker of a call's own thing needs was there before that call.
      const isOf = ({ key, role }: Use) => role !== "makes" && first?.for.has(key) === true;
      const isLate = first?.second === second && touch.uses.some(isOf);
      const isEarly = (first?.second ?? Number.POSITIVE_INFINITY) >= second && !isLate;
      const maker = makers.get(use.key);
      if (!said.has(use.key) && !maker && isEarly) {
        makers.set(use.key, { touch, second });
        continue;
      }
      said.add(use.key);
      // Two creations of one second mention it, and nothing tells which of them made it.
      const isOther = maker !== undefined && maker.touch !== touch && maker.second === second;
      if (isOther && touch.deed === "create" && maker.touch.deed === "create") makers.delete(use.key);
    }
  }
  const making = new Set([...makers.values()].map(({ touch }) => touch));
  return touches.map((touch) => {
    if (!making.has(touch)) return touch;
    const uses = touch.uses.map((use): Use => {
      if (!isMention(use) || makers.get(use.key)?.touch !== touch) return use;
      return use.as("makes", use.marks | MARKS.exclusive | MARKS.own);
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
    const needed = use.as("uses", use.marks & ~MARKS.own);
    if (use.type === undefined || types?.has(use.type)) return [needed];
    return [use, needed.of(use.key, [...(types ?? [])][0])];
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
  const isJoined = ({ uses }: Touch) => {
    for (const { key } of uses) if (names.has(key)) return true;
    return false;
  };
  const join = lightly((touch: Touch): Touch => {
    if (!isJoined(touch)) return touch;
    const known = new Set(touch.uses.map(({ key }) => key));
    const added = touch.uses.flatMap((use): Use[] =>
      (names.get(use.key) ?? []).flatMap(({ key, type }) => {
        if (known.has(key)) return [];
        known.add(key);
        return [use.of(key, use.type ?? type, use.marks | MARKS.joined)];
      }),
    );
    return addUses(touch, added);
  });
  return touches.map(join);
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
    const added: Use[] = [];
    for (const use of touch.uses) {
      const key = strayKey(use.key);
      if (key !== undefined && strays.has(key))
        added.push(use.of(key, use.type, use.marks & ~(MARKS.exclusive | MARKS.own)));
    }
    return addUses(touch, added);
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
  return addOnlyThings(steps, addHoldings(meetStrays(touches), seconds));
}

compileLightly(settleMentions, joinNames, disownMinted, meetStrays);
