/** Reads the events of one log stream, forward and backward. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { type LogEvent, listEvents, startAt, tellHorizon } from "./event-space.ts";
import { findAskedStream, readNumber } from "./groups.ts";
import { BAD_TOKEN } from "./refusals.ts";

const MOST_EVENTS = 10_000;
const MOST_BYTES = 1_048_576;
const PAGE = 500;
const [KEY_DIGITS, TOKEN_DIGITS] = [28, 56];

/** Whether a page goes on behind an event, or before it. */
interface Position {
  readonly isBackward: boolean;
  /** Of the event. */
  readonly key: string;
}

function readToken(token: string): Position | undefined {
  const [, direction, digits = ""] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  if (direction === undefined) return undefined;
  return { isBackward: direction === "b", key: digits.slice(0, KEY_DIGITS) };
}

function writeToken(direction: "f" | "b", key: string): string {
  return `${direction}/${key.padEnd(TOKEN_DIGITS, "0")}/s`;
}

/** An event as answers tell it. */
function tell({ timestamp, message, ingestionTime }: LogEvent): Structure {
  return merge({ timestamp, message, ingestionTime });
}

/** Events of a range, as many as one answer has. */
function readPage(
  context: Context,
  stream: Thing,
  range: { from: string; to: string | undefined; after: string | undefined; isBackward: boolean },
  limit: number,
): LogEvent[] {
  const events: LogEvent[] = [];
  let bytes = 0;
  for (let { after } = range; ; ) {
    const size = Math.min(PAGE, limit - events.length);
    const page = listEvents(context, stream, { ...range, after, limit: size });
    for (const event of page) {
      bytes += Buffer.byteLength(event.message);
      if (bytes > MOST_BYTES && events.length > 0) return events;
      events.push(event);
    }
    after = page.at(-1)?.key;
    if (page.length < size || events.length >= limit) return events;
  }
}

/** Reads a page of a stream. Its tokens never end: they tell what comes later, too. */
export function getLogEvents(context: Context): Done {
  const { input } = context;
  const found = findAskedStream(context);
  if ("error" in found) return found;
  const token = readText(input, "nextToken");
  const position = token === "" ? undefined : readToken(token);
  if (token !== "" && !position) return BAD_TOKEN;
  const end = readNumber(input, "endTime");
  const since = Math.max(readNumber(input, "startTime") ?? 0, tellHorizon(context, found.group));
  const isBackward = position?.isBackward ?? input["startFromHead"] !== true;
  const range = {
    from: startAt(since),
    to: end === undefined ? undefined : startAt(end),
    after: position?.key,
    isBackward,
  };
  const events = readPage(context, found.stream, range, readNumber(input, "limit") ?? MOST_EVENTS);
  if (isBackward) events.reverse();
  const [first, last] = [events[0]?.key ?? position?.key, events.at(-1)?.key ?? position?.key];
  const none = startAt(since).padEnd(KEY_DIGITS, "0");
  return {
    output: merge({
      events: events.map(tell),
      nextForwardToken: writeToken("f", last ?? none),
      nextBackwardToken: writeToken("b", first ?? none),
    }),
  };
}
