/** The spaces that are asked for again and again, by what holds them and the purpose: no more than so many at a time. */
import { PairMap } from "../base/pair-map.ts";
import type { Space } from "./space.ts";

const MOST = 1_000;

/** Spaces that were opened. */
export class OpenSpaces {
  #all = new PairMap<Space>();
  #count = 0;

  get(owner: string, part: string): Space | undefined {
    return this.#all.get(owner, part);
  }

  /** Keeps one that is none of them, and gives it. */
  add(owner: string, part: string, space: Space): Space {
    if (this.#count > MOST) {
      this.#all = new PairMap();
      this.#count = 0;
    }
    this.#count++;
    this.#all.set(owner, part, space);
    return space;
  }
}
