/** The flags of `cloudtrail inspect` alone. */
import type { Parsed } from "../../base/parsed.ts";
import { defineGiven } from "../flag.ts";

/** Reads a number of rows, or calls: 0 is all. */
function readMost(things: string): (text: string) => Parsed<number> {
  return (text) => {
    if (/^\d{1,9}$/.test(text)) return { value: Number(text) || Number.POSITIVE_INFINITY };
    return { error: `${JSON.stringify(text)} is not a number of ${things}; give a whole number, 0 for all` };
  };
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
    readMost("rows"),
  ),
  "plan-calls": defineGiven(
    {
      group: "Result",
      takenBy: ["inspect"],
      hint: "N",
      preset: "5000",
      help: "how many calls are planned, the first of the log, 0 for all; the others are only counted",
    },
    readMost("calls"),
  ),
};
