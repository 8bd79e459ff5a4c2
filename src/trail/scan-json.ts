/** Cuts a stream of JSON into the texts of single records, holding one record at a time. */

import { Balance } from "./balance.ts";
import type { Boundary } from "./boundary.ts";
import {
  beginsScalar,
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
import { ScanPlace } from "./scan-place.ts";
import type { Skimmer } from "./skim/skimmer.ts";

const LONGEST_HEAD = 4096;
/** In the text before a document is "head", between the elements of a list "list". */
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
  readonly #skimmer: Skimmer | undefined;
  readonly #items: RecordCandidate[] = [];
  #state: State = "between";
  /** The next byte to look at, and the first one still needed. */
  #at = 0;
  #from = 0;
  readonly #balance = new Balance();

  /** In which document and list it is. */
  readonly place: ScanPlace;
  #afterElement = false;
  /** Whether the value that is being read goes on from one piece to the next: then it could not be skimmed where it began. */
  #isCut = false;

  /** Begins at a boundary, or at the beginning of a file. Records are taken whole without a skimmer. */
  constructor(skimmer?: Skimmer, from?: Boundary) {
    this.#skimmer = skimmer;
    this.#window = new Window(from?.offset);
    this.place = new ScanPlace(from);
    if (from?.list !== undefined) this.#state = "list";
  }

  /** Where it stands, if a record may begin there. */
  get boundary(): Boundary | undefined {
    const isInList = this.#state === "list" && !this.#afterElement;
    if (this.damage !== undefined || (this.#state !== "between" && !isInList)) return undefined;
    return this.place.markAt(this.#window.offsetOf(this.#at), isInList);
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
    return this.#items.splice(0);
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
      if (byte === NEWLINE) this.place.counter.startLine();
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
    if (!scalars) {
      this.#break(this.#from, "neither JSON nor a timestamp before JSON");
      return;
    }
    for (const scalar of scalars) {
      this.place.beginDocument();
      this.#emit(scalar);
    }
    this.#state = "between";
  }

  #openDocument(): void {
    this.place.beginDocument();
    this.#from = this.#at;
    if (this.#window.bytes[this.#at++] === OPEN_OBJECT) {
      this.#state = "document";
      this.#balance.begin(1);
      this.#isCut = false;
      this.#skim();
    } else this.#openList();
  }

  #openList(): void {
    this.#state = "list";
    this.place.beginList();
    this.#afterElement = false;
  }

  #scanNested(): void {
    const { bytes, end } = this.#window;
    for (;;) {
      this.#at = this.#balance.pass(bytes, this.#at, end, this.#state === "document");
      if (this.#balance.stopped !== "list") break;
      if (this.#enterContainer(this.#at)) return;
    }
    if (this.#balance.stopped === "after") this.#closeNested(this.#at);
    else this.#isCut = true;
  }

  #closeNested(to: number): void {
    const closing = this.#window.bytes[to - 1];
    const isRecord =
      closing === CLOSE_OBJECT && (this.#state === "element" || this.place.shell === undefined);
    if (this.#isCut && isRecord && this.#window.bytes[this.#from] === OPEN_OBJECT && this.#skim()) return;
    const text = this.#window.decode(this.#from, to);
    if (this.#state === "element") {
      this.#emit(text);
      this.#state = "list";
    } else if (closing !== CLOSE_OBJECT) this.#break(to - 1, 'unexpected "]"');
    else this.#closeDocument(text);
  }

  #closeDocument(text: string): void {
    const { shell, counter } = this.place;
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
    this.place.enter(member.name, this.#window.decode(this.#from, at));
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
      else if (byte === CLOSE_LIST && (this.#afterElement || this.place.index === 0)) {
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
    this.#balance.begin(1);
    this.#state = this.place.endList() ? "document" : "between";
  }

  #openElement(byte: number): void {
    const isScalar = beginsScalar(byte);
    const isNested = byte === OPEN_OBJECT || byte === OPEN_LIST || byte === QUOTE;
    this.#from = this.#at;
    if (this.#afterElement || !(isScalar || isNested)) {
      this.#break(this.#at, `unexpected ${JSON.stringify(String.fromCharCode(byte))}`);
      return;
    }
    this.#at++;
    this.#balance.begin(byte === QUOTE ? 0 : 1);
    this.#state = isScalar ? "scalar" : "element";
    this.#afterElement = true;
    this.#isCut = false;
    if (byte === OPEN_OBJECT) this.#skim();
  }

  /** Skims the record that begins at #from, and is then behind it; false where it has to be read as a whole. */
  #skim(): boolean {
    const isElement = this.#state === "element";
    const { place } = this;
    const index = isElement ? place.index : undefined;
    const skimmer = this.#skimmer;
    let item = skimmer?.skim(this.#window, this.#from, place.share(index), index);
    if (index !== undefined)
      item ??= skimmer?.skimWrapped(this.#window, this.#from, place.shareText(index), index);
    if (item === undefined) return false;
    this.#items.push(item);
    this.#at = item.to;
    if (isElement) place.index++;
    else place.counter.addLines(skimmer?.lineBreaks ?? 0);
    this.#state = isElement ? "list" : "between";
    return true;
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
    this.#items.push(this.place.makeItem(text, this.#window.offsetOf(this.#from), isElement));
  }

  #break(position: number, problem: string, cut = false): void {
    const text = this.#window.decode(this.#from, Math.min(this.#window.end, this.#from + 65_536));
    this.damage = { offset: this.#window.offsetOf(position), problem, cut, text };
  }
}
