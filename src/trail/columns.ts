/** Tables of events: which member of a record a column holds, whatever way its name is written. */
import * as v from "valibot";
import { Text } from "../base/row-types.ts";
import rows from "./columns.json" with { type: "json" };
import { openMapText } from "./map-text.ts";

/** Members of a record that a replay reads; a column named like one holds it: eventname, event_name, Event Name. */
const MEMBERS = [
  "eventVersion",
  "userIdentity",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "sourceIPAddress",
  "userAgent",
  "errorCode",
  "errorMessage",
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "eventID",
  "resources",
  "eventType",
  "apiVersion",
  "readOnly",
  "recipientAccountId",
  "sharedEventID",
  "addendum",
];

/** A row of columns.json: a column that is called otherwise; `map`: its text is a map of CloudTrail Lake. */
export const ColumnRow = v.strictObject({
  column: v.pipe(Text, v.regex(/^[a-z0-9]+$/)),
  member: v.picklist(MEMBERS),
  map: v.optional(v.boolean()),
  reason: Text,
});

export interface Column {
  readonly member: string;
  /** The member's text from a cell's. */
  readonly read: (cell: string) => string;
}

const asItIs = (cell: string): string => cell;

const COLUMNS = new Map<string, Column>([
  ...MEMBERS.map((member): [string, Column] => [member.toLowerCase(), { member, read: asItIs }]),
  ...(rows as readonly v.InferOutput<typeof ColumnRow>[]).map(({ column, member, map }): [string, Column] => [
    column,
    { member, read: map ? openMapText : asItIs },
  ]),
]);

/** The column of that name; undefined where it holds nothing that a replay reads. */
export function findColumn(name: string): Column | undefined {
  return COLUMNS.get(name) ?? COLUMNS.get(name.toLowerCase().replace(/[^a-z0-9]/g, ""));
}

/** Columns without which a row is no event. */
const NEEDED = ["eventName", "eventSource"];

/** Whether columns are those of a table of events. */
export function areOfEvents(columns: readonly (Column | undefined)[]): boolean {
  return NEEDED.every((needed) => columns.some((column) => column?.member === needed));
}

/**
 * The record that a row is, its cells under the members' names; undefined where it is none. Empty cells and what programs
 * write for them are absent members.
 */
export function readRow(row: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const cells = Object.entries(row).map(([name, cell]) => ({ column: findColumn(name), cell }));
  if (!areOfEvents(cells.map(({ column }) => column))) return undefined;
  const record: Record<string, unknown> = {};
  for (const { column, cell } of cells) {
    if (column === undefined || isEmptyCell(cell)) continue;
    record[column.member] ??= typeof cell === "string" ? column.read(cell) : cell;
  }
  return record;
}

/** Whether a cell stands for nothing. */
export function isEmptyCell(cell: unknown): boolean {
  return cell === null || cell === undefined || cell === "" || cell === "null";
}
