/** Cuts the JSON objects out of text of any other form: log lines with a head, what a program prints of its objects. */
import { APOSTROPHE, BACKSLASH, CLOSE_OBJECT, NEWLINE, OPEN_OBJECT, QUOTE } from "./json-bytes.ts";
import { type Damage, LONGEST_VALUE, type RecordCandidate, type Scanner, Window } from "./scan.ts";

/**
 * Every object that stands in the text, whatever stands around it; what is in braces and no JSON comes out too. In what Python
 * prints, apostrophes are quotation marks as well.
 */
export class TextScanner implements Scanner {
  damage: Damage | undefined;
  readonly sawContainer = false;
  readonly isLoose = true;

  readonly #window = new Window();
  #at = 0;
  /** Where the object began that the scanner is inside; undefined outside of any. */
  #from: number | undefined;
  #depth = 0;
  /** The mark that ends the string that the scanner is inside. */
  #inString: number | undefined;
  #line = 1;
  #lineOfObject = 1;
  readonly #isPython: boolean;

  constructor(isPython = false) {
    this.#isPython = isPython;
  }

  push(piece: Uint8Array): readonly RecordCandidate[] {
    if (this.damage !== undefined) return [];
    const keep = Math.min(this.#from ?? this.#at, this.#window.end);
    this.#window.append(piece, keep);
    this.#at -= keep;
    if (this.#from !== undefined) this.#from -= keep;
    const items: RecordCandidate[] = [];
    const { bytes, end } = this.#window;
    for (; this.#at < end; this.#at++) this.#step(bytes[this.#at] ?? 0, items);
    if (this.#from !== undefined && end - this.#from > LONGEST_VALUE)
      this.#break(this.#from, `a single value is longer than ${LONGEST_VALUE} bytes`, false);
    return items;
  }

  end(): readonly RecordCandidate[] {
    if (this.damage === undefined && this.#from !== undefined)
      this.#break(this.#window.end, "the file ends inside a JSON value", true);
    return [];
  }

  #step(byte: number, items: RecordCandidate[]): void {
    if (byte === NEWLINE) this.#line++;
    if (this.#inString !== undefined) {
      if (byte === this.#inString) this.#inString = undefined;
      // May step over the end: the byte after a backslash is skipped whenever it comes.
      else if (byte === BACKSLASH) this.#at++;
    } else if (byte === OPEN_OBJECT) this.#open();
    else if (this.#from === undefined) return;
    else if (byte === QUOTE || (this.#isPython && byte === APOSTROPHE)) this.#inString = byte;
    else if (byte === CLOSE_OBJECT && --this.#depth === 0) this.#close(this.#from, items);
  }

  #open(): void {
    if (this.#from === undefined) {
      this.#from = this.#at;
      this.#lineOfObject = this.#line;
    }
    this.#depth++;
  }

  #close(from: number, items: RecordCandidate[]): void {
    items.push({
      text: this.#window.decode(from, this.#at + 1),
      place: { unit: "line", number: this.#lineOfObject, list: undefined, index: undefined },
      offset: this.#window.offsetOf(from),
    });
    this.#from = undefined;
  }

  #break(position: number, problem: string, cut: boolean): void {
    const from = this.#from ?? position;
    const text = this.#window.decode(from, Math.min(this.#window.end, from + 65_536));
    this.damage = { offset: this.#window.offsetOf(position), problem, cut, text };
  }
}

/** The texts of the JSON objects in `text`, and whether it ends inside one. */
export function cutObjects(text: string): { readonly texts: readonly string[]; readonly isCut: boolean } {
  const scanner = new TextScanner();
  const items = scanner.push(new TextEncoder().encode(text));
  scanner.end();
  return { texts: items.map((item) => item.text), isCut: scanner.damage !== undefined };
}
