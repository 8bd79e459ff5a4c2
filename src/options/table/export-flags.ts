/** The flags of `cloudtrail export` alone. */
import { say } from "../../base/message.ts";
import { defineGiven } from "../flag.ts";
import { parseChoice } from "../flag-readers.ts";

/** The values of --as; src/run/export/formats.ts has a writer for each. */
const FORMATS = ["aws-cli", "cloudformation", "terraform", "mermaid", "dot", "json"] as const;

/** What an export can be written as. */
export type ExportFormat = (typeof FORMATS)[number];

export const EXPORT_FLAGS = {
  as: defineGiven(
    {
      group: "What is written",
      takenBy: ["export"],
      choices: FORMATS,
      hint: "FORMAT",
      needed: say`say what the log's end is written as: ${FORMATS.join(", ")}`,
      help: `how what stands at the end of the log is written down: ${FORMATS.join(", ")}`,
    },
    parseChoice(FORMATS),
  ),
};
