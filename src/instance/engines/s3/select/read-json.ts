/** Cuts a text into its JSON values: https://docs.aws.amazon.com/AmazonS3/latest/API/API_JSONInput.html */
import { readDocument } from "../../../../aws/formats/json.ts";
import { parseExactly } from "../../../../trail/parse-json.ts";
import { refusal } from "../../refusal.ts";
import type { SelectRecord } from "./values.ts";

const BLANK = /\s*/uy;
/** What ends a value that is no list, structure or text. */
const SCALAR = /[^\s,[\]{}"]+/uy;

function skip(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.exec(text) ? expression.lastIndex : at;
}

function skipString(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === "\\") next++;
    else if (text[next] === '"') return next + 1;
  }
  return text.length;
}

/** What is nested deeper is read by nothing: the stack is not to be exhausted. */
const MOST_LEVELS = 500;

function refuseText(): Error {
  return refusal(
    "JSONParsingError",
    "Encountered an error parsing the JSON file. Check the file and try again.",
  );
}

/** Behind the value that begins at `at`. Throws a refusal of one that is nested too deeply. */
function skipValue(text: string, at: number): number {
  let depth = 0;
  for (let next = at; next < text.length; ) {
    const sign = text[next];
    if (sign === '"') next = skipString(text, next);
    else if (sign === "{" || sign === "[") {
      if (++depth > MOST_LEVELS) throw refuseText();
      next++;
    } else if (sign === "}" || sign === "]") {
      depth--;
      next++;
    } else next = depth === 0 ? Math.max(skip(SCALAR, text, next), next + 1) : next + 1;
    if (depth <= 0) return next;
  }
  return text.length;
}

/** The values of a text, which may stand behind each other as they like. Throws a refusal of what is none. */
export function* readJson(text: string): Generator<SelectRecord> {
  const end = text.length;
  for (let at = skip(BLANK, text, 0); at < end; ) {
    const next = skipValue(text, at);
    const json = parseExactly(text.slice(at, next));
    if (json === undefined) throw refuseText();
    yield { value: readDocument(json), cells: undefined };
    at = skip(BLANK, text, next);
  }
}
