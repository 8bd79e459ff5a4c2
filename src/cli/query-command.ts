/** `cloudmock cloudtrail query`: its flags and its help. */

import { parseQueryOptions } from "../options/query-options.ts";
import { type Command, makeArgs } from "./command.ts";

/** `cloudmock cloudtrail query`. */
export const queryCommand: Command = {
  meta: {
    name: "query",
    description: "Print the SQL that picks a replay's write calls out of Athena or CloudTrail Lake",
  },
  args: makeArgs("query"),
  examples: [
    {
      purpose: "For the table that AWS documents for Athena, with partition projection",
      line: "cloudmock cloudtrail query --engine athena --table cloudtrail_logs_pp --date-partition timestamp --from 2026-03-01 --to 2026-04-01 > query.sql",
    },
    {
      purpose: "For CloudTrail Lake, only two services",
      line: "cloudmock cloudtrail query --engine lake --event-data-store 0b5bd8ef-1234-5678-9abc-def012345678 --services dynamodb,sqs > query.sql",
    },
    {
      purpose: "Replay what the query found, with the same filters",
      line: "cloudmock cloudtrail replay --input writes.csv --services dynamodb,sqs",
    },
  ],
  run: async ({ data }) => {
    const { printQuery } = await import("./query.ts");
    return printQuery(parseQueryOptions(data.flags, Date.now()), data);
  },
};
