/**
 * What Jackson says of a text that is no JSON, with where it stands: AWS's own services answer with its words.
 * https://github.com/FasterXML/jackson-core (ParserMinimalBase, ReaderBasedJsonParser).
 */

/** More of a text is not told. */
const MOST_TOLD = 500;
/** Control characters as Java has them. */
const CONTROL = /\p{Cc}/gu;

/** Why a text cannot be read. Thrown within a reader, which gives it back as a value. */
export class JsonFault extends Error {}

function showSource(source: string): string {
  const told = source
    .slice(0, MOST_TOLD)
    .replaceAll(CONTROL, (char) =>
      char === "\r" || char === "\n"
        ? char
        : `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
    );
  const more = source.length > MOST_TOLD ? `[truncated ${source.length - MOST_TOLD} chars]` : "";
  return `(String)"${told}"${more}`;
}

/** What Jackson says in place of a text since it hides it by default. */
const HIDDEN = "REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)";

/** Where in a text a position is: `[Source: (String)"{"; line: 1, column: 2]`. */
export function showPlace(source: string, position: number, isHidden = false): string {
  const before = source.slice(0, position);
  const lines = before.split(/\r\n|\r|\n/);
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return `[Source: ${isHidden ? HIDDEN : showSource(source)}; line: ${lines.length}, column: ${column}]`;
}

/** A fault with its words and where it is. */
export function faultAt(source: string, position: number, words: string, isHidden = false): JsonFault {
  return new JsonFault(`${words}\n at ${showPlace(source, position, isHidden)}`);
}

/** A character, as it is told: `'x' (code 120)`. */
export function showCharacter(char: string): string {
  const code = char.charCodeAt(0);
  if (char.search(CONTROL) === 0) return `(CTRL-CHAR, code ${code})`;
  return code > 255 ? `'${char}' (code ${code} / 0x${code.toString(16)})` : `'${char}' (code ${code})`;
}
