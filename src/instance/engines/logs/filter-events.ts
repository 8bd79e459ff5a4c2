/** Searches the events of a log group, those of all its streams by their times. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { type LogEvent, readEventId, startAt, tellHorizon, writeEventId } from "./event-space.ts";
import { findAskedGroup, findStream, listStreams, nameOf, readNumber } from "./groups.ts";
import { mergeStreams, type StreamEvent } from "./merge-streams.ts";
import { compilePattern } from "./patterns/filter-pattern.ts";
import { BAD_PATTERN, BAD_TOKEN, NO_STREAM, type Refused, refuse } from "./refusals.ts";

const MOST_EVENTS = 10_000;
const MOST_BYTES = 1_048_576;

/** The streams that a call asks for, by their names. */
function findStreams(context: Context, group: Thing): { readonly streams: readonly Thing[] } | Refused {
  const { input } = context;
  const [names, prefix] = [listTexts(input["logStreamNames"]), readText(input, "logStreamNamePrefix")];
  if (names.length > 0 && prefix !== "")
    return refuse("logStreamNames and logStreamNamePrefix are mutually exclusive parameters.");
  if (names.length === 0)
    return { streams: listStreams(context, group).filter((one) => nameOf(one).startsWith(prefix)) };
  const streams = [...new Set(names)].sort().map((name) => findStream(context, group, name));
  const found = streams.filter((one) => one !== undefined);
  return found.length < streams.length ? NO_STREAM : { streams: found };
}

/** Behind which event of which stream a page begins. */
interface Position {
  readonly group: string;
  readonly key: string;
  readonly stream: string;
  readonly isBackward: boolean;
}

/** Reads `group@stream@event`: only the stream's name may have an @ in it. */
function readToken(token: string): Position | undefined {
  const [first, last] = [token.indexOf("@"), token.lastIndexOf("@")];
  if (last <= first) return undefined;
  const end = token.slice(last + 1);
  const isBackward = end.endsWith("b");
  const key = readEventId(isBackward ? end.slice(0, -1) : end);
  return { group: token.slice(0, first), stream: token.slice(first + 1, last), key, isBackward };
}

function writeToken(group: Thing, { event, stream }: StreamEvent, isBackward: boolean): string {
  return `${nameOf(group)}@${nameOf(stream)}@${writeEventId(event, stream)}${isBackward ? "b" : ""}`;
}

function tell(event: LogEvent, stream: Thing): Structure {
  const { timestamp, message, ingestionTime } = event;
  return merge({
    logStreamName: nameOf(stream),
    timestamp,
    message,
    ingestionTime,
    eventId: writeEventId(event, stream),
  });
}

/** Finds a page of events. */
export function filterLogEvents(context: Context): Done {
  const { input } = context;
  const found = findAskedGroup(context);
  if ("error" in found) return found;
  const asked = findStreams(context, found.group);
  if ("error" in asked) return asked;
  const match = compilePattern(readText(input, "filterPattern"));
  if (!match) return BAD_PATTERN;
  const token = readText(input, "nextToken");
  const position = token === "" ? undefined : readToken(token);
  if (token !== "" && !position) return BAD_TOKEN;
  // What comes after an event of another group is none of this one's.
  if (position && position.group !== nameOf(found.group))
    return { output: merge({ events: [], searchedLogStreams: [] }) };
  const end = readNumber(input, "endTime");
  const isBackward = position?.isBackward ?? input["startFromHead"] === false;
  const range = {
    isBackward,
    from: startAt(Math.max(readNumber(input, "startTime") ?? 0, tellHorizon(context, found.group))),
    to: end === undefined ? undefined : startAt(end + 1),
    after: position,
  };
  const limit = readNumber(input, "limit") ?? MOST_EVENTS;
  const events: Structure[] = [];
  let bytes = 0;
  let last: StreamEvent | undefined;
  let hasMore = false;
  for (const one of mergeStreams(context, asked.streams, range)) {
    const isMeant = match(one.event.message) !== undefined;
    const size = isMeant ? Buffer.byteLength(one.event.message) : 0;
    hasMore = isMeant && events.length > 0 && (events.length === limit || bytes + size > MOST_BYTES);
    if (hasMore) break;
    last = one;
    bytes += size;
    if (isMeant) events.push(tell(one.event, one.stream));
  }
  return {
    output: merge(
      { events, searchedLogStreams: [] },
      hasMore && last ? { nextToken: writeToken(found.group, last, isBackward) } : {},
    ),
  };
}
