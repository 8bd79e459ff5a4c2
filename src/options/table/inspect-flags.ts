/** The flags of `cloudtrail inspect` alone. */
import type { Parsed } from "../../base/parsed.ts";
import { defineGiven } from "../flag.ts";

/** `--top`: 0 is all. */
function parseTop(text: string): Parsed<number> {
  if (/^\d{1,9}$/.test(text)) return { value: Number(text) || Number.POSITIVE_INFINITY };
  return { error: `${JSON.stringify(text)} is not a number of rows; give a whole number, 0 for all` };
}

export const INSPECT_FLAGS = {
  top: defineGiven(
    {
      group: "Result",
      takenBy: ["inspect"],
      hint: "N",
      preset: "10",
      help: "how many rows of each list are printed, 0 for all; JSON has them all",
    },
    parseTop,
  ),
};
