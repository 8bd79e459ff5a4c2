/** Finds which of many texts a longer text ends with, at any of its words: a tree of their words, read from the back. */

/**
 * Longer texts are not looked for inside others: an ARN has at most 2,048 characters, and so the cost of a lookup has a limit.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html
 */
const LONGEST = 2_048;

/** What may stand before a tail that several texts have in common, by the word or the sign before it. */
interface Branch {
  /** The text that is the tail itself. */
  whole?: string;
  /** A tail that only one text has is that text, without a branch of its own. */
  readonly next: Map<string, Branch | string>;
}

/** Whether the character at `at` belongs to a word: a letter, a digit, `_` or `-`. */
export function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    code === 45 ||
    code === 95
  );
}

/** Where the word, or the single sign, begins that ends at `end`; not before `floor`. */
function findStart(text: string, end: number, floor: number): number {
  let start = end - 1;
  if (!isWordAt(text, start)) return start;
  while (start > floor && isWordAt(text, start - 1)) start--;
  return start;
}

/** Texts by their endings. */
export class Endings {
  readonly #root: Branch = { next: new Map() };

  /** Adds a text; without effect on one that is too long or does not end with a word. */
  add(text: string): void {
    if (text.length > LONGEST || !isWordAt(text, text.length - 1)) return;
    let branch = this.#root;
    let end = text.length;
    while (end > 0) {
      const start = findStart(text, end, 0);
      const word = text.slice(start, end);
      const child = branch.next.get(word);
      if (child === undefined) branch.next.set(word, text);
      if (child === undefined || child === text) return;
      const below = typeof child === "string" ? growBranch(child, text.length - start) : child;
      branch.next.set(word, below);
      branch = below;
      end = start;
    }
    branch.whole = text;
  }

  /** The longest text of those added that ends at `end` of `text` and begins where a word can. */
  find(text: string, end: number): string | undefined {
    const floor = Math.max(0, end - LONGEST - 1);
    let branch = this.#root;
    let longest: string | undefined;
    for (let at = end; at > floor; ) {
      const start = findStart(text, at, floor);
      const child = branch.next.get(text.slice(start, at));
      if (child === undefined) return longest;
      if (typeof child === "string") return endsWith(text, end, child) ? child : longest;
      branch = child;
      at = start;
      longest = branch.whole ?? longest;
    }
    return longest;
  }
}

/** A branch with one text, of which `tail` characters lead to it. */
function growBranch(text: string, tail: number): Branch {
  const end = text.length - tail;
  if (end === 0) return { whole: text, next: new Map() };
  return { next: new Map([[text.slice(findStart(text, end, 0), end), text]]) };
}

function endsWith(text: string, end: number, tail: string): boolean {
  const start = end - tail.length;
  if (start < 0 || !text.startsWith(tail, start)) return false;
  return start === 0 || !isWordAt(text, start - 1) || !isWordAt(tail, 0);
}
