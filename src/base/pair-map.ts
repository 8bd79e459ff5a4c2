/**
 * Values by two texts, such as a service and a type. What is asked for with every call does not join the two for it each time,
 * which takes five times as long as two looks.
 */
export class PairMap<Value> {
  readonly #all = new Map<string, Map<string, Value>>();

  constructor(entries: Iterable<readonly [first: string, second: string, value: Value]> = []) {
    for (const [first, second, value] of entries) this.set(first, second, value);
  }

  /** The items by two texts of each, in their order. */
  static groupBy<Item>(
    items: Iterable<Item>,
    name: (item: Item) => readonly [first: string, second: string],
  ): PairMap<readonly Item[]> {
    const groups = new PairMap<Item[]>();
    for (const item of items) groups.getOrInsertComputed(...name(item), () => []).push(item);
    return groups;
  }

  get(first: string, second: string): Value | undefined {
    return this.#all.get(first)?.get(second);
  }

  has(first: string, second: string): boolean {
    return this.#all.get(first)?.has(second) === true;
  }

  set(first: string, second: string, value: Value): void {
    this.#all.getOrInsertComputed(first, () => new Map()).set(second, value);
  }

  /** The value, which is made where there is none. */
  getOrInsertComputed(first: string, second: string, make: () => Value): Value {
    const ofFirst = this.#all.get(first);
    const known = ofFirst?.get(second);
    if (known !== undefined || ofFirst?.has(second)) return known as Value;
    const made = make();
    this.set(first, second, made);
    return made;
  }
}
