/**
 * Sources of partners' events, as the account has them that they are for.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-saas.html
 */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { paginate } from "../../behaviour/reads/pages.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { absent, BUS, invalid, SERVICE } from "./buses.ts";
import { putEntries } from "./put-events.ts";

const SOURCE = { service: SERVICE, type: "partner-event-source" };

/** The sources in a region that partners have for an account. */
function listSources({ store, caller }: Context): Thing[] {
  return store
    .listPlaces(SOURCE)
    .filter(({ region }) => region === caller.region)
    .flatMap((place) => store.list(place, SOURCE))
    .filter(({ members }) => readText(members, "Account") === caller.account);
}

/** The source of a name that the caller has. */
export function findSource(context: Context, name: string): Thing | undefined {
  return listSources(context).find(({ chain }) => chain.at(-1) === name);
}

/** A source is pending until a bus of its name stands, and can be set out of use. */
function tellState({ store, caller }: Context, { chain, members }: Thing): string {
  const said = readText(members, "State");
  if (said !== "") return said;
  const place = { account: caller.account, region: caller.region };
  const bus = store.find(place, { service: SERVICE, type: BUS }, [chain.at(-1) ?? ""]);
  return bus ? "ACTIVE" : "PENDING";
}

function tell(context: Context, source: Thing): Structure {
  const name = source.chain.at(-1) ?? "";
  const [, partner = name] = name.split("/");
  return merge({
    Arn: source.names.arn ?? `arn:aws:events:${context.caller.region}::event-source/${name}`,
    CreatedBy: partner,
    CreationTime: new Date(source.createdAt),
    Name: name,
    State: tellState(context, source),
  });
}

function refuse(name: string): Done {
  return { error: absent(`Event source ${name} does not exist.`) };
}

/** Tells of one source. */
export function describeEventSource(context: Context): Done {
  const name = readText(context.input, "Name");
  const source = findSource(context, name);
  return source ? { output: tell(context, source) } : refuse(name);
}

/** Tells of all sources. */
export function listEventSources(context: Context): Done {
  const { input, operation } = context;
  const start = readText(input, "NamePrefix");
  const all = listSources(context).filter(({ chain }) => chain.at(-1)?.startsWith(start));
  const pagination = operation.pagination && { ...operation.pagination, pageSize: "Limit" };
  const page = paginate({ ...operation, ...(pagination && { pagination }) }, input, all);
  if (!page) return { error: invalid("Parameter NextToken is not valid.") };
  return { output: merge({ EventSources: page.items.map((source) => tell(context, source)) }, page.more) };
}

/** Tells for which account a partner's source is. */
export function listSourceAccounts(context: Context): Done {
  const { caller, store, input } = context;
  const name = readText(input, "EventSourceName");
  const own = store.find({ account: caller.account, region: caller.region }, SOURCE, [name]);
  if (!own) return refuse(name);
  const Account = readText(own.members, "Account");
  const place = { account: Account, region: caller.region };
  const State = tellState({ ...context, caller: place }, own);
  const told = merge({ Account, CreationTime: new Date(own.createdAt), State });
  return { output: merge({ PartnerEventSourceAccounts: [told] }) };
}

/** Sets a source in use, or out of it. */
export function setEventSource(context: Context, State: "ACTIVE" | "PENDING"): Done {
  const name = readText(context.input, "Name");
  const source = findSource(context, name);
  if (!source) return refuse(name);
  context.store.put({ ...source, members: merge(source.members, { State }) });
  return { output: makeStructure() };
}

/** Puts a partner's events on the buses of those whom its sources are for. */
export function putPartnerEvents(context: Context): Promise<Done> {
  const { caller, store } = context;
  const place = { account: caller.account, region: caller.region };
  return putEntries(context, {
    isPartner: true,
    busOf(entry) {
      const name = readText(entry, "Source");
      const own = store.find(place, SOURCE, [name]);
      return own && { place: { ...place, account: readText(own.members, "Account") }, name };
    },
  });
}
