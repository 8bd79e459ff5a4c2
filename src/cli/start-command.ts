/** `cloudmock start`: its flags and its help. */
import { type Command, makeArgs } from "./command.ts";

/** `cloudmock start`. */
export const startCommand: Command = {
  meta: { name: "start", description: "Start an AWS endpoint of its own, which stands as a log says" },
  args: makeArgs("start"),
  takesCommand: true,
  strayArgument: "name every log with --input, and quote a glob: --input 'logs/*.json.gz'",
  examples: [
    {
      purpose: "With what production made, under production's identifiers",
      line: "cloudmock start --input AWSLogs/",
    },
    {
      purpose: "For as long as the tests run, whose exit code it gives",
      line: "cloudmock start --input trail.json --port 0 -- npm test",
    },
    { purpose: "Empty", line: "cloudmock start" },
  ],
  run: async ({ data }) => (await import("./start.ts")).start(data),
};
