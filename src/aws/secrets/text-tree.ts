/** Finds many texts in another one, all in one pass: a tree of their characters. */

/** A shorter text is found only where it stands by itself: it would be inside every other word. */
const SHORTEST_PART = 4;

/** A longer text is looked for by its parts, so that there is a limit to what one place of a text costs. */
const LONGEST_PART = 64;

/** What may follow a beginning that several texts have in common, by the next character. */
interface Branch {
  /** The text that is the beginning itself. */
  whole?: string;
  /** A beginning that only one text has is that text, without a branch of its own. */
  readonly next: Map<number, Branch | string>;
}

/** From one character up to another, which is no part of it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const LETTER_AT_START = /^[\p{L}\p{N}]/u;
const LETTER_AT_END = /[\p{L}\p{N}]$/u;

/** Whether a character is a letter or a digit; undefined where its code alone does not say it. */
function isWordCode(code: number): boolean | undefined {
  if (code >= 0x80) return undefined;
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/** Whether neither a letter nor a digit is beside a stretch of a text. */
function standsAlone(text: string, start: number, end: number): boolean {
  const isBehind =
    start > 0 &&
    (isWordCode(text.charCodeAt(start - 1)) ?? LETTER_AT_END.test(text.slice(Math.max(0, start - 2), start)));
  if (isBehind || end >= text.length) return !isBehind;
  return !(isWordCode(text.charCodeAt(end)) ?? LETTER_AT_START.test(text.slice(end, end + 2)));
}

/** Whether a text that stands at `start` counts as found. */
function isFound(text: string, start: number, { length }: string): boolean {
  return length >= SHORTEST_PART || standsAlone(text, start, start + length);
}

/** Texts that are looked for. */
export class TextTree {
  readonly #root: Branch = { next: new Map() };

  /** Adds a text; an empty one is nowhere. Of a long one, its parts are found, too, where they stand by themselves. */
  add(text: string): void {
    for (let at = 0; at < text.length; at += LONGEST_PART) {
      const end = Math.min(at + LONGEST_PART, text.length);
      // The last part of a long text reaches back into the one before: a few letters alone tell nothing.
      this.#addPart(text.slice(Math.max(0, Math.min(at, end - LONGEST_PART)), end));
    }
  }

  #addPart(text: string): void {
    let branch = this.#root;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const child = branch.next.get(code);
      if (child === undefined) branch.next.set(code, text);
      if (child === undefined || child === text) return;
      const below = typeof child === "string" ? growBranch(child, at + 1) : child;
      branch.next.set(code, below);
      branch = below;
    }
    branch.whole = text;
  }

  /** Where the longest of the texts ends that stands at `start`; `start` where there is none. */
  #findEnd(text: string, start: number): number {
    let branch = this.#root;
    let longest = start;
    for (let at = start; at < text.length; at++) {
      const child = branch.next.get(text.charCodeAt(at));
      if (child === undefined) return longest;
      if (typeof child === "string")
        return text.startsWith(child, start) && isFound(text, start, child) ? start + child.length : longest;
      branch = child;
      const { whole } = branch;
      if (whole !== undefined && isFound(text, start, whole)) longest = start + whole.length;
    }
    return longest;
  }

  /** All stretches of a text where one of the texts stands; several that overlap or touch are one. */
  findAll(text: string): Stretch[] {
    const found: { start: number; end: number }[] = [];
    if (this.#root.next.size === 0) return found;
    for (let start = 0; start < text.length; start++) {
      const end = this.#findEnd(text, start);
      if (end === start) continue;
      const last = found.at(-1);
      if (last && start <= last.end) last.end = Math.max(last.end, end);
      else found.push({ start, end });
    }
    return found;
  }
}

/** A branch with one text, of which the first `length` characters lead to it. */
function growBranch(text: string, length: number): Branch {
  if (length === text.length) return { whole: text, next: new Map() };
  return { next: new Map([[text.charCodeAt(length), text]]) };
}
