/** `cloudmock cloudtrail inspect`: its flags and its help. */

import { parseInspectOptions } from "../options/inspect-options.ts";
import { type Command, makeArgs } from "./command.ts";

/** `cloudmock cloudtrail inspect`. */
export const inspectCommand: Command = {
  meta: {
    name: "inspect",
    description: "Tell what CloudTrail logs hold, and what a replay would make of them",
  },
  args: makeArgs("inspect"),
  strayArgument: "name every input with --input, and quote a glob: --input 'logs/*.json.gz'",
  examples: [
    {
      purpose: "When, where, what and by whom; what is replayed, what is not and why",
      line: "cloudmock cloudtrail inspect --input AWSLogs/",
    },
    {
      purpose: "Of one service and one day, with all rows of each list",
      line: "cloudmock cloudtrail inspect --input AWSLogs/ --services iam --from 2026-03-02 --to 2026-03-03 --top 0",
    },
    {
      purpose: "For a program",
      line: "cloudmock cloudtrail inspect --input trail.json --format json",
    },
  ],
  run: async ({ data }) => {
    const { inspect } = await import("./inspect.ts");
    return inspect(parseInspectOptions(data.flags, data.env, Date.now()), data);
  },
};
