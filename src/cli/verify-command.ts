/** `cloudmock cloudtrail verify`: its flags and its help. */
import { parseReplayOptions } from "../options/options.ts";
import { type Command, makeArgs } from "./command.ts";

/** `cloudmock cloudtrail verify`. */
export const verifyCommand: Command = {
  meta: {
    name: "verify",
    description: "Compare what an emulator holds with what CloudTrail logs say should exist",
  },
  args: makeArgs("verify"),
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
  run: async ({ data }) => {
    const { verify } = await import("./verify.ts");
    return verify(parseReplayOptions(data.flags, data.env, Date.now()), data);
  },
};
