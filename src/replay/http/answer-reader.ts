/** Reads an answer of HTTP/1 as it comes, however it is cut into pieces. */
import type { WireResponse } from "../../aws/wire.ts";
import { HeldBody, KEPT_OF_CUT } from "../body-budget.ts";
import { ChunkReader } from "./chunk-reader.ts";
import { canBeHead, type Head, readHead } from "./read-head.ts";

/** Longer heads are none. */
const LONGEST_HEAD = 1024 * 1024;
/** With fewer bytes nothing is said of what comes. */
const SHORTEST_HEAD = 16;
const LINE_FEED = 10;

/** The last head: within a second, many endpoints begin all answers alike. */
let lastText = "";
let lastHead: Head | undefined;
const LONGEST_KEPT = 4_096;

function readKnownHead(text: string): ReturnType<typeof readHead> {
  if (lastHead && text.startsWith(lastText)) return lastHead;
  const head = readHead(text);
  if (typeof head === "object" && head.end <= LONGEST_KEPT) {
    lastHead = head;
    lastText = text.slice(0, head.end);
  }
  return head;
}

/** How far an answer is: `whole` is all of it, `cut` all that is kept of it. */
export type Reading = "more" | "whole" | "cut" | "not HTTP";

/** An answer that is being read. */
export class AnswerReader {
  readonly #maxBytes: number;
  /** What came before the head was whole. */
  #begun: Buffer | undefined;
  #head: Head | undefined;
  #chunks: ChunkReader | undefined;
  readonly #pieces: Buffer[] = [];
  #length = 0;
  readonly #held = new HeldBody();
  #isCut = false;
  /** Whether more came than the answer. */
  #hasRest = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Whether the status has come. */
  get hasBegun(): boolean {
    return this.#head !== undefined;
  }

  /** Whether the connection can take another request, once the answer is whole. */
  get isKept(): boolean {
    return this.#head?.isKept === true && !this.#hasRest;
  }

  /** What is said of an answer that was longer than all that is kept. */
  get cutNote(): string {
    return `the answer was cut off after ${this.#kept} bytes`;
  }

  get #kept(): number {
    return this.#isCut ? Math.min(this.#length, this.#maxBytes, KEPT_OF_CUT) : this.#length;
  }

  /** Lets others have the room that the body took. */
  release(): void {
    this.#held.release();
  }

  /** The answer with what of its body has come. */
  get answer(): WireResponse {
    const [one] = this.#pieces;
    const { status = 0, headers = {} } = this.#head ?? {};
    const isOne = one !== undefined && this.#pieces.length === 1 && !this.#isCut;
    const body = isOne ? one : Buffer.concat(this.#pieces, this.#kept);
    return { status, headers, body };
  }

  /** Takes what came next. */
  feed(bytes: Buffer): Reading {
    if (this.#head) return this.#feedBody(bytes);
    const begun = this.#begun ? Buffer.concat([this.#begun, bytes]) : bytes;
    this.#begun = begun;
    if (begun.length < SHORTEST_HEAD) return "more";
    const text = begun.toString("latin1", 0, Math.min(begun.length, LONGEST_HEAD));
    // What adds no line to a head makes none whole.
    const head = bytes.includes(LINE_FEED) ? readKnownHead(text) : undefined;
    if (head === "not HTTP") return head;
    if (head === undefined) {
      return begun.length >= LONGEST_HEAD || !canBeHead(text) ? "not HTTP" : "more";
    }
    this.#begun = undefined;
    this.#head = head;
    if (head.framing.by === "chunks") this.#chunks = new ChunkReader();
    return this.#feedBody(begun.length === head.end ? NOTHING : begun.subarray(head.end));
  }

  #keep(piece: Buffer): void {
    if (piece.length === 0 || this.#isCut) return;
    this.#isCut = !this.#held.take(piece.length);
    if (this.#isCut) return;
    this.#pieces.push(piece);
    this.#length += piece.length;
    this.#isCut = this.#length > this.#maxBytes;
  }

  #feedBody(bytes: Buffer): Reading {
    const framing = this.#head?.framing;
    if (framing?.by === "length") {
      const left = framing.length - this.#length;
      if (bytes.length > left) this.#hasRest = true;
      this.#keep(bytes.length > left ? bytes.subarray(0, left) : bytes);
      if (this.#isCut) return "cut";
      return this.#length === framing.length ? "whole" : "more";
    }
    if (!this.#chunks) {
      this.#keep(bytes);
      return this.#isCut ? "cut" : "more";
    }
    const read = this.#chunks.feed(bytes);
    for (const piece of read.pieces) this.#keep(piece);
    if (this.#isCut) return "cut";
    if (read.state === "whole" && read.hasRest) this.#hasRest = true;
    return read.state;
  }

  /** The endpoint sends no more. Whether that is how the answer ends. */
  end(): boolean {
    return this.#head?.framing.by === "connection" || this.#chunks?.isAtEnd === true;
  }
}

const NOTHING = Buffer.alloc(0);
