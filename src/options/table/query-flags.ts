/** The flags of `cloudtrail query` alone: where the records are that its SQL reads. */

import { say } from "../../base/message.ts";
import { parseDatePartition, parseEventDataStore, parseTable } from "../../query/names.ts";
import { defineGiven, defineValue } from "../flag.ts";
import { parseChoice } from "../flag-readers.ts";

/** What can run a query. */
const ENGINES = ["athena", "lake"] as const;

/** What AWS calls the table in its documentation. */
export const DEFAULT_TABLE = "cloudtrail_logs";

const PLACE = { group: "Where the records are", takenBy: ["query"] } as const;

export const QUERY_FLAGS = {
  engine: defineGiven(
    {
      ...PLACE,
      needed: say`say athena or lake, whichever will run the SQL`,
      choices: ENGINES,
      help: "what will run the SQL; nothing is contacted, and its CSV is read by replay --input",
    },
    parseChoice(ENGINES),
  ),
  // Read without its preset: whether it was given tells whether it was meant.
  table: defineValue(
    {
      ...PLACE,
      hint: "NAME",
      preset: DEFAULT_TABLE,
      help: "Athena's table, made as AWS documents it; DATABASE.TABLE names its database too",
    },
    parseTable,
  ),
  "date-partition": defineValue(
    {
      ...PLACE,
      hint: "COLUMN",
      help: "the table's partition by day, so that --from and --to keep Athena from reading everything: timestamp for AWS's table with partition projection, or year/month/day",
    },
    parseDatePartition,
  ),
  "event-data-store": defineValue(
    { ...PLACE, hint: "ID", help: "CloudTrail Lake's event data store: its id or its ARN" },
    parseEventDataStore,
  ),
};
