/** What log streams hold: their events by the time, and a summary of each. */
import type { Context } from "../../behaviour/context.ts";
import type { RecordRange, Space } from "../../records.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Thing } from "../../thing.ts";
import { nameOf, readNumber } from "./groups.ts";

/** An event of a stream. */
export interface LogEvent {
  /** Where it stands in its stream: by its time, then as it came. */
  readonly key: string;
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
}

/** What is told of a stream's events together. */
export interface Summary {
  readonly first: number;
  readonly last: number;
  readonly ingested: number;
  /** How many there have been. */
  readonly count: number;
  readonly bytes: number;
}

type Stored = Pick<Context, "store">;

const [TIME_DIGITS, COUNT_DIGITS, ID_DIGITS] = [16, 12, 56];
const DAY = 86_400_000;

/** Where events of a moment begin. */
export function startAt(timestamp: number): string {
  return String(Math.max(0, timestamp)).padStart(TIME_DIGITS, "0");
}

function openEvents({ store }: Stored, stream: Thing): Space {
  return store.records.space(nameThing(stream), "events");
}

function openSummaries({ store }: Stored, group: Thing): Space {
  return store.records.space(nameThing(group), "streams");
}

/** What is told of a stream's events; undefined of one that has had none. */
export function readSummary(context: Stored, group: Thing, stream: Thing): Summary | undefined {
  const value = openSummaries(context, group).get(nameOf(stream));
  return value === undefined ? undefined : JSON.parse(String(value));
}

/** How many bytes a group's events have. */
export function countBytes(context: Stored, group: Thing): number {
  const all = openSummaries(context, group).list();
  return all.reduce((sum, { value }) => sum + (JSON.parse(String(value)) as Summary).bytes, 0);
}

/** Forgets what is told of a stream that ends. */
export function forgetSummary(context: Stored, group: Thing, stream: Thing): void {
  openSummaries(context, group).remove(nameOf(stream));
}

/** An event as it is given. */
export interface GivenEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** Puts events into a stream, each behind those of its time. */
export function putEvents(
  context: Pick<Context, "store" | "now">,
  { group, stream }: { readonly group: Thing; readonly stream: Thing },
  given: readonly GivenEvent[],
): LogEvent[] {
  const { now } = context;
  const before = readSummary(context, group, stream);
  const space = openEvents(context, stream);
  let { count = 0, bytes = 0, first = Number.POSITIVE_INFINITY, last = 0 } = before ?? {};
  const events = given.map(({ timestamp, message }) => {
    const key = `${startAt(timestamp)}${String(++count).padStart(COUNT_DIGITS, "0")}`;
    space.put(key, JSON.stringify([now, message]));
    bytes += Buffer.byteLength(message);
    [first, last] = [Math.min(first, timestamp), Math.max(last, timestamp)];
    return { key, timestamp, ingestionTime: now, message };
  });
  if (events.length > 0) {
    const summary: Summary = { first, last, ingested: now, count, bytes };
    openSummaries(context, group).put(nameOf(stream), JSON.stringify(summary));
  }
  return events;
}

/** The first moment of which a group still has events. */
export function tellHorizon({ now }: Pick<Context, "now">, { members }: Thing): number {
  const days = readNumber(members, "retentionInDays");
  return days === undefined ? 0 : Math.max(0, now - days * DAY);
}

/** Events of a stream, by their keys. */
export function listEvents(context: Stored, stream: Thing, range: RecordRange): LogEvent[] {
  return openEvents(context, stream)
    .list(range)
    .map(({ key, value }) => {
      const [ingestionTime, message] = JSON.parse(String(value));
      const text = String(key);
      return { key: text, timestamp: Number(text.slice(0, TIME_DIGITS)), ingestionTime, message };
    });
}

/** The event of a key. */
export function readEvent(context: Stored, stream: Thing, key: string): LogEvent | undefined {
  return listEvents(context, stream, { from: key, to: `${key}0`, limit: 1 })[0];
}

/** The id of an event, of 56 digits: those of later events are larger. */
export function writeEventId({ key }: LogEvent, stream: Thing): string {
  const of = String(Bun.hash.crc32(nameThing(stream))).padStart(10, "0");
  return `3${key.slice(1)}${of}`.padEnd(ID_DIGITS, "0");
}

/** The key of an event by its id. */
export function readEventId(id: string): string {
  return `0${id.slice(1, TIME_DIGITS + COUNT_DIGITS)}`;
}
