/** Log events as rows of queries, with what their messages hold if they are JSON. */
import { isObject } from "../../../../base/values.ts";
import type { Thing } from "../../../thing.ts";
import type { LogEvent } from "../event-space.ts";
import { nameOf } from "../groups.ts";
import { findFunctionFields } from "./function-lines.ts";
import type { Cell, EventRow } from "./values.ts";

/** As many as Insights finds: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html */
const MOST_FIELDS = 200;

function flatten(value: unknown, path: string, row: Map<string, Cell>): void {
  if (row.size >= MOST_FIELDS) return;
  if (isObject(value) || Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value))
      flatten(inner, path === "" ? name : `${path}.${name}`, row);
    return;
  }
  if (value === null || value === undefined || path === "") return;
  row.set(path, typeof value === "boolean" ? String(Number(value)) : (value as string | number));
}

function parse(message: string): unknown {
  const start = message.indexOf("{");
  if (start < 0) return undefined;
  try {
    return JSON.parse(message.slice(start));
  } catch {
    return undefined;
  }
}

/** The pointer of an event, by which it is asked for. */
export function writePointer({ chain }: Thing, { key }: LogEvent): string {
  return Buffer.from(JSON.stringify([...chain, key])).toString("base64");
}

/** The group, the stream and the key of a pointer; undefined for what is none. */
export function readPointer(text: string): readonly [string, string, string] | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, "base64").toString());
    const isOne = Array.isArray(read) && read.length === 3 && read.every((one) => typeof one === "string");
    return isOne ? (read as [string, string, string]) : undefined;
  } catch {
    return undefined;
  }
}

/** An event as a row. */
export function writeRow(group: Thing, stream: Thing, event: LogEvent): EventRow {
  const row = new Map<string, Cell>();
  flatten(parse(event.message), "", row);
  for (const [name, value] of findFunctionFields(nameOf(group), event.message)) row.set(name, value);
  row.set("@timestamp", event.timestamp);
  row.set("@ingestionTime", event.ingestionTime);
  row.set("@message", event.message);
  row.set("@logStream", nameOf(stream));
  row.set("@log", `${group.place.account}:${nameOf(group)}`);
  row.set("@ptr", writePointer(stream, event));
  return row;
}
