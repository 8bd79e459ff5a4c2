/** Tells log groups and what they hold. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { writeOutput } from "../../behaviour/reads/view.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { listTexts, merge, readText } from "../engine.ts";
import { countBytes } from "./event-space.ts";
import { findIdentified, GROUP, nameOf, readNumber } from "./groups.ts";
import { paginate } from "./pages.ts";
import { type Refused, refuse } from "./refusals.ts";

const USUAL_PAGE = 50;

function readClass({ members }: Thing): string {
  return readText(members, "logGroupClass") || "STANDARD";
}

/** The groups that a call asks for, by their names. */
function selectGroups(context: Context): { readonly groups: readonly Thing[] } | Refused {
  const { input, store, caller } = context;
  const [prefix, pattern] = [readText(input, "logGroupNamePrefix"), readText(input, "logGroupNamePattern")];
  if (prefix !== "" && pattern !== "")
    return refuse("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
  const identifiers = listTexts(input["logGroupIdentifiers"]);
  const named = identifiers.flatMap((one) => findIdentified(context, one) ?? []);
  const all = identifiers.length > 0 ? named : store.list(caller, GROUP);
  const wanted = readText(input, "logGroupClass");
  const groups = all.filter(
    (group) =>
      nameOf(group).startsWith(prefix) &&
      nameOf(group).includes(pattern) &&
      (wanted === "" || readClass(group) === wanted),
  );
  return { groups: [...new Set(groups)].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)) };
}

/** A page of groups. Those that are searched for by a part of their names are told without what takes AWS longer to find. */
export function describeLogGroups(context: Context): Done {
  const { input } = context;
  const found = selectGroups(context);
  if ("error" in found) return found;
  const limit = readNumber(input, "limit") ?? USUAL_PAGE;
  const page = paginate(found.groups, nameOf, readText(input, "nextToken"), limit);
  if ("error" in page) return page;
  const { logGroups } = writeOutput(context, page.items, "logGroups[]");
  const told = (Array.isArray(logGroups) ? (logGroups as readonly Value[]) : []).map((item, at) => {
    const group = page.items[at];
    if (!isStructure(item) || !group) return item;
    if (readText(input, "logGroupNamePattern") === "")
      return merge(item, { storedBytes: countBytes(context, group) });
    const { storedBytes: _, deletionProtectionEnabled: __, ...rest } = item;
    return Object.assign(makeStructure(), rest);
  });
  return { output: merge({ logGroups: told }, page.more) };
}

/** Whether a name is like one of the parts that a pattern has, of which `^` is the beginning. */
function compileNamePattern(pattern: string): (name: string) => boolean {
  const parts = pattern.split("|").filter((part) => part !== "");
  return (name) =>
    parts.length === 0 ||
    parts.some((part) => (part.startsWith("^") ? name.startsWith(part.slice(1)) : name.includes(part)));
}

/** A page of groups by a pattern of their names. */
export function listLogGroups({ input, store, caller }: Context): Done {
  const isLike = compileNamePattern(readText(input, "logGroupNamePattern"));
  const wanted = readText(input, "logGroupClass");
  const all = store
    .list(caller, GROUP)
    .filter((group) => isLike(nameOf(group)) && (wanted === "" || readClass(group) === wanted))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const page = paginate(all, nameOf, readText(input, "nextToken"), readNumber(input, "limit") ?? USUAL_PAGE);
  if ("error" in page) return page;
  const logGroups = page.items.map((group): Structure => {
    const { arn = "" } = group.names;
    return merge({
      logGroupName: nameOf(group),
      logGroupArn: arn.replace(/:\*$/, ""),
      logGroupClass: readClass(group),
    });
  });
  return { output: merge({ logGroups }, page.more) };
}
