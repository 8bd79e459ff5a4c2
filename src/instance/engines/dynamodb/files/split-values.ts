/** Reads files of values: of JSON one after the other, with anything between them that is no value, and of rows. */

const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x22;
const ESCAPE = 0x5c;

/** The objects of a text of JSON, each as its text. */
export function* splitObjects(text: string): Generator<string> {
  let [depth, start] = [0, 0];
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isQuoted) {
      if (code === ESCAPE) at++;
      else if (code === QUOTE) isQuoted = false;
    } else if (code === QUOTE) isQuoted = true;
    else if (code === OPEN) {
      if (depth === 0) start = at;
      depth++;
    } else if (code === CLOSE && depth > 0) {
      depth--;
      if (depth === 0) yield text.slice(start, at + 1);
    }
  }
  if (depth > 0) yield text.slice(start);
}

/** The rows of a text of values with a delimiter between them, which stand in quotes where they hold one: https://www.rfc-editor.org/rfc/rfc4180 */
export function* splitRows(text: string, delimiter: string): Generator<string[]> {
  let row: string[] = [];
  let field = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text.charAt(at + 1) === '"') field += text.charAt(++at);
      else isQuoted = false;
    } else if (character === '"' && field === "") isQuoted = true;
    else if (character === delimiter) {
      row.push(field);
      field = "";
    } else if (character === "\n") {
      row.push(field);
      if (row.length > 1 || row[0] !== "") yield row;
      [row, field] = [[], ""];
    } else if (character !== "\r") field += character;
  }
  row.push(field);
  if (row.length > 1 || row[0] !== "") yield row;
}
