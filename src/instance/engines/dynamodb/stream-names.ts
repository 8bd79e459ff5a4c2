/** How streams of tables are called: by when they were begun. */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";

/** What a table has of a stream that begins now. */
export function beginStream({ now }: Context, table: string): Structure {
  const label = new Date(now).toISOString().slice(0, -1);
  return { LatestStreamLabel: label, LatestStreamArn: `${table}/stream/${label}` };
}
