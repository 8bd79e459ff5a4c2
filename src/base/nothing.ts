/** What programs write where there is nothing. */

const WORDS: ReadonlySet<string> = new Set([
  "",
  "-",
  "--",
  "null",
  "NULL",
  "None",
  "nil",
  "nan",
  "NaN",
  "NaT",
  "<NA>",
  "N/A",
  "n/a",
  "#N/A",
  "<nil>",
  "<null>",
  "(null)",
  "\\N",
]);

/** Whether a value is a text that stands for nothing. Asked of every member of every record: most texts are longer. */
export function isNothing(value: unknown): value is string {
  return typeof value === "string" && value.length < 7 && WORDS.has(value);
}
