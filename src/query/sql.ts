/** Writes the pieces of SQL (Trino's, which Athena and CloudTrail Lake speak) that user-given texts go into. */

/** A text literal: a quote inside it is doubled, and nothing else has a meaning in one. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name, perhaps of several parts (`database.table`), each in double quotes. */
export function quoteName(name: string): string {
  return name
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".");
}

/** `expression IN ('a', 'b')`. */
export function isOneOf(expression: string, texts: readonly string[]): string {
  return `${expression} IN (${texts.map(quoteText).join(", ")})`;
}
