/** Insights' queries: started, done at once, and told. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import { nameThing } from "../../state/thing-text.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { startAt, tellHorizon } from "./event-space.ts";
import { findIdentified, listStreams, nameOf, readGroupName, readNumber } from "./groups.ts";
import { writeRow } from "./insights/event-rows.ts";
import { BadQuery, UnknownCommand } from "./insights/lexer.ts";
import { type LogQuery, readQuery, runQuery } from "./insights/run-query.ts";
import type { EventRow } from "./insights/values.ts";
import { mergeStreams } from "./merge-streams.ts";
import { paginate } from "./pages.ts";
import { fail, type Refused, refuse } from "./refusals.ts";

const KIND = { service: "logs", type: "query" };
const LANGUAGE = "CWLI";
const MOST = 1000;
/** Of one answer. */
const MOST_RESULTS = 10_000;
const COMPLETE = "Complete";
/** What is larger is milliseconds. */
const MOST_SECONDS = 100_000_000_000;

function findGroups(context: Context): { readonly groups: readonly Thing[] } | Refused {
  const { input, caller, mint } = context;
  const single = readText(input, "logGroupName");
  const [names, identifiers] = [listTexts(input["logGroupNames"]), listTexts(input["logGroupIdentifiers"])];
  const given = [single === "" ? [] : [single], names, identifiers].filter((one) => one.length > 0);
  const [asked = []] = given;
  if (given.length !== 1)
    return refuse("Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be specified.");
  const groups = asked.map((one) => findIdentified(context, one));
  const missing = asked.find((_, at) => groups[at] === undefined);
  if (missing !== undefined)
    return fail(
      "ResourceNotFoundException",
      `Log group '${readGroupName(missing)}' does not exist for account ID '${caller.account}' (Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ${makeUuid(mint(32))}; Proxy: null)`,
    );
  return { groups: groups.filter((one) => one !== undefined) };
}

function tryReading(text: string): { readonly query: LogQuery } | Refused {
  try {
    return { query: readQuery(text) };
  } catch (error) {
    if (error instanceof BadQuery) return fail("MalformedQueryException", error.message);
    if (!(error instanceof UnknownCommand)) throw error;
    const message = `cloudmock does not know ${JSON.stringify(error.message)} of Insights' queries`;
    return { error: { code: "NotImplemented", message, status: 501 } };
  }
}

function toSeconds(time: number | undefined): number {
  const given = time ?? 0;
  return given > MOST_SECONDS ? Math.floor(given / 1000) : given;
}

/** The events of groups in a time, the last first. */
function listRows(context: Context, groups: readonly Thing[], start: number, end: number): EventRow[] {
  const rows: EventRow[] = [];
  for (const group of groups) {
    const from = startAt(Math.max(start * 1000, tellHorizon(context, group)));
    const range = { from, to: startAt((end + 1) * 1000), after: undefined };
    for (const { event, stream } of mergeStreams(context, listStreams(context, group), range))
      rows.push(writeRow(group, stream, event));
  }
  const timeOf = (row: EventRow) => Number(row.get("@timestamp"));
  return rows.reverse().sort((a, b) => timeOf(b) - timeOf(a));
}

function countBytes(rows: readonly EventRow[]): number {
  return rows.reduce((sum, row) => sum + Buffer.byteLength(String(row.get("@message"))), 0);
}

/** Does a query, which is complete when it is answered. */
export function startQuery(context: Context): Done | undefined {
  const { input, told, store, caller, mint, now, operation } = context;
  const found = findGroups(context);
  if ("error" in found) return found;
  const language = readText(input, "queryLanguage") || LANGUAGE;
  if (language !== LANGUAGE && !told) {
    const message = `cloudmock does not know queries in ${language}`;
    return { error: { code: "NotImplemented", message, status: 501 } };
  }
  const read = tryReading(readText(input, "queryString"));
  if ("error" in read) return read;
  const [start, end] = [toSeconds(readNumber(input, "startTime")), toSeconds(readNumber(input, "endTime"))];
  if (start > end) return refuse("Query's start time is after its end time.");
  const rows = listRows(context, found.groups, start, end);
  const { rows: results, matched } = runQuery(read.query, rows, readNumber(input, "limit"));
  const id = (told && readText(told.output, "queryId")) || makeUuid(mint(32));
  const names = found.groups.map(nameOf);
  const sources = names.map((name) => JSON.stringify(name)).join(", ");
  const query: Thing = {
    ...KIND,
    place: { account: caller.account, region: caller.region },
    chain: [id],
    within: undefined,
    names: { id },
    members: merge({
      logGroupNames: names,
      queryString: `SOURCE ${sources} START=${start}000 END=${end}999 | ${readText(input, "queryString")}`,
      statistics: merge({
        recordsMatched: matched,
        recordsScanned: rows.length,
        estimatedRecordsSkipped: 0,
        bytesScanned: countBytes(rows),
        estimatedBytesSkipped: 0,
        logGroupsScanned: names.length,
      }),
    }),
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, event: told?.event, input, output: makeStructure() },
  };
  store.put(query);
  const space = store.records.space(nameThing(query), "results");
  for (const [at, row] of results.entries()) space.put(String(at).padStart(9, "0"), JSON.stringify(row));
  return { output: told?.output ?? merge({ queryId: id }) };
}

function findQuery({ store, caller, input }: Context): Thing | Refused {
  const id = readText(input, "queryId");
  return (
    store.find(caller, KIND, [id]) ??
    fail("ResourceNotFoundException", `Query with id [${id}] does not exist.`)
  );
}

/** Tells what a query found. */
export function getQueryResults(context: Context): Done {
  const query = findQuery(context);
  if ("error" in query) return query;
  const { input, store } = context;
  const all = store.records.space(nameThing(query), "results").list();
  const limit = Math.min(readNumber(input, "maxItems") || MOST_RESULTS, MOST_RESULTS);
  const page = paginate(all, ({ key }) => String(key), readText(input, "nextToken"), limit);
  if ("error" in page) return page;
  const results = page.items.map(({ value }) =>
    (JSON.parse(String(value)) as readonly [string, string][]).map(([field, text]) =>
      merge({ field, value: text }),
    ),
  );
  const { statistics = null } = query.members;
  return { output: merge({ queryLanguage: LANGUAGE, results, statistics, status: COMPLETE }, page.more) };
}

/** Refuses to end a query: each one is done already. */
export function stopQuery(context: Context): Done {
  const query = findQuery(context);
  if (context.told) return { output: context.told.output };
  return "error" in query ? query : refuse("The specified query is not running.");
}

function tell(query: Thing): Structure {
  const { queryString = null, logGroupNames } = query.members;
  const [logGroupName = ""] = listTexts(logGroupNames);
  return merge({
    queryLanguage: LANGUAGE,
    queryId: nameOf(query),
    queryString,
    status: COMPLETE,
    createTime: query.createdAt,
    logGroupName,
  });
}

/** Tells the queries of a group or of all, the last first. */
export function describeQueries({ input, store, caller }: Context): Done {
  const [group, status] = [readText(input, "logGroupName"), readText(input, "status")];
  const language = readText(input, "queryLanguage") || LANGUAGE;
  const isMeant = ({ members }: Thing) => group === "" || listTexts(members["logGroupNames"]).includes(group);
  const hasSuch = (status === "" || status === COMPLETE) && language === LANGUAGE;
  const all = hasSuch ? store.list(caller, KIND).filter(isMeant).reverse() : [];
  const page = paginate(all, nameOf, readText(input, "nextToken"), readNumber(input, "maxResults") ?? MOST);
  if ("error" in page) return page;
  return { output: merge({ queries: page.items.map(tell) }, page.more) };
}

/** Tells the groups that a query was over. */
export function listGroupsOfQuery(context: Context): Done {
  const query = findQuery(context);
  if ("error" in query) return query;
  return { output: merge({ logGroupIdentifiers: listTexts(query.members["logGroupNames"]) }) };
}
