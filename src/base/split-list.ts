/** Splits what a person lists with commas. */

/** The parts between commas, as they are; a comma inside the braces of a glob (`{a,b}`) separates nothing. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let end = text.length;
  // From the back: whether a comma is inside braces is told by the next brace after it.
  let isInside = false;
  for (let at = text.length - 1; at >= 0; at--) {
    const sign = text[at];
    if (sign === "}") isInside = true;
    else if (sign === "{") isInside = false;
    else if (sign === "," && !isInside) {
      parts.push(text.slice(at + 1, end));
      end = at;
    }
  }
  return [text.slice(0, end), ...parts.reverse()];
}
