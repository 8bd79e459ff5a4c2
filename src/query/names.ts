/** Reads what a user calls the place that a query looks in. */
import type { Parsed } from "../base/parsed.ts";

/** Anything can stand between double quotes in SQL, but a name without a letter or digit is a slip. */
function isName(text: string): boolean {
  return /^\P{Cc}+$/u.test(text) && /[\p{L}\p{N}]/u.test(text);
}

/** `--table`: a table, perhaps after its database and its catalogue (`audit.cloudtrail_logs`). */
export function parseTable(text: string): Parsed<string> {
  const parts = text.split(".");
  if (parts.length <= 3 && parts.every(isName)) return { value: text };
  return { error: `${JSON.stringify(text)} is not a table. Write TABLE, or DATABASE.TABLE.` };
}

/** `--date-partition`: one column of days like 2026/03/01, or the columns of their parts (`year/month/day`). */
export function parseDatePartition(text: string): Parsed<readonly string[]> {
  const columns = text.split("/");
  if ((columns.length === 1 || columns.length === 3) && columns.every(isName)) return { value: columns };
  return {
    error: `${JSON.stringify(text)} names no partition. Write its column, as in timestamp, or three: year/month/day.`,
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `--event-data-store`: the id of an event data store, or its ARN, which ends with it. */
export function parseEventDataStore(text: string): Parsed<string> {
  const id = /^arn:[\w-]+:cloudtrail:[\w-]+:\d{12}:eventdatastore\/(.+)$/.exec(text)?.[1] ?? text;
  if (UUID.test(id)) return { value: id };
  return {
    error: `${JSON.stringify(text)} is not the id of an event data store. Write its UUID or its ARN; aws cloudtrail list-event-data-stores prints it.`,
  };
}
