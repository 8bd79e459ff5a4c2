/**
 * Leaves out what does not survive to the end of the log: things that are made and removed again, and what hangs on
 * them. A thing that is gone stays in where one that survives was made from it.
 */
import type { OrderedStep } from "./order/order.ts";
import type { Touch } from "./order/touches.ts";
import { listRenamings, type NewName } from "./renamings.ts";

/** A thing from the step that makes it to the one that removes it; -1 and Infinity where the log has neither. */
interface Life {
  readonly type: string | undefined;
  /** An association (a life that no creation begins) ends when it is dissolved, a thing only when it is removed. */
  readonly isAssociation: boolean;
  readonly start: number;
  end: number;
}

/** A life under one of its names, and until when it has that. */
interface Name {
  readonly life: Life;
  readonly since: number;
  until: number;
}

/** Steps are known by their place in the order. */
class Lives {
  readonly #byKey = new Map<string, Name[]>();
  /** The keys of what stands in a thing, which begin with the thing's and a line's end. */
  readonly #inside = new Map<string, Set<string>>();
  /** The lives that a step begins, and the one that it ends. */
  readonly begun = new Map<number, Life[]>();
  readonly ended = new Map<number, Life[]>();

  constructor(steps: readonly OrderedStep[]) {
    for (const [place, step] of steps.entries()) {
      const { touch } = step;
      // An association has an id of its own, which ends when it is dissolved.
      if (ENDS.has(touch.deed)) this.#end(place, touch);
      else if (!this.#rename(place, touch, listRenamings(step))) this.#begin(place, touch);
    }
  }

  /** The things of that name at that time. */
  find(key: string, place: number): Life[] {
    return (this.#byKey.get(key) ?? [])
      .filter(({ life, since, until }) => since <= place && place <= until && place <= life.end)
      .map(({ life }) => life);
  }

  #add(key: string, life: Life, since = life.start): void {
    const names = this.#byKey.get(key);
    const name = { life, since, until: Number.POSITIVE_INFINITY };
    if (names) names.push(name);
    else this.#byKey.set(key, [name]);
    const [outermost = key] = key.split("\n", 1);
    if (outermost !== key) this.#inside.getOrInsertComputed(outermost, () => new Set()).add(key);
  }

  /** The keys of a thing and of what stands in it. */
  #listKeys(key: string): string[] {
    const [outermost = key] = key.split("\n", 1);
    const inside = [...(this.#inside.get(outermost) ?? [])];
    return [key, ...inside.filter((one) => one.startsWith(`${key}\n`))];
  }

  /**
   * What a step renames goes on under the new name: what is made under the old one afterwards is another thing. False where the
   * log has not made what is renamed.
   */
  #rename(place: number, { uses }: Touch, renamings: readonly NewName[]): boolean {
    let isKnown = false;
    for (const { from, to } of renamings) {
      const keyOf = (text: string) => uses.find((use) => use.isOwn && use.text === text)?.key;
      const [before, after] = [keyOf(from), keyOf(to)];
      if (before === undefined || after === undefined || before === after) continue;
      for (const key of this.#listKeys(before)) {
        for (const name of this.#byKey.get(key) ?? []) {
          if (name.until < place || isGone(name.life)) continue;
          name.until = place;
          this.#add(after + key.slice(before.length), name.life, place);
          isKnown ||= key === before;
        }
      }
    }
    return isKnown;
  }

  #begin(place: number, { deed, type, uses }: Touch): void {
    const own = uses.filter((use) => use.isOwn && use.role === "makes");
    if (own.length === 0) return;
    const life: Life = {
      type,
      isAssociation: deed !== "create" && deed !== "put",
      start: place,
      end: Number.POSITIVE_INFINITY,
    };
    for (const key of new Set(own.map((use) => use.key))) this.#add(key, life);
    this.begun.set(place, [life]);
  }

  #end(place: number, { deed, type, uses }: Touch): void {
    const ended = new Set<Life>();
    // What a thing was made in, which can be of its kind, is not removed with it.
    const parting = uses.filter((use) => use.isOwn || (deed !== "delete" && PARTING.has(use.role)));
    for (const { key, isOwn } of parting) {
      const open = this.find(key, place).filter((life) => !isGone(life));
      const life = open.find((one) => one.type === type && (deed === "delete" || one.isAssociation));
      if (life) {
        life.end = place;
        ended.add(life);
      } else if (deed === "delete" && open.length === 0 && isOwn) {
        // It was there before the log begins.
        const before: Life = { type, isAssociation: false, start: -1, end: place };
        this.#add(key, before);
        ended.add(before);
      }
    }
    this.ended.set(place, [...ended]);
  }
}

const PARTING: ReadonlySet<Touch["uses"][number]["role"]> = new Set(["removes a part", "detaches"]);
const ENDS: ReadonlySet<Touch["deed"]> = new Set(["delete", "detach", "untag"]);

function isGone(life: Life): boolean {
  return life.end !== Number.POSITIVE_INFINITY;
}

/** The things that a step concerns and that are gone in the end; those it merely mentions in a document are none. */
function listGone(lives: Lives, touch: Touch, place: number): Life[] {
  const named = new Set(touch.uses.filter(({ isLinked }) => !isLinked).map(({ key }) => key));
  return [...named].flatMap((key) => lives.find(key, place)).filter(isGone);
}

function survives(lives: Lives, touch: Touch, place: number): boolean {
  if ((lives.ended.get(place) ?? []).length > 0) return false;
  const begun = lives.begun.get(place) ?? [];
  if (begun.length > 0 && begun.every(isGone)) return false;
  // A thing outlives what it was made from (an instance its image); an association or a setting does not.
  if ((touch.deed === "create" || touch.deed === "put") && begun.length > 0) return true;
  return listGone(lives, touch, place).length === 0;
}

/** The steps to keep: those that survive and, of what they were made from, the whole life. */
function closeOverNeeds(lives: Lives, touches: readonly Touch[], kept: Set<number>): void {
  const needed = new Set<Life>();
  const queue = [...kept];
  const steps = touches.map((touch, place) => ({ place, gone: listGone(lives, touch, place) }));
  const byLife = new Map<Life, number[]>();
  for (const { place, gone } of steps) {
    for (const life of [...gone, ...(lives.begun.get(place) ?? []), ...(lives.ended.get(place) ?? [])]) {
      byLife.set(life, [...(byLife.get(life) ?? []), place]);
    }
  }
  for (let place = queue.pop(); place !== undefined; place = queue.pop()) {
    for (const life of steps[place]?.gone ?? []) {
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

/** The steps (in their order) without what is superseded, and how many were. */
export function keepFinalState(steps: readonly OrderedStep[]): {
  readonly kept: readonly OrderedStep[];
  readonly superseded: number;
} {
  const touches = steps.map(({ touch }) => touch);
  const lives = new Lives(steps);
  const places = new Set<number>();
  for (const [place, touch] of touches.entries()) if (survives(lives, touch, place)) places.add(place);
  closeOverNeeds(lives, touches, places);
  const kept = steps.filter((_, place) => places.has(place));
  return { kept, superseded: steps.length - kept.length };
}
