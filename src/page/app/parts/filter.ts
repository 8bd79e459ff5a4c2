/** Filters rows by words, all of which must stand in a row; `-word` must not. */

/** Whether a row's text, in lower case, has what is looked for. */
export function makeFilter(query: string): (text: string) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = words.filter((word) => !word.startsWith("-"));
  const unwanted = words
    .filter((word) => word.startsWith("-") && word.length > 1)
    .map((word) => word.slice(1));
  return (text) =>
    wanted.every((word) => text.includes(word)) && !unwanted.some((word) => text.includes(word));
}
