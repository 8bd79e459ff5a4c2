/** How streams of tables are called: by when they were begun. */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";

/** What a table has of a stream that begins now. */
export function beginStream({ now }: Context, table: string): Structure {
  const label = nameMoment(now);
  return { LatestStreamLabel: label, LatestStreamArn: `${table}/stream/${label}` };
}

/** The label of a stream that began then. */
export function nameMoment(ms: number): string {
  return new Date(ms).toISOString().slice(0, -1);
}
