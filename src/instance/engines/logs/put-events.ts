/** Puts events into a log stream. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { deliver } from "./deliver.ts";
import { type GivenEvent, putEvents, tellHorizon } from "./event-space.ts";
import { findAskedStream, readNumber } from "./groups.ts";
import { tellSessions } from "./live-tail.ts";
import { type Refused, refuse } from "./refusals.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What each event takes besides its text. */
const OVERHEAD = 26;
const MOST_BYTES = 1_048_576;
const OLDEST = 14 * DAY;
const NEWEST = 2 * HOUR;

function readEvents(value: Value | undefined): GivenEvent[] {
  const all = Array.isArray(value) ? (value as readonly Structure[]) : [];
  return all.map((event) => ({
    timestamp: readNumber(event, "timestamp") ?? 0,
    message: readText(event, "message"),
  }));
}

/** What is wrong with a batch wherever it goes. */
function refuseBatch(events: readonly GivenEvent[]): Refused | undefined {
  if (events.some(({ timestamp }, at) => timestamp < (events[at - 1]?.timestamp ?? 0)))
    return refuse("Log events in a single PutLogEvents request must be in chronological order.");
  const sizes = events.map(({ message }) => Buffer.byteLength(message) + OVERHEAD);
  const large = sizes.find((size) => size > MOST_BYTES);
  if (large !== undefined)
    return refuse(`Log event too large: ${large} bytes exceeds limit of ${MOST_BYTES}`);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return all > MOST_BYTES
    ? refuse(`Upload too large: ${all} bytes exceeds limit of ${MOST_BYTES}`)
    : undefined;
}

/** Of those that are kept, the last is not much later than the first. */
function refuseSpan(kept: readonly GivenEvent[]): Refused | undefined {
  const [first, last] = [kept[0]?.timestamp ?? 0, kept.at(-1)?.timestamp ?? 0];
  if (last - first <= DAY) return undefined;
  return refuse("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
}

/** Where in the list the events end that are too old, and those begin that are too new. */
function listRejected(context: Context, group: Thing, events: readonly GivenEvent[]) {
  const { now } = context;
  const count = (isSuch: (timestamp: number) => boolean) =>
    events.filter(({ timestamp }) => isSuch(timestamp)).length;
  const horizon = tellHorizon(context, group);
  const old = count((timestamp) => timestamp < now - OLDEST);
  const expired = count((timestamp) => timestamp < horizon);
  const recent = events.length - count((timestamp) => timestamp > now + NEWEST);
  return {
    kept: events.slice(Math.max(old, expired), recent),
    told: merge(
      recent < events.length ? { tooNewLogEventStartIndex: recent } : {},
      old > 0 ? { tooOldLogEventEndIndex: old } : {},
      expired > 0 ? { expiredLogEventEndIndex: expired } : {},
    ),
  };
}

const TOKEN_DIGITS = 56;

/** A token that nothing asks for any more: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
function writeSequenceToken({ mint }: Context): string {
  return `49${BigInt(`0x${mint(44)}`)}`.padEnd(TOKEN_DIGITS, "0").slice(0, TOKEN_DIGITS);
}

/** Puts events, and lets the filters of the group send those on that they are for. */
export async function putLogEvents(context: Context): Promise<Done> {
  const { input, told } = context;
  const events = readEvents(input["logEvents"]);
  const refused = told ? undefined : refuseBatch(events);
  if (refused) return refused;
  const found = findAskedStream(context);
  if ("error" in found) return found;
  const { kept, told: rejected } = listRejected(context, found.group, events);
  const long = told ? undefined : refuseSpan(kept);
  if (long) return long;
  const put = putEvents(context, found, told ? events : kept);
  if (told) return { output: told.output };
  tellSessions(context.store, { ...found, events: put });
  await deliver(context, found, put);
  return {
    output: merge(
      { nextSequenceToken: writeSequenceToken(context) },
      Object.keys(rejected).length > 0 ? { rejectedLogEventsInfo: rejected } : {},
    ),
  };
}
