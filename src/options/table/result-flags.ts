/** The flags that say what is told of what was done, how and where to. */
import { defineGiven, defineSwitch, defineValue } from "../flag.ts";
import { keepText, NOT_WRITTEN, parseChoice, parseOutput } from "../flag-readers.ts";

/** The values of --format. */
const FORMATS = ["text", "json"] as const;
/** The same where records are printed. */
const RECORD_FORMATS = ["json", "jsonl"] as const;
const RESULT = { group: "Result", takenBy: ["replay", "request"] } as const;
const WATCH = { group: "What is told meanwhile", takenBy: ["replay", "verify", "export", "start"] } as const;

export const RESULT_FLAGS = {
  output: defineValue(
    {
      ...RESULT,
      takenBy: ["replay", "verify", "select", "export", "start", "request"],
      names: "file",
      hint: "FILE",
      refusedInFile: NOT_WRITTEN,
      help: "write the result as JSON to a file",
      as: {
        select: { help: "write the records to a file instead of standard output" },
        export: {
          help: "a file or, with what belongs beside it, a folder (an existing one, or a path that ends with /); without it standard output",
          // Where it leads is looked at when there is something to write.
          read: defineValue({ takenBy: ["export"], help: "" }, keepText).read,
        },
      },
    },
    parseOutput,
  ),
  format: defineGiven(
    {
      ...RESULT,
      takenBy: ["replay", "verify", "inspect", "select", "diff", "export", "request"],
      as: {
        export: { help: "json: a template of CloudFormation as JSON, not as YAML" },
        select: {
          choices: RECORD_FORMATS,
          preset: "json",
          help: 'one document, {"Records":[…]}, or one record a line',
        },
      },
      choices: FORMATS,
      preset: "text",
      help: "how the result is printed",
    },
    parseChoice([...FORMATS, ...RECORD_FORMATS]),
  ),
  verify: defineSwitch({
    ...RESULT,
    takenBy: ["replay", "start", "request"],
    help: "read back what stands in the target and compare (exit 1 if something is missing or different)",
  }),
  "fail-on-error": defineSwitch({
    ...RESULT,
    takenBy: ["replay", "start", "request"],
    help: "exit 1 if a replayed call failed",
  }),
  quiet: defineSwitch({
    ...WATCH,
    takenBy: ["replay", "verify", "inspect", "select", "diff", "export", "start"],
    excludes: { flags: ["verbose"] },
    help: "nothing but errors on standard error: no progress, warnings or notes",
  }),
  verbose: defineSwitch({
    ...WATCH,
    takenBy: ["replay", "verify", "start"],
    help: "each request and its answer on standard error, decoded, with secrets hidden",
  }),
};
