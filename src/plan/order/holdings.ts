/**
 * What things hold on to: what they were made of, and what changes named since. Who ends a thing, or changes what it holds,
 * lets go of that without naming it.
 */

import type { Deed } from "../../aws/resources/types.ts";
import { compileLightly, lightly } from "../../base/compiling.ts";
import { leaveCalls } from "../../base/garbage.ts";
import { type Ends, Existence, findEnds, isRemoval } from "./existence.ts";
import { addUses, MARKS, type Role, type Touch, type Use } from "./touches.ts";

const PARTING: ReadonlySet<Deed> = new Set(["delete", "detach"]);
const CHANGING: ReadonlySet<Deed> = new Set(["update", "put"]);

/** What is not said of what a call does not name. */
const SAID = MARKS.exclusive | MARKS.own | MARKS.minted;

/** A call that removes, detaches or changes a thing, which touches what that thing held. */
function partFrom(touch: Touch, held: readonly Use[], role: Role): Touch {
  if (held.length === 0) return touch;
  const known = new Set(touch.uses.flatMap((use) => (use.type === undefined ? use.key : use.thing)));
  const added = held
    .filter((use) => !known.has(use.key) && !known.has(use.thing))
    .map((use) => use.as(role, (use.marks & ~SAID) | MARKS.implied));
  return addUses(touch, added);
}

/** What things hold, by their keys and types, and by their keys alone. */
type Held = Map<string, readonly Use[]>;

/** What a thing holds; the type that another call says may differ in name only. */
function findHeld(held: Held, use: Use): readonly Use[] {
  return held.get(use.thing) ?? held.get(use.key) ?? [];
}

function setHeld(held: Held, use: Use, needed: readonly Use[]): void {
  held.set(use.thing, needed);
  if (needed.length > 0) held.set(use.key, needed);
}

function isMade({ isOwn, role }: Use): boolean {
  return isOwn && role === "makes";
}

function isNeeded({ role }: Use): boolean {
  return role !== "makes";
}

/** What the things that calls make are made of; of those made of nothing only what is to be forgotten of one `before`. */
function listMade(touches: readonly Touch[], before: Held): Held {
  const held: Held = new Map();
  for (const { deed, uses } of touches) {
    if (PARTING.has(deed)) continue;
    if (!uses.some(isMade)) continue;
    const needed = uses.filter(isNeeded);
    for (const use of uses)
      if (isMade(use) && (needed.length > 0 || before.has(use.thing))) setHeld(held, use, needed);
  }
  return held;
}

/** What a change names of other things: what is of its own thing's type may be that by another name. */
function listNamed({ uses }: Touch): readonly Use[] {
  const own = new Set(uses.filter(({ isOwn }) => isOwn).map(({ type }) => type));
  return uses.filter(
    ({ isOwn, isContainer, role, type }) => !isOwn && !isContainer && role === "uses" && !own.has(type),
  );
}

/** What the changes of a second name. */
function listChanged(group: readonly Touch[]): Held {
  const changed: Held = new Map();
  for (const touch of group) {
    if (!CHANGING.has(touch.deed)) continue;
    const named = listNamed(touch);
    for (const use of touch.uses)
      if (use.isOwn) setHeld(changed, use, [...(changed.get(use.thing) ?? []), ...named]);
  }
  return changed;
}

/** What a change leaves of what a thing held: that of which it names no other. */
function listKept(held: readonly Use[], named: readonly Use[]): readonly Use[] {
  const types = new Set(named.map(({ type }) => type));
  return held.filter(({ type, isContainer }) => isContainer || type === undefined || !types.has(type));
}

/** The things that the calls of a second end once, though they were there before: not what the second makes in their place. */
function listOld(group: readonly Touch[], exists: Existence): ReadonlySet<string> {
  const removals = group.flatMap(({ uses }) => uses.filter(isRemoval).map(({ thing }) => thing));
  const ended = new Set<string>();
  const several = new Set<string>();
  for (const thing of removals) {
    if (ended.has(thing)) several.add(thing);
    ended.add(thing);
  }
  return new Set([...ended.difference(several)].filter((thing) => exists.has(thing)));
}

/** Keeps, second by second, what things hold. */
class Holdings {
  readonly #held: Held = new Map();
  /** The things that were made in others, by these. */
  readonly #inner = new Map<string, Use[]>();
  readonly #exists: Existence;

  constructor(ends: Ends) {
    this.#exists = new Existence(ends);
  }

  /** The things that stand in a thing, and in these; from now on they stand in it no more. */
  #takeInner(key: string, taken: Use[] = []): readonly Use[] {
    const inner = this.#inner.get(key) ?? [];
    this.#inner.delete(key);
    for (const one of inner) {
      taken.push(one);
      this.#takeInner(one.key, taken);
    }
    return taken;
  }

  /** What is held by things that end with the one that they stand in; not what ends with that, too, or is made of it. */
  #listEnding(use: Use): readonly Use[] {
    const inner = isRemoval(use) ? this.#takeInner(use.key) : [];
    const ending = new Set([use.key, ...inner.map(({ key }) => key)]);
    const isEnding = ({ key }: Use) => ending.has(key);
    // A subnet goes before its network, whatever else in the network holds it.
    return inner
      .flatMap((one) => findHeld(this.#held, one))
      .filter((one) => !isEnding(one) && !findHeld(this.#held, one).some(isEnding));
  }

  /** What a change lets go of. */
  #listReleased(touch: Touch, made: Held): readonly Use[] {
    const named = listNamed(touch);
    if (named.length === 0) return [];
    return touch.uses
      .filter(({ isOwn }) => isOwn)
      .flatMap((use) => {
        const before = findHeld(this.#held, use);
        const held = isMade(use) ? before : [...before, ...findHeld(made, use)];
        const kept = new Set(listKept(held, named));
        return held.filter((one) => !kept.has(one));
      });
  }

  /** The calls of a second, of which it is not known what was first, with what they let go of. */
  letGo(group: readonly Touch[]): readonly Touch[] {
    leaveCalls(group.length);
    const made = listMade(group, this.#held);
    const changed = listChanged(group);
    const parted = group.some(({ deed }) => PARTING.has(deed) || CHANGING.has(deed))
      ? this.#part(group, made, changed)
      : group;
    this.#note(group, made, changed);
    return parted;
  }

  #part(group: readonly Touch[], made: Held, changed: Held): readonly Touch[] {
    const old = listOld(group, this.#exists);
    const findAll = (use: Use) => [
      ...findHeld(this.#held, use),
      ...findHeld(changed, use),
      ...(isRemoval(use) && old.has(use.thing) ? [] : findHeld(made, use)),
      ...this.#listEnding(use),
    ];
    const part = lightly((touch: Touch): Touch => {
      if (PARTING.has(touch.deed)) {
        const role = touch.deed === "delete" ? "removes a part" : "detaches";
        return partFrom(touch, touch.uses.flatMap(findAll), role);
      }
      if (!CHANGING.has(touch.deed)) return touch;
      return partFrom(touch, this.#listReleased(touch, made), "detaches");
    });
    return group.map(part);
  }

  /** Takes note of a second: what it makes or is about is there. */
  #note(group: readonly Touch[], made: Held, changed: Held): void {
    for (const [key, needed] of made) this.#held.set(key, needed);
    for (const [key, named] of changed)
      this.#held.set(key, [...listKept(this.#held.get(key) ?? [], named), ...named]);
    for (const { deed, uses } of group) {
      if (PARTING.has(deed)) continue;
      const own = uses.filter(isMade);
      if (own.length === 0) continue;
      for (const { isContainer, key } of uses)
        if (isContainer) this.#inner.getOrInsertComputed(key, () => []).push(...own);
    }
    const isEnding = ({ uses }: Touch) => uses.some(isRemoval);
    for (const touch of group) if (isEnding(touch)) this.#exists.note(touch);
    for (const touch of group) if (!isEnding(touch)) this.#exists.note(touch);
  }
}

/**
 * Adds to each call that removes, detaches or changes a thing what that thing lets go of: deleting a subnet touches its
 * network, so that the network's deletion waits for it.
 */
export function addHoldings(touches: readonly Touch[], seconds: readonly number[]): readonly Touch[] {
  const places = Map.groupBy(touches.keys(), (place) => seconds[place] ?? 0);
  const groups = [...places.values()].map((group) => group.flatMap((place) => touches[place] ?? []));
  const holdings = new Holdings(findEnds(groups));
  return groups.flatMap((group) => holdings.letGo(group));
}

compileLightly(partFrom, listNamed, listKept, listMade, listChanged, listOld, Holdings.prototype.letGo);
