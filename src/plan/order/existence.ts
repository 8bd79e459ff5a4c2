/** What is there, as far as the calls before tell: what they made, and what they were about. */
import { compileLightly } from "../../base/compiling.ts";
import type { Touch, Use } from "./touches.ts";

/** Whether a call ends a thing by this use. */
export function isRemoval({ isOwn, role }: Use): boolean {
  return isOwn && role === "removes";
}

/** The keys of the things that a log ends. */
export interface Ends {
  /** Those that some call removes, or gives up the name of. */
  readonly removed: ReadonlySet<string>;
  /** Those that one second both makes and removes. */
  readonly renewed: ReadonlySet<string>;
}

/** What the calls of several seconds end. */
export function findEnds(seconds: Iterable<readonly Touch[]>): Ends {
  const removed = new Set<string>();
  const renewed = new Set<string>();
  for (const touches of seconds) {
    const here = new Set<string>();
    for (const { uses } of touches) {
      for (const use of uses) {
        if (isRemoval(use)) here.add(use.key);
        if (isRemoval(use) || use.isLeft) removed.add(use.key);
      }
    }
    if (here.size === 0 || touches.length < 2) continue;
    for (const { uses } of touches)
      for (const { key, isOwn, role } of uses)
        if (isOwn && role === "makes" && here.has(key)) renewed.add(key);
  }
  return { removed, renewed };
}

export class Existence {
  readonly #things = new Set<string>();
  readonly #ended = new Set<string>();

  /** Only of what ends it matters whether it was there; of what one second makes, too, whoever made it before. */
  constructor(readonly ends: Ends) {}

  has(thing: string): boolean {
    return this.#things.has(thing);
  }

  /** Whether a call has removed it, and none has made it since. */
  hasEnded(thing: string): boolean {
    return this.#ended.has(thing);
  }

  set(thing: string, isThere: boolean): void {
    if (isThere) this.#things.add(thing);
    else this.#things.delete(thing);
  }

  /** Takes note of what a call makes and removes; what it is about was there. */
  note({ uses }: Touch): void {
    for (const use of uses) {
      if (!use.isOwn || !this.ends.removed.has(use.key)) continue;
      if (isRemoval(use)) {
        this.#things.delete(use.thing);
        this.#ended.add(use.thing);
      } else if (use.role === "makes" || this.ends.renewed.has(use.key)) {
        this.#things.add(use.thing);
        this.#ended.delete(use.thing);
      }
    }
  }
}

compileLightly(findEnds, Existence.prototype.note);
