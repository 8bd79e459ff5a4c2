/** Cuts a stream of JSON into the texts of single records, holding one record at a time. It balances brackets only. */

import type { Boundary } from "./boundary.ts";
import {
  BACKSLASH,
  BRACE_BIT,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COMMA,
  isByteOrderMark,
  NEWLINE,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from "./json-bytes.ts";
import { readLineHead } from "./line-head.ts";
import { findListMember, isSpace } from "./list-members.ts";
import { isJson } from "./parse-json.ts";
import { type Damage, LONGEST_VALUE, type RecordCandidate, type Scanner, Window } from "./scan.ts";
import { Standing } from "./standing.ts";

const LONGEST_HEAD = 4096;

/** Between documents; in the text before one; in a document; in a list between elements; in an element; in a scalar. */
type State = "between" | "head" | "document" | "list" | "element" | "scalar";

/**
 * Documents may stand one after another, with or without line breaks between, each an object, a list, or an object with
 * one of LIST_MEMBERS. Elements of lists come out singly, other documents whole; of a container, the rest comes out as
 * nothing, but is checked to be JSON.
 */
export class JsonScanner implements Scanner {
  damage: Damage | undefined;
  sawContainer = false;

  readonly #window: Window;
  #items: RecordCandidate[] = [];
  #state: State = "between";
  /** The next byte to look at, and the first one still needed. */
  #at = 0;
  #from = 0;
  #depth = 0;
  #inString = false;

  /** In which document and list it is. */
  readonly standing: Standing;
  #afterElement = false;

  /** Begins at a boundary, or at the beginning of a file. */
  constructor(from?: Boundary) {
    this.#window = new Window(from?.offset);
    this.standing = new Standing(from);
    if (from?.list !== undefined) this.#state = "list";
  }

  /** Where it stands, if a record may begin there. */
  get boundary(): Boundary | undefined {
    const isInList = this.#state === "list" && !this.#afterElement;
    if (this.damage !== undefined || (this.#state !== "between" && !isInList)) return undefined;
    return this.standing.markAt(this.#window.offsetOf(this.#at), isInList);
  }

  push(piece: Uint8Array): readonly RecordCandidate[] {
    if (this.damage !== undefined) return [];
    if (!this.#holds()) this.#from = this.#at;
    const keep = Math.min(this.#from, this.#window.end);
    this.#window.append(piece, keep);
    this.#at -= keep;
    this.#from -= keep;
    return this.#scan();
  }

  end(): readonly RecordCandidate[] {
    if (this.damage !== undefined) return [];
    if (this.#state === "head") this.#finishHead(this.#window.end);
    if (this.damage === undefined && this.#state !== "between") {
      if (!this.#holds()) this.#from = this.#at;
      this.#break(this.#window.end, "the file ends inside a JSON value", true);
    }
    return this.#takeItems();
  }

  /** Whether the scanner is inside a value, whose beginning it still needs. */
  #holds(): boolean {
    return this.#state !== "between" && this.#state !== "list";
  }

  #takeItems(): readonly RecordCandidate[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  #scan(): readonly RecordCandidate[] {
    const { end } = this.#window;
    while (this.#at < end && this.damage === undefined) {
      if (this.#state === "document" || this.#state === "element") this.#scanNested();
      else if (this.#state === "list") this.#scanList();
      else if (this.#state === "between") this.#scanBetween();
      else if (this.#state === "head") this.#scanHead();
      else this.#scanScalar();
    }
    if (this.damage === undefined && this.#holds() && end - this.#from > LONGEST_VALUE) {
      this.#break(this.#from, `a single value is longer than ${LONGEST_VALUE} bytes`);
    }
    return this.#takeItems();
  }

  #scanBetween(): void {
    const { bytes, end } = this.#window;
    while (this.#at < end) {
      const byte = bytes[this.#at] ?? 0;
      if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.#openDocument();
        return;
      }
      if (byte === NEWLINE) this.standing.counter.startLine();
      else if (!isSpace(byte) && !isByteOrderMark(byte)) {
        this.#from = this.#at;
        this.#state = "head";
        return;
      }
      this.#at++;
    }
  }

  #scanHead(): void {
    const { bytes, end } = this.#window;
    for (; this.#at < end; this.#at++) {
      const byte = bytes[this.#at] ?? 0;
      if (byte !== NEWLINE && byte !== OPEN_OBJECT && byte !== OPEN_LIST) continue;
      this.#finishHead(this.#at);
      return;
    }
    if (end - this.#from > LONGEST_HEAD) this.#break(this.#from, "neither JSON nor a timestamp before JSON");
  }

  /** The text before a document is a timestamp, or scalars where documents should be. */
  #finishHead(to: number): void {
    const text = this.#window.decode(this.#from, to).trim();
    const scalars = readLineHead(text, to < this.#window.end && this.#window.bytes[to] !== NEWLINE);
    if (scalars === undefined) {
      this.#break(this.#from, "neither JSON nor a timestamp before JSON");
      return;
    }
    for (const scalar of scalars) {
      this.standing.beginDocument();
      this.#emit(scalar);
    }
    this.#state = "between";
  }

  #openDocument(): void {
    this.standing.beginDocument();
    this.#from = this.#at;
    if (this.#window.bytes[this.#at++] === OPEN_OBJECT) {
      this.#state = "document";
      this.#depth = 1;
    } else this.#openList();
  }

  #openList(): void {
    this.#state = "list";
    this.standing.beginList();
    this.#afterElement = false;
  }

  /** The hot loop: strings are skipped, brackets counted. */
  #scanNested(): void {
    const { bytes, end } = this.#window;
    const inDocument = this.#state === "document";
    let depth = this.#depth;
    let at = this.#at;
    let inString = this.#inString;
    while (at < end) {
      if (inString) {
        while (at < end) {
          const byte = bytes[at++];
          if (byte === QUOTE) {
            inString = false;
            break;
          }
          // May step over the end: the byte after a backslash is skipped whenever it comes.
          if (byte === BACKSLASH) at++;
        }
        if (inString) break;
        if (depth === 0) {
          this.#closeNested(at, CLOSE_OBJECT);
          return;
        }
        continue;
      }
      const byte = bytes[at++] ?? 0;
      if (byte === QUOTE) inString = true;
      else if ((byte | BRACE_BIT) === OPEN_OBJECT) {
        if (inDocument && depth === 1 && byte === OPEN_LIST && this.#enterContainer(at)) return;
        depth++;
      } else if ((byte | BRACE_BIT) === CLOSE_OBJECT && --depth === 0) {
        this.#closeNested(at, byte);
        return;
      }
    }
    this.#at = at;
    this.#depth = depth;
    this.#inString = inString;
  }

  #closeNested(to: number, closing: number): void {
    this.#at = to;
    this.#depth = 0;
    this.#inString = false;
    const text = this.#window.decode(this.#from, to);
    if (this.#state === "element") {
      this.#emit(text);
      this.#state = "list";
    } else if (closing !== CLOSE_OBJECT) this.#break(to - 1, 'unexpected "]"');
    else this.#closeDocument(text);
  }

  #closeDocument(text: string): void {
    const { shell, counter } = this.standing;
    if (shell === undefined) {
      this.#emit(text);
      counter.countLines(text);
    } else if (!isJson(shell + text)) this.#break(this.#from, "not JSON around the list of records");
    this.#state = "between";
  }

  /** Whether the list that begins before `at` belongs to one of LIST_MEMBERS; if so the scanner is inside it. */
  #enterContainer(at: number): boolean {
    const member = findListMember(this.#window.bytes, at - 1, this.#from);
    if (member === undefined) return false;
    this.sawContainer ||= member.proves;
    this.standing.enter(member.name, this.#window.decode(this.#from, at));
    this.#at = at;
    this.#from = at;
    this.#openList();
    return true;
  }

  #scanList(): void {
    const { bytes, end } = this.#window;
    while (this.#at < end) {
      const byte = bytes[this.#at] ?? 0;
      if (byte === COMMA && this.#afterElement) this.#afterElement = false;
      else if (byte === CLOSE_LIST && (this.#afterElement || this.standing.index === 0)) {
        this.#closeList();
        return;
      } else if (!isSpace(byte)) {
        this.#openElement(byte);
        return;
      }
      this.#at++;
    }
  }

  #closeList(): void {
    this.#from = this.#at++;
    this.#depth = 1;
    this.#state = this.standing.endList() ? "document" : "between";
  }

  #openElement(byte: number): void {
    const isScalar = (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || (byte >= 0x61 && byte <= 0x7a);
    const isNested = byte === OPEN_OBJECT || byte === OPEN_LIST || byte === QUOTE;
    if (this.#afterElement || !(isScalar || isNested)) {
      this.#from = this.#at;
      this.#break(this.#at, `unexpected ${JSON.stringify(String.fromCharCode(byte))}`);
      return;
    }
    this.#from = this.#at++;
    this.#depth = byte === QUOTE ? 0 : 1;
    this.#inString = byte === QUOTE;
    this.#state = isScalar ? "scalar" : "element";
    this.#afterElement = true;
  }

  #scanScalar(): void {
    const { bytes, end } = this.#window;
    for (; this.#at < end; this.#at++) {
      const byte = bytes[this.#at] ?? 0;
      if (byte !== COMMA && byte !== CLOSE_LIST && !isSpace(byte)) continue;
      this.#emit(this.#window.decode(this.#from, this.#at));
      this.#state = "list";
      return;
    }
  }

  #emit(text: string): void {
    const isElement = this.#state !== "document" && this.#state !== "head";
    const offset = this.#window.offsetOf(this.#from);
    this.#items.push(this.standing.place(text, offset, isElement));
  }

  #break(position: number, problem: string, cut = false): void {
    const text = this.#window.decode(this.#from, Math.min(this.#window.end, this.#from + 65_536));
    this.damage = { offset: this.#window.offsetOf(position), problem, cut, text };
  }
}
