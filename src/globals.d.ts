/** Built-ins that the TypeScript library does not describe yet. */
interface JSON {
  /** A value that JSON.stringify writes as this text, digit for digit (TC39 "JSON.parse source text access"). */
  rawJSON(text: string): object;
}
