/** Subscription filters. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html */
import type { Context } from "../../behaviour/context.ts";
import { writeOutput } from "../../behaviour/reads/view.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { DESTINATION, FILTER, readArn, resolveTarget } from "./deliver.ts";
import { findGroup, nameOf, readNumber } from "./groups.ts";
import { paginate } from "./pages.ts";
import { compilePattern } from "./patterns/filter-pattern.ts";
import { BAD_PATTERN, fail, NO_GROUP, type Refused, refuse, TOO_MANY } from "./refusals.ts";

const MOST_FILTERS = 2;
const USUAL_PAGE = 50;

/** What filters send to, and what is said where it does not stand. */
const ABSENT: Readonly<Record<string, string>> = {
  kinesis:
    "Could not deliver test message to specified Kinesis stream. Check if the given kinesis stream is in ACTIVE state.",
  firehose:
    "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.",
  lambda:
    "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
};

/** What filters can send to only in a role. */
const ROLED: ReadonlySet<string> = new Set(["kinesis", "firehose"]);

const TARGETS: ReadonlyMap<string, string> = new Map(Object.entries(ABSENT));

/** Whether something stands under an ARN. */
function stands({ store }: Context, service: string, arn: string): boolean {
  const { region, account, name } = readArn(arn);
  const place = { account, region };
  const called = name.split(/[/:]/).slice(1);
  return store
    .listTypes(place, service)
    .some((type) => store.find(place, { service, type }, [arn, ...called.slice(0, 1)]) !== undefined);
}

function refuseDestination(context: Context): Refused | undefined {
  const { input, store } = context;
  const arn = readText(input, "destinationArn");
  const { service, region, account } = readArn(arn);
  if (service === "lambda" && readText(input, "roleArn") !== "")
    return refuse("destinationArn for vendor lambda cannot be used with roleArn");
  if (ROLED.has(service) && readText(input, "roleArn") === "")
    return refuse(`destinationArn for vendor ${service} cannot be used without roleArn`);
  if (service === "logs" && !store.find({ account, region }, DESTINATION, [arn]))
    return refuse(
      "Could not deliver test message to specified destination. Check if the destination is valid.",
    );
  const target = resolveTarget(context, arn);
  const of = readArn(target).service;
  const known = TARGETS.get(of);
  if (!known)
    return refuse(`PutSubscriptionFilter operation cannot work with destinationArn for vendor ${of}`);
  return stands(context, of, target) ? undefined : refuse(known);
}

/** A function of another account is refused before anything else. */
function refuseForeign({ input, caller }: Context): Refused | undefined {
  const { service, account } = readArn(readText(input, "destinationArn"));
  if (service !== "lambda" || account === caller.account) return undefined;
  return fail(
    "AccessDeniedException",
    "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.",
  );
}

function listOf({ store }: Context, group: Thing): Thing[] {
  const all = store.listInner(group).filter(({ type }) => type === FILTER.type);
  return all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** Refuses a filter that AWS would not take. */
export function putSubscriptionFilter(context: Context): Done | undefined {
  const { input, told } = context;
  if (told) return undefined;
  const foreign = refuseForeign(context);
  if (foreign) return foreign;
  const group = findGroup(context, readText(input, "logGroupName"));
  if (!group) return NO_GROUP;
  if (!compilePattern(readText(input, "filterPattern"))) return BAD_PATTERN;
  const refused = refuseDestination(context);
  if (refused) return refused;
  const all = listOf(context, group);
  const isNew = all.every((filter) => nameOf(filter) !== readText(input, "filterName"));
  return isNew && all.length >= MOST_FILTERS ? TOO_MANY : undefined;
}

/** A page of a group's filters. */
export function describeSubscriptionFilters(context: Context): Done {
  const { input } = context;
  const group = findGroup(context, readText(input, "logGroupName"));
  if (!group) return NO_GROUP;
  const prefix = readText(input, "filterNamePrefix");
  const all = listOf(context, group).filter((filter) => nameOf(filter).startsWith(prefix));
  const limit = readNumber(input, "limit") ?? USUAL_PAGE;
  const page = paginate(all, nameOf, readText(input, "nextToken"), limit);
  if ("error" in page) return page;
  const { subscriptionFilters = [] } = writeOutput(context, page.items, "subscriptionFilters[]");
  return { output: merge({ subscriptionFilters }, page.more) };
}
