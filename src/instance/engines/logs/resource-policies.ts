/** Policies that let other services write logs: of the account, and of single groups. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
import { makeStructure, type Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import { makeUuid } from "../../behaviour/names/draw-form.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { findIdentified, readNumber } from "./groups.ts";
import { paginate } from "./pages.ts";
import { fail, NO_GROUP, type Refused, refuse, TOO_MANY } from "./refusals.ts";

const KIND = { service: "logs", type: "resource-policy" };
const MOST_POLICIES = 10;
const USUAL_PAGE = 50;
const [ACCOUNT, RESOURCE] = ["ACCOUNT", "RESOURCE"];

/** What tells a policy from others: the name of the account's, the group of a group's. */
function nameOf({ members }: Thing): string {
  return readText(members, "resourceArn") || readText(members, "policyName");
}

function scopeOf({ members }: Thing): string {
  return readText(members, "resourceArn") === "" ? ACCOUNT : RESOURCE;
}

function list({ store, caller }: Context, scope: string): Thing[] {
  return store.list(caller, KIND).filter((policy) => scopeOf(policy) === scope);
}

function tell(policy: Thing): Structure {
  return merge({ policyScope: scopeOf(policy) }, policy.members);
}

/** Somebody else may have changed a group's policy meanwhile. */
function refuseRevision({ input }: Context, before: Thing | undefined): Refused | undefined {
  const [expected, current] = [
    readText(input, "expectedRevisionId"),
    before && readText(before.members, "revisionId"),
  ];
  if (expected === (current ?? "")) return undefined;
  return fail("OperationAbortedException", "The resource policy was changed by another operation.");
}

function refusePolicy(context: Context, before: Thing | undefined): Refused | undefined {
  const { input } = context;
  const [name, arn] = [readText(input, "policyName"), readText(input, "resourceArn")];
  try {
    JSON.parse(readText(input, "policyDocument"));
  } catch {
    return refuse("The policy document is not valid JSON.");
  }
  if (arn !== "") return findIdentified(context, arn) ? refuseRevision(context, before) : NO_GROUP;
  if (name === "") return refuse("policyName is required for a policy without a resourceArn.");
  return !before && list(context, ACCOUNT).length >= MOST_POLICIES ? TOO_MANY : undefined;
}

/** Puts a policy in the place of the one that there is. */
export function putResourcePolicy(context: Context): Done {
  const { input, told, store, caller, now, mint, operation } = context;
  const { policyName, policyDocument, resourceArn } = input;
  const [name, arn] = [readText(input, "policyName"), readText(input, "resourceArn")];
  const scope = arn === "" ? ACCOUNT : RESOURCE;
  const before = list(context, scope).find((policy) => nameOf(policy) === (arn || name));
  const refused = told ? undefined : refusePolicy(context, before);
  if (refused) return refused;
  const revision = arn === "" ? {} : { resourceArn, revisionId: makeUuid(mint(32)) };
  const policy: Thing = {
    ...KIND,
    place: { account: caller.account, region: caller.region },
    chain: [arn || name],
    within: undefined,
    names: {},
    members: merge(name === "" ? {} : { policyName }, { policyDocument, lastUpdatedTime: now }, revision),
    tags: new Map(),
    createdAt: before?.createdAt ?? now,
    call: { operation: operation.name, event: told?.event, input, output: makeStructure() },
  };
  store.put(policy);
  if (told) return { output: told.output };
  const { revisionId } = policy.members;
  return { output: merge({ resourcePolicy: tell(policy) }, revisionId === undefined ? {} : { revisionId }) };
}

/** Tells the policies of a scope, the account's where none is said, or that of a group. */
export function describeResourcePolicies(context: Context): Done {
  const { input } = context;
  const arn = readText(input, "resourceArn");
  const scope = readText(input, "policyScope") || (arn === "" ? ACCOUNT : RESOURCE);
  const all = list(context, scope).filter((policy) => arn === "" || nameOf(policy) === arn);
  all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const limit = readNumber(input, "limit") ?? USUAL_PAGE;
  const page = paginate(all, nameOf, readText(input, "nextToken"), limit);
  if ("error" in page) return page;
  return { output: merge({ resourcePolicies: page.items.map(tell) }, page.more) };
}

/** Takes a policy away. */
export function deleteResourcePolicy(context: Context): Done {
  const { input, told, store } = context;
  const [name, arn] = [readText(input, "policyName"), readText(input, "resourceArn")];
  const found = list(context, arn === "" ? ACCOUNT : RESOURCE).find((one) => nameOf(one) === (arn || name));
  if (!found && told) return { output: told.output };
  if (!found) return fail("ResourceNotFoundException", `Policy with name [${arn || name}] does not exist.`);
  const refused = arn === "" || told ? undefined : refuseRevision(context, found);
  if (refused) return refused;
  store.remove(found);
  return { output: told?.output ?? makeStructure() };
}
