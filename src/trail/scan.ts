/** What the scanners of a trail file have in common: bytes in, the texts of single records out, with their places. */

import { noteBytes } from "../base/garbage.ts";
import { InnerTexts } from "./skim/inner-texts.ts";

/** Where in its file an item stands; what is not known or does not apply is undefined. */
export interface RecordPlace {
  /**
   * What `number` counts from 1: rows of a CSV file with the header as row 1; lines, where the document begins one and no
   * line break before it went unseen; else the JSON documents of the file.
   */
  readonly unit: "document" | "line" | "row";
  readonly number: number;
  /** The member of a container that holds the list (`Records`). */
  readonly list: string | undefined;
  /** The place in that list or in a bare one, from 0. */
  readonly index: number | undefined;
}

/** One candidate for a record: the whole text of a JSON value. */
export interface RecordCandidate {
  readonly text: string;
  readonly place: RecordPlace;
  /** Bytes from the beginning of the (decompressed) file. */
  readonly offset: number;
  /** Of an element: its container's text up to the list, which may name the cells of a row. */
  readonly shell?: string | undefined;
  /** Why the item cannot be a record, where the scanner knows already. */
  readonly problem?: string;
}

/** Where and how the bytes stopped making sense. */
export interface Damage {
  /** Bytes from the beginning of the (decompressed) file. */
  readonly offset: number;
  readonly problem: string;
  /** Whether the bytes ended inside a value, and were right so far. */
  readonly cut: boolean;
  /** What was read of the damaged value. */
  readonly text: string;
}

/** Takes a file's bytes piece by piece. After damage it takes no more. */
export interface Scanner {
  /** Gives the items that the piece completes. The piece may be reused by the caller afterwards. */
  push(piece: Uint8Array): readonly RecordCandidate[];
  /** Gives what only the end of the file completes. */
  end(): readonly RecordCandidate[];
  readonly damage: Damage | undefined;
  /** Whether the file has proved to be a log, even if it holds no record. */
  readonly sawContainer: boolean;
  /** Whether it gives everything that looks like JSON, of which some may be none. */
  readonly isLoose?: boolean;
}

/** The most that one record may take: CloudTrail's own limit is 256 KB, and 1 MB for enriched events. */
export const LONGEST_VALUE = 64 * 1024 * 1024;

/** What the record of a text leaves behind besides its bytes, roughly: small records leave more than large ones. */
const GARBAGE_OF_TEXT = 1_500;

/** The part of the input that is still needed, in one contiguous buffer that is used again and again. */
export class Window {
  bytes = Buffer.alloc(512 * 1024);
  /** How many bytes of `bytes` are filled; a zero follows them. */
  end = 0;
  /** How often bytes have been appended: what was found in them before may have moved. */
  generation = 0;
  /** The offset in the file of `bytes[0]`. */
  #base: number;
  #inner: InnerTexts | undefined;

  /** `base` is where in the file the bytes begin that come first. */
  constructor(base = 0) {
    this.#base = base;
  }

  /** Appends a piece after dropping everything before `keep`; positions move down by `keep`. */
  append(piece: Uint8Array, keep: number): void {
    if (keep > 0) {
      this.bytes.copyWithin(0, keep, this.end);
      this.end -= keep;
      this.#base += keep;
    }
    this.generation++;
    this.#inner?.clear();
    const needed = this.end + piece.length;
    if (needed >= this.bytes.length) {
      const larger = Buffer.alloc(Math.max(needed + 1, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.end));
      this.bytes = larger;
    }
    this.bytes.set(piece, this.end);
    this.end = needed;
    this.bytes[needed] = 0;
  }

  /** The texts that were taken out of strings in it, until more is appended. */
  get inner(): InnerTexts {
    this.#inner ??= new InnerTexts();
    return this.#inner;
  }

  /** The offset in the file of a position in `bytes`. */
  offsetOf(position: number): number {
    return this.#base + position;
  }

  /** The text of a range. The copy does not keep the buffer alive. */
  decode(from: number, to: number): string {
    noteBytes(GARBAGE_OF_TEXT + to - from);
    return this.bytes.toString("utf8", from, to);
  }
}
