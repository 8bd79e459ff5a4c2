/** The conditions of a query: every record that a replay with the same filters would send fulfils them. */
import { listLoggedNames, listSources } from "../dialect/lookup.ts";
import { SOURCE_SUFFIXES } from "../trail/event-names.ts";
import { compileGlobs, type Filters, printGlobs, splitEvents } from "../trail/filters.ts";
import { READ_NAME_PATTERN, WRITES_LIKE_READS } from "../trail/read-verbs.ts";
import type { Engine } from "./engine.ts";
import { isOneOf, quoteText } from "./sql.ts";

/** What a query selects. */
export interface Wanted {
  readonly filters: Filters;
  readonly includeReads: boolean;
}

const SECOND_MS = 1000;

/** As the lookup compares sources: without the host's ending, letters and digits only. */
const SUFFIXES = SOURCE_SUFFIXES.map((suffix) => suffix.replaceAll(".", "\\.")).join("|");
const SOURCE = `regexp_replace(lower(eventsource), '\\.(${SUFFIXES})$|[^a-z0-9]', '')`;

/** As findAccount in src/trail/classify.ts finds it. */
const ACCOUNT = `CASE WHEN regexp_like(recipientaccountid, '^[0-9]{12}$') THEN recipientaccountid
    WHEN regexp_like(useridentity.accountid, '^[0-9]{12}$') THEN useridentity.accountid
    ELSE '000000000000' END`;

function writesOnly({ saysWrite, saysNothing }: Engine): string {
  const looksLikeRead = `regexp_like(eventname, ${quoteText(READ_NAME_PATTERN)})`;
  const isWriteAnyway = isOneOf("eventname", WRITES_LIKE_READS);
  return `(${saysWrite}\n    OR (${saysNothing} AND (NOT ${looksLikeRead} OR ${isWriteAnyway})))`;
}

function matches(patterns: readonly string[]): string {
  return `regexp_like(eventname, ${quoteText(`(?i)${printGlobs(patterns)}`)})`;
}

function limitEvents(events: Filters["events"]): string[] {
  const { wanted, unwanted } = splitEvents(events);
  const isWanted = compileGlobs(wanted);
  const logged = listLoggedNames(isWanted).filter((name) => !isWanted(name));
  return [
    ...(wanted.length > 0 ? [matches([...wanted, ...logged])] : []),
    ...(unwanted.length > 0 ? [`NOT ${matches(unwanted)}`] : []),
  ];
}

function limitTime({ from, to }: Filters, engine: Engine): string[] {
  const end = to && new Date(Math.ceil(to.getTime() / SECOND_MS) * SECOND_MS);
  return [
    ...(from ? [`eventtime >= ${engine.printMoment(from)}`] : []),
    ...(end ? [`eventtime < ${engine.printMoment(end)}`] : []),
  ];
}

/** The conditions, each a text of SQL; all of them must hold. Those that prune come first. */
export async function listConditions({ filters, includeReads }: Wanted, engine: Engine): Promise<string[]> {
  const { services, regions, accounts, from, to } = filters;
  return [
    ...engine.prune(from, to),
    ...limitTime(filters, engine),
    "(eventtype IS NULL OR eventtype = 'AwsApiCall')",
    "(errorcode IS NULL OR errorcode = '')",
    ...(includeReads ? [] : [writesOnly(engine)]),
    `(${engine.addendumReason} IS NULL OR ${engine.addendumReason} <> 'UPDATED_DATA')`,
    ...(services.length > 0 ? [isOneOf(SOURCE, await listSources(services))] : []),
    ...limitEvents(filters.events),
    ...(regions.length > 0 ? [isOneOf("lower(awsregion)", regions)] : []),
    // Of copies for several accounts the owner's stands for all: the replay has to see each of them.
    ...(accounts.length > 0 ? [`(sharedeventid IS NOT NULL OR ${isOneOf(ACCOUNT, accounts)})`] : []),
  ];
}
