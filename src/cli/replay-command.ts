/** `cloudmock cloudtrail replay`: its flags and its help. */

import { parseReplayOptions } from "../options/options.ts";
import { type Command, makeArgs } from "./command.ts";

/** `cloudmock cloudtrail replay`. */
export const replayCommand: Command = {
  meta: {
    name: "replay",
    description: "Replay the write calls of AWS CloudTrail logs against a local AWS emulator",
  },
  args: makeArgs("replay"),
  takesCommand: true,
  strayArgument: "name every input with --input, and quote a glob: --input 'logs/*.json.gz'",
  examples: [
    {
      purpose: "As fast as possible, against the emulator on this machine",
      line: "cloudmock cloudtrail replay --input trail.json --endpoint http://localhost:4566",
    },
    {
      purpose: "Only some services, from a folder of log files",
      line: "cloudmock cloudtrail replay --input AWSLogs/ --services dynamodb,s3,sqs",
    },
    {
      purpose: "At twice the recorded pace, waiting at most 30 seconds between two events",
      line: "cloudmock cloudtrail replay --input trail.json --speed 2.0 --max-gap 30s",
    },
    {
      purpose: "What would be sent, without sending it",
      line: "cloudmock cloudtrail replay --input trail.json --dry-run",
    },
    {
      purpose: "In CI: keep the result, and fail if a call failed",
      line: "cloudmock cloudtrail replay --input trail.json --output result.json --fail-on-error",
    },
    {
      purpose: "Then run the tests against it, and end with their exit code",
      line: "cloudmock cloudtrail replay --input trail.json --fail-on-error -- npm test",
    },
  ],
  run: async ({ data }) => {
    const { replay } = await import("./replay.ts");
    return replay(parseReplayOptions(data.flags, data.env, Date.now()), data);
  },
};
