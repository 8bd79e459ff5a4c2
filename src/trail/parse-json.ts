/** Parses the JSON of one record: leniently where AWS's own output breaks lines inside strings, and digit for digit. */

import { Digits } from "../aws/values.ts";

/** A value of a JSON text, or undefined where the text is not JSON. */
export type ParseText = (text: string) => unknown;

type Reviver = (
  this: unknown,
  key: string,
  value: unknown,
  context?: { readonly source?: string },
) => unknown;

/** Parses JSON; control characters inside strings stand for themselves. undefined where the text is not JSON. */
export const parseJson: ParseText = (text) => parseWith(text, undefined);

/** Like parseJson, with a Digits for every number that a JavaScript number would print otherwise. */
export const parseExactly: ParseText = (text) => parseWith(text, keepDigits);

/**
 * Whether parseExactly could give anything but parseJson does: true where some number of the text (also inside an
 * escaped inner text) has a fraction, an exponent, 16 digits or more, or is -0. It may err towards true.
 */
export function mayLoseDigits(text: string): boolean {
  return LONG_NUMBER.test(text);
}

const LONG_NUMBER = /(?:^|[[:,])(?:\s|\\[nrt])*(?:-0|-?\d+[.eE]|-?\d{16})/;

const keepDigits: Reviver = (_key, value, context) => {
  if (typeof value !== "number" || context?.source === undefined) return value;
  return String(value) === context.source ? value : new Digits(context.source);
};

function parseWith(text: string, reviver: Reviver | undefined): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch {
    // A second try costs only where the first failed.
  }
  const escaped = escapeControlCharacters(text);
  if (escaped === undefined) return undefined;
  try {
    return JSON.parse(escaped, reviver);
  } catch {
    return undefined;
  }
}

/** The text with control characters inside strings escaped; undefined where it has none there. */
function escapeControlCharacters(text: string): string | undefined {
  let escaped = "";
  let copied = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) inString = !inString;
    else if (inString && code === 0x5c) i++;
    else if (inString && code < 0x20) {
      escaped += `${text.slice(copied, i)}\\u${code.toString(16).padStart(4, "0")}`;
      copied = i + 1;
    }
  }
  return copied === 0 ? undefined : escaped + text.slice(copied);
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  return parseJson(text) !== undefined;
}
