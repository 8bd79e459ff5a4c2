/** Remembers what was worked out for texts: no more than so many at a time; then all are forgotten, and worked out again. */
export class Known<T> {
  readonly #found = new Map<string, T>();

  constructor(readonly most: number) {}

  /** What is known of a text, else what `make` works out. */
  take(text: string, make: (text: string) => T): T {
    const known = this.#found.get(text);
    if (known !== undefined || this.#found.has(text)) return known as T;
    const made = make(text);
    if (this.#found.size >= this.most) this.#found.clear();
    this.#found.set(text, made);
    return made;
  }
}
