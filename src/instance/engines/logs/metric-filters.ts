/** Metric filters: what they are, and what their patterns fit. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
import { isStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { writeOutput } from "../../behaviour/reads/view.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { findGroup, nameOf, readNumber } from "./groups.ts";
import { paginate } from "./pages.ts";
import { compilePattern, hasFields } from "./patterns/filter-pattern.ts";
import { BAD_PATTERN, NO_GROUP, type Refused, refuse, TOO_MANY } from "./refusals.ts";

const KIND = { service: "logs", type: "metric-filter" };
const MOST_FILTERS = 100;
const MOST_DIMENSIONS = 3;
const USUAL_PAGE = 50;

function readTransformations(values: Structure): readonly Structure[] {
  const all = values["metricTransformations"];
  return Array.isArray(all) ? (all as readonly Value[]).filter((one) => isStructure(one)) : [];
}

function refuseTransformation(pattern: string, transformation: Structure): Refused | undefined {
  const { dimensions, defaultValue } = transformation;
  const count = isStructure(dimensions) ? Object.keys(dimensions).length : 0;
  if (count === 0) return undefined;
  if (typeof defaultValue === "number")
    return refuse(
      "Invalid metric transformation: dimensions and default value are mutually exclusive properties.",
    );
  if (count > MOST_DIMENSIONS)
    return refuse(`Invalid metric transformation: only ${MOST_DIMENSIONS} dimensions are allowed.`);
  return hasFields(pattern) ? undefined : refuse("The specified filter pattern does not support dimensions");
}

function listOf({ store }: Context, group: Thing): Thing[] {
  return store.listInner(group).filter(({ type }) => type === KIND.type);
}

/** Refuses a filter that AWS would not take. */
export function putMetricFilter(context: Context): Done | undefined {
  const { input, told } = context;
  if (told) return undefined;
  const group = findGroup(context, readText(input, "logGroupName"));
  if (!group) return NO_GROUP;
  const pattern = readText(input, "filterPattern");
  if (!compilePattern(pattern)) return BAD_PATTERN;
  const refused = readTransformations(input)
    .map((one) => refuseTransformation(pattern, one))
    .find((one) => one !== undefined);
  if (refused) return refused;
  const all = listOf(context, group);
  const isNew = all.every((filter) => nameOf(filter) !== readText(input, "filterName"));
  return isNew && all.length >= MOST_FILTERS ? TOO_MANY : undefined;
}

/** A page of filters, of a group or of all, by their names. */
export function describeMetricFilters(context: Context): Done {
  const { input, store, caller } = context;
  const [name, namespace] = [readText(input, "metricName"), readText(input, "metricNamespace")];
  if ((name === "") !== (namespace === "")) {
    const [has, lacks] = name === "" ? ["metricNamespace", "metricName"] : ["metricName", "metricNamespace"];
    return refuse(
      `If you include the ${has} parameter in your request, you must also include the ${lacks} parameter.`,
    );
  }
  const called = readText(input, "logGroupName");
  const group = called === "" ? undefined : findGroup(context, called);
  if (called !== "" && !group) return NO_GROUP;
  // It counts only beside a group.
  const prefix = group ? readText(input, "filterNamePrefix") : "";
  const isMeant = (filter: Thing) =>
    nameOf(filter).startsWith(prefix) &&
    (name === "" ||
      readTransformations(filter.members).some(
        (one) => readText(one, "metricName") === name && readText(one, "metricNamespace") === namespace,
      ));
  const all = (group ? listOf(context, group) : store.list(caller, KIND)).filter(isMeant);
  const tellApart = (filter: Thing) => `${nameOf(filter)}\n${filter.chain[0]}`;
  all.sort((a, b) => (tellApart(a) < tellApart(b) ? -1 : 1));
  const limit = readNumber(input, "limit") ?? USUAL_PAGE;
  const page = paginate(all, tellApart, readText(input, "nextToken"), limit);
  if ("error" in page) return page;
  const { metricFilters = [] } = writeOutput(context, page.items, "metricFilters[]");
  return { output: merge({ metricFilters }, page.more) };
}

/** Tells which messages a pattern fits, and what it takes out of them. */
export function testMetricFilter({ input }: Context): Done {
  const match = compilePattern(readText(input, "filterPattern"));
  if (!match) return BAD_PATTERN;
  const { logEventMessages: messages } = input;
  const matches = (Array.isArray(messages) ? (messages as readonly Value[]) : []).flatMap((message, at) => {
    const extracted = typeof message === "string" ? match(message) : undefined;
    if (!extracted) return [];
    return [merge({ eventNumber: at + 1, eventMessage: message, extractedValues: merge(extracted) })];
  });
  return { output: merge({ matches }) };
}
