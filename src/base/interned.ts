/**
 * Texts that are put together again and again, each kept once: equal ones are then one object, which sets and maps tell from
 * others without comparing letters.
 */
export class Interned {
  readonly #texts = new Map<string, string>();

  /** `most`: how many are known at a time; then all are forgotten, and equal texts may be two objects again. */
  constructor(readonly most: number) {}

  /** The text, as the object that the first equal one was. */
  keep(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= this.most) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}
