/** What headers can carry: ISO-8859-1. */

const LAST = 0xff;
/** The last character that one unit of UTF-16 is enough for. */
const LAST_OF_UNIT = 0xffff;

const codeOf = (char: string) => char.codePointAt(0) ?? 0;

/** Whether a header can carry a text. */
export function isLatin1(text: string): boolean {
  return [...text].every((char) => codeOf(char) <= LAST);
}

/** A text as a header can carry it, recorded on AWS of a form's fields: another character is a space, or nothing. */
export function narrowToLatin1(text: string): string {
  return [...text]
    .map((char) => {
      if (codeOf(char) <= LAST) return char;
      return codeOf(char) <= LAST_OF_UNIT ? " " : "";
    })
    .join("");
}
