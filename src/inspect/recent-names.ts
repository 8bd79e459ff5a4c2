/**
 * Remembers what was found for the names that were met last. The same few names come again and again in a log, and to compare
 * a text with one that is equal takes a tenth of the time that looking it up takes, which reads it to its end first.
 */

/** A power of two. */
const SLOTS = 256;

/** A place for a name by a few of its characters: names that share one only take it from each other. */
export function placeOf(name: string): number {
  const { length } = name;
  const some =
    name.charCodeAt(length - 1) + name.charCodeAt(length >> 1) * 7 + name.charCodeAt(length - 4) * 31;
  return (some + length * 13) & (SLOTS - 1);
}

export class RecentNames<T> {
  #names: string[] = Array.from({ length: SLOTS }, () => "");
  #found: (T | undefined)[] = Array.from({ length: SLOTS }, () => undefined);

  /** What was found for a name; undefined where that is not remembered. */
  get(name: string): T | undefined {
    const place = placeOf(name);
    return this.#names[place] === name ? this.#found[place] : undefined;
  }

  set(name: string, found: T): void {
    const place = placeOf(name);
    this.#names[place] = name;
    this.#found[place] = found;
  }

  clear(): void {
    this.#found.fill(undefined);
  }
}
