/** Goes through the text of a pattern. */

/** Why reading ends: the text is no pattern. */
export class BadPattern extends Error {}

/** Where in a text reading is. */
export class PatternScanner {
  #at = 0;

  constructor(readonly text: string) {}

  get isDone(): boolean {
    return this.#at >= this.text.length;
  }

  /** The next character; "" at the end. */
  peek(): string {
    return this.text.charAt(this.#at);
  }

  skipSpace(): void {
    while (!this.isDone && this.peek().trim() === "") this.#at++;
  }

  /** Goes past a text that is next, behind what space there is. */
  take(text: string): boolean {
    this.skipSpace();
    const isNext = this.text.startsWith(text, this.#at);
    if (isNext) this.#at += text.length;
    return isNext;
  }

  /** The same of a word, in whichever case, behind which the word ends. */
  takeWord(word: string): boolean {
    this.skipSpace();
    const end = this.#at + word.length;
    const isNext = this.text.slice(this.#at, end).toUpperCase() === word;
    if (!isNext || /\w/.test(this.text.charAt(end))) return false;
    this.#at = end;
    return true;
  }

  /** Throws where a text is not next. */
  demand(text: string): void {
    if (!this.take(text)) throw new BadPattern();
  }

  /** As many characters as are such. */
  takeWhile(isSuch: (character: string) => boolean): string {
    const start = this.#at;
    while (!this.isDone && isSuch(this.peek())) this.#at++;
    return this.text.slice(start, this.#at);
  }

  /** What stands between two marks, of which the first is next; a mark behind a backslash is a character. */
  takeBetween(mark: string): string {
    this.#at++;
    let taken = "";
    for (; !this.isDone; this.#at++) {
      if (this.peek() === "\\" && this.text.charAt(this.#at + 1) === mark) this.#at++;
      else if (this.peek() === mark) {
        this.#at++;
        return taken;
      }
      taken += this.peek();
    }
    throw new BadPattern();
  }
}
