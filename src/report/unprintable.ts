/** Makes a text harmless to a terminal and to a log. */

/** What would control a terminal, reorder its line, or begin another one; JSON leaves some of it as it is. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Most texts, which this tells in a third of the time. */
const ASCII = /^[ -~]*$/;

/** A letter as JSON writes it: \u001b. */
export function escapeLetter(letter: string): string {
  return `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}

/** The text with what is unprintable, line breaks too, written as JSON writes it: \u001b. */
export function escapeUnprintable(text: string): string {
  if (ASCII.test(text)) return text;
  return text.replace(UNPRINTABLE, escapeLetter);
}

/** The text with a blank in the place of each letter that is unprintable: one line, which means nothing else for it. */
export function blankUnprintable(text: string): string {
  return text.replace(UNPRINTABLE, " ");
}

/**
 * A value as JSON, laid out with `indent` blanks a level: the same value to a program, harmless to a terminal. `write`: what is
 * written in the place of a value.
 */
export function printJson(value: unknown, indent = 0, write?: (value: unknown) => unknown): string {
  const json = JSON.stringify(value, write && ((_, inner: unknown) => write(inner)), indent);
  return indent === 0 ? escapeUnprintable(json) : json.split("\n").map(escapeUnprintable).join("\n");
}
