/** Keeps count of the JSON documents of a file and of the lines they begin, so that messages can say where one is. */

/**
 * Lines are known as long as each line break is seen: those between documents and inside documents that come out whole.
 * Inside the lists of containers nobody looks for them.
 */
export class DocumentCounter {
  /** The number of the document that was begun last, from 1. */
  document = 0;
  /** The line it begins, where it begins one. */
  documentLine: number | undefined;
  #line: number | undefined = 1;
  #isFreshLine = true;

  /** Notes a line break between documents. */
  startLine(): void {
    if (this.#line !== undefined) this.#line++;
    this.#isFreshLine = true;
  }

  beginDocument(): void {
    this.document++;
    this.documentLine = this.#isFreshLine ? this.#line : undefined;
    this.#isFreshLine = false;
  }

  /** Notes the line breaks inside a document that came out whole. */
  countLines(text: string): void {
    if (this.#line === undefined) return;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#line++;
  }

  /** Notes that line breaks may have gone by unseen. */
  loseCount(): void {
    this.#line = undefined;
  }
}
