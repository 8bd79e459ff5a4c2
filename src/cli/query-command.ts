/** `cloudmock cloudtrail query`: its flags and its help. */
import { type Command, pickArgs } from "./command.ts";
import { printQuery } from "./query.ts";
import { DEFAULT_TABLE, ENGINES, parseQueryOptions } from "./query-options.ts";
import { replayCommand } from "./replay-command.ts";

/** The flags that mean here what they mean for a replay. */
const SHARED = ["services", "events", "regions", "accounts", "from", "to", "include-reads"] as const;

const PLACE = "Where the records are";

/** `cloudmock cloudtrail query`. */
export const queryCommand: Command = {
  meta: {
    name: "query",
    description: "Print the SQL that picks a replay's write calls out of Athena or CloudTrail Lake",
  },
  args: {
    engine: {
      type: "string",
      group: PLACE,
      needed: true,
      choices: ENGINES,
      description: "what will run the SQL; nothing is contacted, and its CSV is read by replay --input",
    },
    table: {
      type: "string",
      group: PLACE,
      valueHint: "NAME",
      default: DEFAULT_TABLE,
      description: "Athena's table, made as AWS documents it; DATABASE.TABLE names its database too",
    },
    "date-partition": {
      type: "string",
      group: PLACE,
      valueHint: "COLUMN",
      description:
        "the table's partition by day, so that --from and --to keep Athena from reading everything: timestamp for AWS's table with partition projection, or year/month/day",
    },
    "event-data-store": {
      type: "string",
      group: PLACE,
      valueHint: "ID",
      description: "CloudTrail Lake's event data store: its id or its ARN",
    },
    ...pickArgs(replayCommand, SHARED),
  },
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
  run: ({ data }) => printQuery(parseQueryOptions(data.flags, Date.now()), data),
};
