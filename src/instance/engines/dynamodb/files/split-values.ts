/** Reads files of rows of values. */

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
