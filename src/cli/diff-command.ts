/** `cloudmock cloudtrail diff`: its flags and its help. */
import { parseDiffOptions } from "../options/diff-options.ts";
import { type Command, makeArgs } from "./command.ts";

const PLACE =
  "a log (file, folder, quoted glob, - for standard input), a state file, an instance's address, or a result";

/** `cloudmock cloudtrail diff A B`. */
export const diffCommand: Command = {
  meta: {
    name: "diff",
    description: "Compare what stands after two logs, or in states and instances, by resource and member",
  },
  args: {
    a: { type: "positional", required: false, needed: true, names: "file", description: PLACE },
    b: { type: "positional", required: false, needed: true, names: "file", description: "the same" },
    ...makeArgs("diff"),
  },
  strayArgument: "name two to compare, and quote a glob: 'logs/*.json.gz'",
  examples: [
    {
      purpose: "What changed between two logs; exit 1 if something differs",
      line: "cloudmock cloudtrail diff yesterday.json today.json",
    },
    {
      purpose: "Whether an instance still stands as the log says",
      line: "cloudmock cloudtrail diff trail.json http://localhost:4599",
    },
    {
      purpose: "Two environments in accounts of their own, only two services, as JSON",
      line: "cloudmock cloudtrail diff staging/ production/ --account-map 111122223333=444455556666 --services iam,lambda --format json",
    },
  ],
  run: async ({ data }) => {
    const { runDiff } = await import("./diff.ts");
    return runDiff(parseDiffOptions(data.operands, data.flags, data.env, Date.now()), data);
  },
};
