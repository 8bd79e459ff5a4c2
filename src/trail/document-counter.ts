/** Keeps count of the JSON documents of a file and of the lines they begin, so that messages can say where one is. */

/**
 * Lines are known as long as each line break is seen: those between documents and inside documents that come out whole.
 * Inside the lists of containers nobody looks for them.
 */
export class DocumentCounter {
  /** Where the document that was begun last stands: by its line where it begins one. */
  position: { readonly unit: "document" | "line"; readonly number: number } = { unit: "document", number: 0 };
  #document = 0;
  #line: number | undefined = 1;
  #isFreshLine = true;

  /** Notes a line break between documents. */
  startLine(): void {
    if (this.#line !== undefined) this.#line++;
    this.#isFreshLine = true;
  }

  beginDocument(): void {
    this.#document++;
    const isLine = this.#isFreshLine && this.#line !== undefined;
    this.position = {
      unit: isLine ? "line" : "document",
      number: isLine ? (this.#line ?? 0) : this.#document,
    };
    this.#isFreshLine = false;
  }

  /** Notes the line breaks inside a document that came out whole. */
  countLines(text: string): void {
    if (this.#line === undefined) return;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#line++;
  }

  /** Notes the line breaks inside a document of which they are known. */
  addLines(count: number): void {
    if (this.#line !== undefined) this.#line += count;
  }

  /** Notes that line breaks may have gone by unseen. */
  loseCount(): void {
    this.#line = undefined;
  }
}
