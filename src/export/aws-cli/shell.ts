/** Words of a POSIX shell's command line that hold any text, of whoever's making, and variables. */
import { escapeUnprintable } from "../../report/unprintable.ts";

/** A stretch of a word: a text as it is, or an expansion such as `$VPC_1`. */
export type ShellPiece = string | { readonly expansion: string };

/** What no shell reads anything into, at whichever place of a word. */
const PLAIN = /^[\w@%+=:,./-]+$/;
/** What would control a terminal, reorder a line or end one, but for the line break itself and the tab. */
const UNPRINTABLE = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
/** What double quotes leave alone. */
const QUIET = /^[^"$`\\!]*$/;

/** A text with bytes that must not be seen, in the quotes that bash and others have for such. */
function quoteBytes(text: string): string {
  const escaped = text.replace(/[\\']|[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (found) =>
    found === "\\" || found === "'"
      ? `\\${found}`
      : Buffer.from(found).reduce((all, byte) => `${all}\\x${byte.toString(16).padStart(2, "0")}`, ""),
  );
  return `$'${escaped}'`;
}

function quoteText(text: string): string {
  if (UNPRINTABLE.test(text)) return quoteBytes(text);
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Whether no argument of a command can hold a text: it would end there. */
export function endsEarly(text: string): boolean {
  return text.includes("\0");
}

/** One word: whatever the texts hold, the command gets them as they are, with what the variables hold in between. */
export function writeWord(given: readonly ShellPiece[]): string {
  // Behind a text of nothing the next one begins at once.
  const pieces = given.filter((piece) => piece !== "");
  const texts = pieces.filter((piece) => typeof piece === "string");
  const text = texts.join("");
  if (texts.length === pieces.length) return PLAIN.test(text) ? text : quoteText(text);
  const isQuiet = QUIET.test(text) && !UNPRINTABLE.test(text);
  if (!isQuiet)
    return pieces
      .map((piece) =>
        typeof piece === "string" ? (PLAIN.test(piece) ? piece : quoteText(piece)) : `"${piece.expansion}"`,
      )
      .join("");
  const inner = pieces.map((piece, index) => {
    if (typeof piece === "string") return piece;
    const { expansion } = piece;
    const next = pieces[index + 1];
    // A letter behind a name would be part of it, a bracket an index.
    const [, name] = /^\$(\w+)$/.exec(expansion) ?? [];
    const isCut = name !== undefined && (typeof next !== "string" || !/^[\w[]/.test(next));
    return name === undefined || isCut ? expansion : `\${${name}}`;
  });
  return `"${inner.join("")}"`;
}

/** A comment of one line or more, which no text can end. */
export function writeComment(text: string): string {
  return `# ${escapeUnprintable(text)}`;
}
