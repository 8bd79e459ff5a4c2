/** `cloudmock cloudtrail select`: its flags and its help. */
import { parseSelectOptions } from "../options/select-options.ts";
import { type Command, makeArgs } from "./command.ts";

/** `cloudmock cloudtrail select`. */
export const selectCommand: Command = {
  meta: {
    name: "select",
    description: "Cut out of CloudTrail logs what is needed, and print its records",
  },
  args: makeArgs("select"),
  strayArgument: "name every input with --input, and quote a glob: --input 'logs/*.json.gz'",
  examples: [
    {
      purpose: "A small fixture from a huge log: what made one function, and what it needs",
      line: "cloudmock cloudtrail select --input AWSLogs/ --resource price-updater > fixture.json",
    },
    {
      purpose: "What is left at the end of the log of two services, one record a line",
      line: "cloudmock cloudtrail select --input AWSLogs/ --services dynamodb,sqs --final-state --format jsonl",
    },
    {
      purpose: "What can be shown to others: the same calls, under other names",
      line: "cloudmock cloudtrail select --input trail.json --anonymize > shared.json",
    },
    {
      purpose: "Replay what was cut out",
      line: "cloudmock cloudtrail select --input trail.json --resource orders | cloudmock cloudtrail replay --input -",
    },
  ],
  run: async ({ data }) => {
    const { select } = await import("./select.ts");
    return select(parseSelectOptions(data.flags, Date.now()), data);
  },
};
