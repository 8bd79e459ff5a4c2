/** Tells which of AWS's patterns repeat what repeats itself, and so can cost a backtracking matcher exponential time. */

const UNBOUNDED = /^(?:[*+]|\{\d+,\})/;
/** Repeats often enough for every doubling to count. */
const QUANTIFIER = /^(?:[*+]|\{\d*,?\d*\})/;

/** Where a character class that begins at `start` ends; AWS's may hold others (`[a-z&&[^x]]`). */
function skipClass(pattern: string, start: number): number {
  let depth = 0;
  for (let at = start; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === "\\") at += 1;
    else if (char === "[" && (at === start || pattern[at + 1] === "^")) depth += 1;
    else if (char === "]" && at > start + 1) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return pattern.length - 1;
}

/** Whether a group that is repeated holds something that is repeated without an end: `(a+)*`, `(?:[a-z]+\.)+`. */
export function nestsQuantifiers(pattern: string): boolean {
  /** For each open group, the outermost first: whether something in it repeats without an end. */
  const repeats = [false];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at];
    let holds = false;
    if (char === "\\") at += 1;
    else if (char === "[") at = skipClass(pattern, at);
    else if (char === "(") {
      repeats.push(false);
      continue;
    } else if (char === ")" && repeats.length > 1) {
      holds = repeats.pop() ?? false;
      const quantifier = QUANTIFIER.exec(pattern.slice(at + 1, at + 20))?.[0];
      if (holds && quantifier !== undefined && quantifier !== "{1}") return true;
    }
    if (holds || UNBOUNDED.test(pattern.slice(at + 1, at + 20))) repeats[repeats.length - 1] = true;
  }
  return false;
}
