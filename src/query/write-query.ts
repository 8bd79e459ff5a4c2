/** Writes the query that picks the write events of a replay out of a table of CloudTrail records. */
import { PLAIN_COLUMNS } from "../trail/query-columns.ts";
import { listConditions, type Wanted } from "./conditions.ts";
import type { Engine } from "./engine.ts";

/**
 * The whole text: how to run it, then one SELECT without a semicolon. What it finds holds every record that a replay with
 * the same filters sends, and some that it skips; it has the columns that a replay reads, under the names it knows.
 */
export async function writeQuery(wanted: Wanted, engine: Engine): Promise<string> {
  const columns = Object.entries(engine.columns).map(([name, value]) =>
    value === name ? name : `${value} AS ${name}`,
  );
  const comment = [
    "The write calls of CloudTrail, for cloudmock cloudtrail replay.",
    ...engine.usage,
    "Then replay the CSV with the filters that this query was made with:",
    "  cloudmock cloudtrail replay --input writes.csv",
  ];
  return [
    ...comment.map((line) => `-- ${line}`),
    `SELECT\n  ${[...PLAIN_COLUMNS, ...columns].join(",\n  ")}`,
    `FROM ${engine.from}`,
    `WHERE ${(await listConditions(wanted, engine)).join("\n  AND ")}`,
    "ORDER BY eventtime, eventid",
    "",
  ].join("\n");
}
