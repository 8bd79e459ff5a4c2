/** Texts in which `*` stands for any text, as patterns of events have them; `\*` and `\\` stand for themselves. */

/** A text with wildcards: the texts between them. */
export type Wildcard = readonly string[];

/** How many beginnings of a field's wildcards may fit one value at most: measured on AWS, which does not tell it. */
const MOST_COMPLEX = 10;
/** What is looked at of all that values could be. */
const MOST_SETS = 2000;

function countBytes(text: string, to: number): number {
  return Buffer.byteLength(text.slice(0, to));
}

/** The texts between the wildcards; or what AWS says is wrong. It counts bytes behind a quote that it puts before the text. */
export function readWildcard(text: string): Wildcard | string {
  const parts: string[] = [];
  let part = "";
  for (let at = 0; at < text.length; at++) {
    const [char = "", following] = [text[at], text[at + 1]];
    if (char === "*") {
      if (following === "*") return `Consecutive wildcard characters at pos ${countBytes(text, at) + 1}`;
      parts.push(part);
      part = "";
    } else if (char !== "\\") part += char;
    else if (following === "*" || following === "\\") {
      part += following;
      at++;
    } else return `Invalid escape character at pos ${countBytes(text, at) + 1}`;
  }
  return [...parts, part];
}

/** Whether a text is what the wildcards leave open. Takes as long as the text is. */
export function fitsWildcard(parts: Wildcard, text: string): boolean {
  const [first = "", ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= end;
}

/** A step of a wildcard: a character, or any text. */
const ANY = "";

function listSteps(parts: Wildcard): string[] {
  return [...`"${parts.map((part) => part.replaceAll("\u0000", " ")).join("\u0000")}"`].map((char) =>
    char === "\u0000" ? ANY : char,
  );
}

/**
 * Whether so many beginnings of wildcards fit one value that AWS refuses them: many wildcards, or repeated characters behind one.
 * https://github.com/aws/event-ruler (MachineComplexityEvaluator)
 */
export function isTooComplex(wildcards: readonly Wildcard[]): boolean {
  // All beginnings of all wildcards, one behind another: what follows each, and nothing behind the last of one.
  const steps: (string | undefined)[] = [];
  const starts: number[] = [];
  for (const parts of wildcards) {
    starts.push(steps.length);
    steps.push(...listSteps(parts), undefined);
  }
  const alphabet = new Set(steps.flatMap((step) => (step === undefined || step === ANY ? [] : [step])));
  const close = (states: Iterable<number>) => {
    const closed = new Set(states);
    for (const state of closed) if (steps[state] === ANY) closed.add(state + 1);
    return closed;
  };
  const known = new Set<string>();
  const pending = [close(starts)];
  for (const states of pending) {
    if (known.size > MOST_SETS) return false;
    for (const char of alphabet) {
      const reached: number[] = [];
      for (const state of states) {
        if (steps[state] === char) reached.push(state + 1);
        // What any text was begun in goes on.
        if (steps[state - 1] === ANY) reached.push(state);
      }
      const next = close(reached);
      if (next.size > MOST_COMPLEX) return true;
      const name = [...next].toSorted((one, other) => one - other).join(" ");
      if (next.size === 0 || known.has(name)) continue;
      known.add(name);
      pending.push(next);
    }
  }
  return false;
}
