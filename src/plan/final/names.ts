/** The names of the things in a log, each with the lives that went by it and when. */
import { BETWEEN } from "../order/keys.ts";
import type { Life } from "./life.ts";

/** A life under one of its names, and until when it has that. */
interface Name {
  readonly life: Life;
  readonly since: number;
  until: number;
}

/** Steps are known by their place in the order; what is asked of the past is asked once all lives are known. */
export class LivesByName {
  /** In the order of their beginnings. */
  readonly #byKey = new Map<string, Name[]>();
  readonly #open = new Map<string, Map<Life, Name>>();
  /** The keys of what stands in a thing, which begin with the thing's and a line's end. */
  readonly #inside = new Map<string, Set<string>>();
  /** For each name of a key how long at most it and those before it last. */
  readonly #lasting = new Map<string, readonly number[]>();

  /** Gives a life a name. */
  add(key: string, life: Life, since: number): void {
    const name = { life, since, until: Number.POSITIVE_INFINITY };
    life.names.add(key);
    const names = this.#byKey.getOrInsertComputed(key, () => []);
    // Nearly always it is the latest.
    if ((names.at(-1)?.since ?? since) <= since) names.push(name);
    else names.splice(names.findLastIndex((other) => other.since <= since) + 1, 0, name);
    if (life.end === Number.POSITIVE_INFINITY)
      this.#open.getOrInsertComputed(key, () => new Map()).set(life, name);
    for (let at = key.indexOf(BETWEEN); at >= 0; at = key.indexOf(BETWEEN, at + 1))
      this.#inside.getOrInsertComputed(key.slice(0, at), () => new Set()).add(key);
  }

  /** Ends a life. */
  close(life: Life, place: number): void {
    life.end = place;
    for (const key of life.names) this.#open.get(key)?.delete(life);
  }

  /** Lets a life that had ended go on, under the names that it had then. */
  reopen(life: Life): void {
    const { end } = life;
    life.end = Number.POSITIVE_INFINITY;
    for (const key of life.names) {
      const name = this.#byKey.get(key)?.findLast((one) => one.life === life && one.until >= end);
      if (name) this.#open.getOrInsertComputed(key, () => new Map()).set(life, name);
    }
  }

  /** Lets a life go by another name from then on. */
  rename(life: Life, from: string, to: string, place: number): void {
    const name = this.#open.get(from)?.get(life);
    if (!name) return;
    name.until = place;
    this.#open.get(from)?.delete(life);
    this.add(to, life, place);
  }

  /** The lives by a name that have not ended. */
  listOpen(key: string): readonly Life[] {
    return [...(this.#open.get(key)?.keys() ?? [])];
  }

  /** How many lives by a name have not ended. */
  countOpen(key: string): number {
    return this.#open.get(key)?.size ?? 0;
  }

  /** The keys of what stands in a thing. */
  listInside(key: string): readonly string[] {
    return [...(this.#inside.get(key) ?? [])];
  }

  /** The last life by a name that fits. */
  findLast(key: string, fits: (life: Life) => boolean): Life | undefined {
    return this.#byKey
      .get(key)
      ?.findLast(({ life, until }) => until === Number.POSITIVE_INFINITY && fits(life))?.life;
  }

  /** From when on a name, by which no life that fits is open, has been free of such; -1 where the log never had one. */
  tellFree(key: string, fits: (life: Life) => boolean): number {
    const last = this.#byKey.get(key)?.findLast(({ life }) => fits(life));
    return last ? Math.min(last.until, last.life.end) + 1 : -1;
  }

  #listLasting(key: string, names: readonly Name[]): readonly number[] {
    return this.#lasting.getOrInsertComputed(key, () => {
      let longest = -1;
      return names.map(({ life, until }) => {
        longest = Math.max(longest, Math.min(until, life.end));
        return longest;
      });
    });
  }

  /** The lives by a name at a time. */
  listAt(key: string, place: number): readonly Life[] {
    const names = this.#byKey.get(key);
    if (!names) return [];
    const lasting = this.#listLasting(key, names);
    let [low, high] = [0, names.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((names[middle]?.since ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const found: Life[] = [];
    for (let at = low - 1; at >= 0 && (lasting[at] ?? -1) >= place; at--) {
      const { life, until } = names[at] ?? {};
      if (life && until !== undefined && place <= until && place <= life.end) found.unshift(life);
    }
    return found;
  }
}
