/** Single events by their pointers, and what fields a group's events have. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogRecord.html */
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { readEvent, startAt } from "./event-space.ts";
import { findAskedGroup, findGroup, findStream, listStreams, readNumber } from "./groups.ts";
import { readPointer, writeRow } from "./insights/event-rows.ts";
import { mergeStreams } from "./merge-streams.ts";
import { fail, refuse } from "./refusals.ts";

const MINUTE = 60_000;
/** Without a time, the last so many; with one, so many before and after it. */
const [LAST, AROUND] = [15 * MINUTE, 8 * MINUTE];

/** Tells all fields of an event. */
export function getLogRecord(context: Context): Done {
  const pointer = readPointer(readText(context.input, "logRecordPointer"));
  if (!pointer) return refuse("The specified log record pointer is invalid.");
  const [name, called, key] = pointer;
  const group = findGroup(context, name);
  const stream = group && findStream(context, group, called);
  const event = stream && readEvent(context, stream, key);
  if (!group || !event) return fail("ResourceNotFoundException", "The specified log record does not exist.");
  const fields = [...writeRow(group, stream, event)].flatMap(([field, value]) =>
    value === undefined ? [] : [[field, String(value)]],
  );
  return { output: merge({ logRecord: merge(Object.fromEntries(fields)) }) };
}

/** Tells which fields the events of a time have, and how many of them in a hundred. */
export function getLogGroupFields(context: Context): Done {
  const found = findAskedGroup(context);
  if ("error" in found) return found;
  const { input, now } = context;
  const time = readNumber(input, "time");
  const middle = time === undefined ? undefined : time * 1000;
  const [from, to] = middle === undefined ? [now - LAST, now] : [middle - AROUND, middle + AROUND];
  const counts = new Map<string, number>();
  let all = 0;
  const range = { from: startAt(from), to: startAt(to + 1), after: undefined };
  for (const { event, stream } of mergeStreams(context, listStreams(context, found.group), range)) {
    all++;
    for (const field of writeRow(found.group, stream, event).keys())
      if (field !== "@ptr") counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  const logGroupFields = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => merge({ name, percent: Math.round((100 * count) / all) }));
  return { output: merge({ logGroupFields }) };
}
