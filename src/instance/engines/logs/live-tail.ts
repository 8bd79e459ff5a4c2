/** Sends what is put into log groups as it comes. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import type { Store } from "../../store.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { type LogEvent, startAt } from "./event-space.ts";
import { findIdentified, listStreams, nameOf } from "./groups.ts";
import { mergeStreams } from "./merge-streams.ts";
import { compilePattern } from "./patterns/filter-pattern.ts";
import { BAD_PATTERN, NO_GROUP, refuse } from "./refusals.ts";

const SESSION_MS = 3 * 3_600_000;
const UPDATE_MS = 1000;
const MOST_RESULTS = 500;
const MOST_GROUPS = 10;
/** What was put just before a session is still on its way into it, if its time is not long past. */
const [ARRIVING_MS, RECENT_MS] = [5000, 3_600_000];

/** Events that were put into a stream of a group. */
export interface PutEvents {
  readonly group: Thing;
  readonly stream: Thing;
  readonly events: readonly LogEvent[];
}

type Listener = (put: PutEvents) => void;

/** The sessions that wait for what is put; they hold nothing that is to be kept. */
const sessions = new WeakMap<Store, Set<Listener>>();

/** Tells the sessions what was put. */
export function tellSessions(store: Store, put: PutEvents): void {
  for (const listener of sessions.get(store) ?? []) listener(put);
}

function listArriving(context: Context, groups: readonly Thing[]): PutEvents[] {
  const since = context.now - ARRIVING_MS;
  const range = { from: startAt(context.now - RECENT_MS), to: undefined, after: undefined };
  return groups.flatMap((group) =>
    [...mergeStreams(context, listStreams(context, group), range)]
      .filter(({ event }) => event.ingestionTime >= since)
      .map(({ event, stream }) => ({ group, stream, events: [event] })),
  );
}

/** What a session is told, as its results are. */
function compileSession(
  { input }: Context,
  groups: readonly Thing[],
): ((put: PutEvents) => Structure[]) | undefined {
  const match = compilePattern(readText(input, "logEventFilterPattern"));
  const [names, prefixes] = [listTexts(input["logStreamNames"]), listTexts(input["logStreamNamePrefixes"])];
  const arns = new Map(
    groups.map((group) => [JSON.stringify([group.place, group.chain]), group.names.arn ?? ""]),
  );
  const isMeant = (name: string) =>
    (names.length === 0 && prefixes.length === 0) ||
    names.includes(name) ||
    prefixes.some((prefix) => name.startsWith(prefix));
  if (!match) return undefined;
  return ({ group, stream, events }) => {
    const arn = arns.get(JSON.stringify([group.place, group.chain]));
    if (arn === undefined || !isMeant(nameOf(stream))) return [];
    return events.flatMap(({ message, timestamp, ingestionTime }) =>
      match(message) === undefined
        ? []
        : [
            merge({
              logStreamName: nameOf(stream),
              logGroupIdentifier: arn.replace(/:\*$/, ""),
              message,
              timestamp,
              ingestionTime,
            }),
          ],
    );
  };
}

async function* listUpdates(
  { store, clock, sleep }: Context,
  tell: (put: PutEvents) => Structure[],
  first: readonly Structure[],
): AsyncGenerator<Structure> {
  let waiting = [...first];
  const listener: Listener = (put) => waiting.push(...tell(put));
  const all = sessions.getOrInsertComputed(store, () => new Set());
  all.add(listener);
  const end = clock() + SESSION_MS;
  const never = new AbortController().signal;
  try {
    while (clock() < end) {
      const sessionResults = waiting.slice(0, MOST_RESULTS);
      const sessionMetadata = merge({ sampled: waiting.length > MOST_RESULTS });
      waiting = [];
      yield merge({ sessionUpdate: merge({ sessionMetadata, sessionResults }) });
      await sleep(UPDATE_MS, never);
    }
  } finally {
    all.delete(listener);
  }
}

/** Starts a session. */
export function startLiveTail(context: Context): Done {
  const { input, mint } = context;
  const identifiers = listTexts(input["logGroupIdentifiers"]);
  const [names, prefixes] = [listTexts(input["logStreamNames"]), listTexts(input["logStreamNamePrefixes"])];
  if (names.length > 0 && prefixes.length > 0)
    return refuse("Only one of logStreamNames or logStreamNamePrefixes can be provided.");
  if (names.length + prefixes.length > 0 && identifiers.length !== 1)
    return refuse("logStreamNames and logStreamNamePrefixes can only be used with a single log group.");
  if (identifiers.length > MOST_GROUPS) return refuse(`A session has ${MOST_GROUPS} log groups at most.`);
  const groups = identifiers.map((one) => findIdentified(context, one)).filter((one) => one !== undefined);
  if (groups.length < identifiers.length) return NO_GROUP;
  const tell = compileSession(context, groups);
  if (!tell) return BAD_PATTERN;
  const sessionStart = merge({
    requestId: makeUuid(mint(32)),
    sessionId: makeUuid(mint(32)),
    logGroupIdentifiers: identifiers,
    logStreamNames: names,
    logStreamNamePrefixes: prefixes,
    logEventFilterPattern: readText(input, "logEventFilterPattern"),
  });
  const first = listArriving(context, groups).flatMap(tell);
  const events = listUpdates(context, tell, first);
  return { output: merge({ responseStream: [merge({ sessionStart })] }), events };
}
