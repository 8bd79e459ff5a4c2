/** The texts of records that stood in strings of a window. */

const FIRST_LENGTH = 256 * 1024;

export class InnerTexts {
  bytes = Buffer.alloc(FIRST_LENGTH);
  #end = 0;

  /** Begins anew. */
  clear(): void {
    this.#end = 0;
  }

  /** Takes a text in; where it begins, which is not at 0. */
  add(text: Uint8Array): number {
    const from = this.#end + 1;
    this.#end = from + text.length;
    if (this.#end > this.bytes.length) {
      // What was taken from the one before stays there.
      const larger = Buffer.alloc(this.#end * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes.set(text, from);
    return from;
  }
}
