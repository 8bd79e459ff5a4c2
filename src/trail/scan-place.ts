/** Where a scanner of JSON stands: in which document, in which list of it, before which element. */
import { type Boundary, shiftCount } from "./boundary.ts";
import { describeShared } from "./describe-place.ts";
import { DocumentCounter } from "./document-counter.ts";
import type { RecordCandidate } from "./scan.ts";
import { LOOKUP_TEXT } from "./skim/members.ts";
import type { SharedPlace } from "./skim/skimmed.ts";

export class ScanPlace {
  readonly counter = new DocumentCounter();
  /** The member that holds the list; undefined of a bare list and outside of any. */
  list: string | undefined;
  /** The place of the next element. */
  index = 0;
  /** A container's text without the elements of its lists. */
  shell: string | undefined;
  /** Whether the list was open where the scanning began, so that its index counts from there. */
  #isInherited = false;
  /** What the places of the records of a list have in common. */
  #shared: SharedPlace | undefined;
  #sharedText: SharedPlace | undefined;

  constructor(from: Boundary | undefined) {
    if (from === undefined) return;
    this.counter.count = from.count;
    this.list = from.list?.name;
    this.shell = from.list?.shell;
    this.index = from.list?.index ?? 0;
    this.#isInherited = from.list?.isInherited ?? false;
  }

  beginDocument(): void {
    this.counter.beginDocument();
    this.list = undefined;
    this.shell = undefined;
    this.#forgetShared();
  }

  beginList(): void {
    this.index = 0;
    this.#isInherited = false;
  }

  /** Enters the list of a container that begins, or has gone on, with `text`. */
  enter(list: string, text: string): void {
    this.shell = (this.shell ?? "") + text;
    this.counter.loseCount();
    this.list = list;
    this.#forgetShared();
  }

  /** Leaves a list; whether its document goes on then. */
  endList(): boolean {
    if (this.list === undefined) this.counter.loseCount();
    return this.list !== undefined;
  }

  /** What the place of the next record has in common with those of its neighbours. */
  share(index: number | undefined): SharedPlace {
    this.#shared ??= describeShared({ ...this.counter.position, list: this.list, index }, "");
    return this.#shared;
  }

  /** The same for records that are the texts of elements. */
  shareText(index: number): SharedPlace {
    this.#sharedText ??= describeShared({ ...this.counter.position, list: this.list, index }, LOOKUP_TEXT);
    return this.#sharedText;
  }

  #forgetShared(): void {
    this.#shared = undefined;
    this.#sharedText = undefined;
  }

  /** The value that comes out next. */
  makeItem(text: string, offset: number, isElement: boolean): RecordCandidate {
    const { list, shell } = this;
    const place = { ...this.counter.position, list, index: isElement ? this.index++ : undefined };
    const isRow = list !== undefined && text[0] === "[";
    return isRow ? { text, place, offset, shell } : { text, place, offset };
  }

  /** The boundary that this is at an offset of the file. */
  markAt(offset: number, isInList: boolean): Boundary {
    const { list: name, shell, index } = this;
    const list = isInList ? { name, shell, index, isInherited: this.#isInherited } : undefined;
    return { offset, list, count: this.counter.count };
  }

  /** Counts from where the file begins, once it is known what was counted up to where the scanning began. */
  shift({ list, count }: Boundary): void {
    this.counter.count = shiftCount(this.counter.count, count);
    if (this.#isInherited) this.index += list?.index ?? 0;
    this.#isInherited = false;
    this.#forgetShared();
  }
}
