/** What is there, as far as the calls before tell: what they made, and what they were about. */
import { nameThing, type Touch, type Use } from "./touches.ts";

/** Whether a call ends a thing by this use. */
export function isRemoval({ isOwn, role }: Use): boolean {
  return isOwn && role === "removes";
}

/** The keys of the things that one of several seconds both makes and removes. */
export function findRenewed(seconds: Iterable<readonly Touch[]>): ReadonlySet<string> {
  const renewed = new Set<string>();
  for (const touches of seconds) {
    if (touches.length < 2) continue;
    const removed = new Set<string>();
    for (const { uses } of touches) for (const use of uses) if (isRemoval(use)) removed.add(use.key);
    if (removed.size === 0) continue;
    for (const { uses } of touches)
      for (const { key, isOwn, role } of uses)
        if (isOwn && role === "makes" && removed.has(key)) renewed.add(key);
  }
  return renewed;
}

export class Existence {
  readonly #things = new Set<string>();

  /** Of what is `renewed` within a second, it matters whether it was there before, whoever made it. */
  constructor(readonly renewed: ReadonlySet<string>) {}

  has(thing: string): boolean {
    return this.#things.has(thing);
  }

  set(thing: string, isThere: boolean): void {
    if (isThere) this.#things.add(thing);
    else this.#things.delete(thing);
  }

  /** Takes note of what a call makes and removes; what it is about was there. */
  note({ uses }: Touch): void {
    for (const use of uses) {
      if (!use.isOwn) continue;
      if (isRemoval(use)) this.#things.delete(nameThing(use));
      else if (use.role === "makes" || this.renewed.has(use.key)) this.#things.add(nameThing(use));
    }
  }
}
