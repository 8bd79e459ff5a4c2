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

/** Parses JSON; control characters inside strings stand for themselves, and NaN for nothing. undefined where the text is not JSON. */
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
  const mended = mend(text);
  if (mended === undefined) return undefined;
  try {
    return JSON.parse(mended, reviver);
  } catch {
    return undefined;
  }
}

/** What Python writes where there is no number, which JSON has no word for. */
const NO_NUMBER = /-?(?:NaN|Infinity)\b/y;

/**
 * The text with control characters inside strings escaped, and with null where Python writes that there is no number; undefined
 * where it has neither.
 */
function mend(text: string): string | undefined {
  let mended = "";
  let copied = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) inString = !inString;
    else if (inString && code === 0x5c) i++;
    else if (inString && code < 0x20) {
      mended += `${text.slice(copied, i)}\\u${code.toString(16).padStart(4, "0")}`;
      copied = i + 1;
    } else if (!inString && (code === 0x4e || code === 0x49 || code === 0x2d)) {
      NO_NUMBER.lastIndex = i;
      const length = NO_NUMBER.exec(text)?.[0].length;
      if (length === undefined) continue;
      mended += `${text.slice(copied, i)}null`;
      copied = i + length;
      i = copied - 1;
    }
  }
  return copied === 0 ? undefined : mended + text.slice(copied);
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  return parseJson(text) !== undefined;
}
