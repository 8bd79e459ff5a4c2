/**
 * Leaves out what does not survive to the end of the log: things that are made and removed again, and what hangs on
 * them. A thing that is gone stays in where one that survives was made from it.
 */

import type { OrderedStep } from "../order/order.ts";
import type { Touch, Use } from "../order/touches.ts";
import { makesVersion } from "../order/versions.ts";
import { isGone, type Life } from "./life.ts";
import { isNamed, Lifetimes, type Meant } from "./lives.ts";

/** What a step names, and the things that it means by that. */
interface Named extends Meant {
  readonly use: Use;
}

/** A name's parts count only where the whole of it is nobody's; `counts` says which uses do. */
function listNamed(lives: Lifetimes, step: OrderedStep, place: number, counts = isNamed): Named[] {
  const named: Named[] = [];
  const told = new Set<string>();
  for (const use of step.touch.uses) {
    if (!counts(use)) continue;
    const name = `${use.text}\n${use.type}`;
    if (!use.isAround && told.has(name)) continue;
    const meant = lives.find(use, step, place);
    if (meant.lives.length === 0) continue;
    if (!use.isAround) told.add(name);
    named.push({ use, ...meant });
  }
  return named;
}

/** What a call says for sure, be it in a document: a queue is made with another one for what it cannot deliver. */
function isSaid(use: Use): boolean {
  return isNamed(use) || (use.isLinked && !use.isGuessed);
}

/** The things that a step concerns and that are gone in the end; of what makes a thing, with those that its documents name. */
function listGone(lives: Lifetimes, step: OrderedStep, place: number): Life[] {
  const counts = step.touch.deed === "create" ? isSaid : isNamed;
  return [...new Set(listNamed(lives, step, place, counts).flatMap((one) => one.lives.filter(isGone)))];
}

/** What these do to things stands no longer than any of them. */
const BINDS: ReadonlySet<Touch["deed"]> = new Set(["attach", "detach"]);

/** Whether a step is about something that is gone: of several things about all of them. What it only refers to may go before it. */
function isAboutGone(lives: Lifetimes, step: OrderedStep, place: number): boolean {
  const named = listNamed(lives, step, place).filter(({ isSure }) => isSure);
  const isLost = (one: Named) => one.lives.every(isGone);
  if (!named.some(isLost)) return false;
  const { deed, uses, namesSeveral } = step.touch;
  const own = new Set(uses.filter((use) => use.isOwn && isNamed(use)).map(({ text }) => text));
  const mine = named.filter(({ use }) => use.isOwn);
  const lost = new Set(mine.filter(isLost).map(({ use }) => use.text));
  // Of several things one that the log does not make stands; of one thing's names the log may not know each.
  const isLeft = namesSeveral ? !own.isSubsetOf(lost) : !mine.every(isLost);
  if (lost.size > 0 && !isLeft) return true;
  const holds = (use: Use) => !use.isListed && (use.isExclusive || BINDS.has(deed) || use.isContainer);
  return named.some((one) => !one.use.isOwn && holds(one.use) && isLost(one));
}

function survives(lives: Lifetimes, step: OrderedStep, place: number): boolean {
  const { deed } = step.touch;
  const begun = lives.begun.get(place) ?? [];
  // What a removal leaves behind stands, even though that from which it is made is gone.
  if ((lives.ended.get(place) ?? []).some(isGone)) return !begun.every(isGone);
  if (begun.length > 0 && begun.every(isGone)) return false;
  // A thing outlives what it was made from (an instance its image); an association or a setting does not.
  if ((deed === "create" || deed === "put") && begun.length > 0) return true;
  return !isAboutGone(lives, step, place);
}

/** For each step the life that its number counts on: a version is counted behind those before it, be they gone or not. */
function listCounted(lives: Lifetimes, steps: readonly OrderedStep[]): ReadonlyMap<number, Life> {
  const before = new Map<Life | string, Map<string, Life>>();
  const counted = new Map<number, Life>();
  for (const [place, step] of steps.entries()) {
    const [begun] = lives.begun.get(place) ?? [];
    if (!begun || !makesVersion(step, step.touch.uses)) continue;
    const [named] = step.touch.uses.filter((use) => isNamed(use) && !use.isMinted && !use.isAround);
    if (!named) continue;
    // Of what is made anew, versions are counted from the beginning.
    const [whose = named.key] = named.isOwn ? [] : lives.find(named, step, place).lives;
    const group = before.getOrInsertComputed(whose, () => new Map<string, Life>());
    const last = group.get(step.operation.name);
    if (last) counted.set(place, last);
    group.set(step.operation.name, begun);
  }
  return counted;
}

/** The steps to keep: those that survive and, of what they were made from, the whole life. */
function closeOverNeeds(lives: Lifetimes, steps: readonly OrderedStep[], kept: Set<number>): void {
  const needed = new Set<Life>();
  const queue = [...kept];
  const counted = listCounted(lives, steps);
  const gone = steps.map((step, place) => {
    const last = counted.get(place);
    return [...listGone(lives, step, place), ...(last && isGone(last) ? [last] : [])];
  });
  const byLife = new Map<Life, number[]>();
  for (const [place, some] of gone.entries()) {
    for (const life of [...some, ...(lives.begun.get(place) ?? []), ...(lives.ended.get(place) ?? [])]) {
      byLife.getOrInsertComputed(life, () => []).push(place);
    }
  }
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    for (const life of gone[place] ?? []) {
      if (needed.has(life)) continue;
      needed.add(life);
      for (const other of byLife.get(life) ?? []) {
        if (kept.has(other)) continue;
        kept.add(other);
        queue.push(other);
      }
    }
  }
}

/** What makes up the end of a log. */
export interface FinalState {
  /** The steps, in their order, without what is superseded. */
  readonly kept: readonly OrderedStep[];
  /** Those of them without removals that were called back: what has been made is there as if they had not been. */
  readonly lasting: readonly OrderedStep[];
  /** How many steps are superseded. */
  readonly superseded: number;
}

/** Leaves out of steps, in their order, what is superseded. */
export function keepFinalState(steps: readonly OrderedStep[]): FinalState {
  const lives = new Lifetimes(steps);
  const places = new Set<number>();
  for (const [place, step] of steps.entries()) if (survives(lives, step, place)) places.add(place);
  closeOverNeeds(lives, steps, places);
  const kept = steps.filter((_, place) => places.has(place));
  const lasting = steps.filter((_, place) => places.has(place) && !lives.calledBack.has(place));
  return { kept, lasting, superseded: steps.length - kept.length };
}
