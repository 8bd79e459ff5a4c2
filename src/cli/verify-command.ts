/** `cloudmock cloudtrail verify`: its flags and its help. */
import { parseReplayOptions } from "../options/options.ts";
import { type Command, pickArgs } from "./command.ts";
import { replayCommand } from "./replay-command.ts";
import { verify } from "./verify.ts";

/** The flags that mean here what they mean for a replay. */
const SHARED = [
  "input",
  "strict",
  "services",
  "events",
  "regions",
  "accounts",
  "from",
  "to",
  "shard",
  "endpoint",
  "allow-remote",
  "target",
  "main-account",
  "keep-accounts",
  "account-map",
  "region-map",
  "stacks",
  "body-dir",
  "concurrency",
  "output",
  "format",
  "quiet",
  "verbose",
] as const;

/** `cloudmock cloudtrail verify`. */
export const verifyCommand: Command = {
  meta: {
    name: "verify",
    description: "Compare what an emulator holds with what CloudTrail logs say should exist",
  },
  args: {
    ...pickArgs(replayCommand, SHARED),
    ids: {
      type: "string",
      names: "file",
      group: "Where to",
      valueHint: "FILE",
      description:
        "the map of identifiers that the replay wrote with --id-map; without it things are found by name and tags",
    },
  },
  strayArgument: "name every input with --input, and quote a glob: --input 'logs/*.json.gz'",
  examples: [
    {
      purpose: "Verify what a replay made; exit 1 if something is missing or different",
      line: "cloudmock cloudtrail verify --input trail.json --endpoint http://localhost:4566 --ids ids.json",
    },
    {
      purpose: "Without the replay's map of identifiers, as JSON",
      line: "cloudmock cloudtrail verify --input trail.json --format json",
    },
  ],
  run: ({ data }) => verify(parseReplayOptions(data.flags, data.env, Date.now()), data),
};
