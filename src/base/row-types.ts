/** What rows of the data tables hold. */
import * as v from "valibot";

/** A text that says something. */
export const Text = v.pipe(v.string(), v.nonEmpty());

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

/** A regular expression. */
export const Pattern = v.pipe(Text, v.check(isPattern, "is no regular expression"));
