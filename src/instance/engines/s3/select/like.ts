/** Patterns of LIKE, in time that grows with the text times the stretches between wildcards. */

interface Sign {
  /** A character, or undefined for any one. */
  readonly text: string | undefined;
  readonly isMany: boolean;
}

function readSigns(pattern: string, escaping: string): Sign[] {
  const signs: Sign[] = [];
  const all = [...pattern];
  for (let at = 0; at < all.length; at++) {
    const text = all[at];
    if (escaping !== "" && text === escaping) signs.push({ text: all[++at], isMany: false });
    else if (text === "%") signs.push({ text: undefined, isMany: true });
    else signs.push({ text: text === "_" ? undefined : text, isMany: false });
  }
  return signs;
}

/** Whether a text is like a pattern: `%` stands for any text, `_` for any character. */
export function matchesLike(text: string, pattern: string, escaping: string): boolean {
  const [signs, all] = [readSigns(pattern, escaping), [...text]];
  let [at, sign] = [0, 0];
  // Where the last wildcard stands, and how far it reaches.
  let [many, reach] = [-1, 0];
  while (at < all.length) {
    const next = signs[sign];
    if (next?.isMany) {
      many = sign++;
      reach = at;
    } else if (next && (next.text === undefined || next.text === all[at])) {
      at++;
      sign++;
    } else if (many >= 0) {
      sign = many + 1;
      at = ++reach;
    } else return false;
  }
  return signs.slice(sign).every(({ isMany }) => isMany);
}
