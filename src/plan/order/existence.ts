/** What is there, as far as the calls before tell: what they made, and what they were about. */
import { nameThing, type Touch, type Use } from "./touches.ts";

/** Whether a call ends a thing by this use. */
export function isRemoval({ isOwn, role }: Use): boolean {
  return isOwn && role === "removes";
}

export class Existence {
  readonly #things = new Set<string>();

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
      if (isRemoval(use)) this.#things.delete(nameThing(use));
      else if (use.isOwn) this.#things.add(nameThing(use));
    }
  }
}
