/**
 * Expressions that were read before: programs ask with the same few texts again and again, and what a text says depends on nothing
 * else. What its placeholders stand for is looked up with every request.
 */
import type { ExpressionReader } from "./tokens.ts";

/** What was read of a text; its reader is kept for the errors of what is checked later. */
export interface KnownText<Read> {
  readonly reader: ExpressionReader;
  readonly read: Read;
}

/** Programs that write values into their expressions would fill the memory. */
const MOST_TEXTS = 1000;

/** The same as `read`, which is asked once of a text and a place. What it refuses is not kept. */
export function rememberTexts<Read>(
  read: (text: string, place: string) => KnownText<Read>,
): (text: string, place: string) => KnownText<Read> {
  const known = new Map<string, KnownText<Read>>();
  return (text, place) => {
    const name = `${place}\n${text}`;
    const found = known.get(name);
    if (found) return found;
    const made = read(text, place);
    if (known.size >= MOST_TEXTS) known.clear();
    known.set(name, made);
    return made;
  };
}
