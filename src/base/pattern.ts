/**
 * The one language of patterns for names, in data tables and in flags. `*` is any run of characters, also an empty one;
 * `?` is any one character; `|` parts alternatives; everything else is itself. Case counts, and a pattern is for the whole
 * name. Matching takes time that grows linearly with the name.
 */

const WILD = /[*?]/;

/** Whether `name` is what one alternative means: where a `*` took too little, only the last one takes more. */
export function fits(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let index = 0; index < name.length; ) {
    if (pattern[at] === "*") {
      star = at++;
      taken = index;
    } else if (pattern[at] === "?" || pattern[at] === name[index]) {
      at++;
      index++;
    } else if (star < 0) {
      return false;
    } else {
      at = star + 1;
      index = ++taken;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/** Makes the test whether a name is what `pattern` means. */
export function compilePattern(pattern: string): (name: string) => boolean {
  const alternatives = pattern.split("|");
  if (alternatives.includes("*")) return () => true;
  const plain = new Set(alternatives.filter((part) => !WILD.test(part)));
  const wild = alternatives.filter((part) => WILD.test(part));
  return (name) => plain.has(name) || wild.some((part) => fits(part, name));
}

/** What the tables hold, so that this stays small. */
const compiled = new Map<string, (name: string) => boolean>();

/** Whether `name` is what a pattern of a data table means. The pattern is kept for the next time. */
export function matchesPattern(pattern: string, name: string): boolean {
  return compiled.getOrInsertComputed(pattern, compilePattern)(name);
}

/**
 * The pattern as a regular expression, without anchors, in the part of the syntax that SQL engines have too. They run it
 * over their own data; here nothing does.
 */
export function printPattern(pattern: string): string {
  return pattern
    .replace(/[^\w*?|]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
}
