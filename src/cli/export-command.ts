/** `cloudmock cloudtrail export`: its flags and its help. */
import { parseExportOptions } from "../options/export-options.ts";
import { type Command, makeArgs } from "./command.ts";

/** `cloudmock cloudtrail export`. */
export const exportCommand: Command = {
  meta: {
    name: "export",
    description: "Write down what stands at the end of CloudTrail logs, for other programs to make again",
  },
  args: makeArgs("export"),
  strayArgument: "name every input with --input, and quote a glob: --input 'logs/*.json.gz'",
  examples: [
    {
      purpose: "As a script with commands of the AWS CLI, in a folder with what they send",
      line: "cloudmock cloudtrail export --input trail.json --as aws-cli --output made/",
    },
  ],
  run: async ({ data }) => {
    const { runExport } = await import("./export.ts");
    return runExport(parseExportOptions(data.flags, data.env, Date.now()), data);
  },
};
