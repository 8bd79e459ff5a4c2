/** Policies of tables, their streams and indexes: texts with a revision each. */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Thing } from "../../thing.ts";
import { readText } from "../engine.ts";
import { readTableName } from "./named-table.ts";
import { checkPolicy, shortenPolicy } from "./policy-documents.ts";
import { writeMembers } from "./read-members.ts";
import { refuse, refuseAs } from "./refusal.ts";
import { checkKind, checkScheme, readArn, refuseRegion } from "./resource-arns.ts";
import { findTable, type Table } from "./tables.ts";

const KIND = { service: "dynamodb", type: "resource-policy" };
/** What a policy is to have where none is. */
const NO_POLICY = "NO_POLICY";
const ARN = /^arn:[\w-]+:dynamodb:[\w-]+:\d+:table\/[\w.-]+(?:\/\w+\/[^/]+)?$/;

/** The chain of what is set on a table is its name, as a replay has it; of what is set on a stream, its ARN. */
function nameHolder(arn: string): string {
  return arn.split("/").length > 2 ? arn : readTableName(arn);
}

function findPolicy({ store, caller }: Context, arn: string): Thing | undefined {
  const place = { account: caller.account, region: caller.region };
  return store.find(place, KIND, [nameHolder(arn)]);
}

function checkHolder({ caller }: Context, text: string): void {
  checkScheme(text);
  const arn = readArn(text);
  if (!arn) throw refuseRegion(text);
  checkKind(text, arn);
  if (arn.account !== caller.account)
    throw refuse("This action is only supported by accounts that match the resource owner’s account.");
  if (arn.region !== caller.region || !ARN.test(text)) throw refuseRegion(text);
}

function getHolder(context: Context): { readonly table: Table; readonly arn: string } {
  const arn = readText(context.input, "ResourceArn");
  checkHolder(context, arn);
  const table = findTable(context, arn);
  if (table) return { table, arn };
  throw refuseAs(
    "ResourceNotFoundException",
    `Requested resource not found: Table: ${readTableName(arn)} not found`,
  );
}

const ABSENT = "Resource-based policy not found for the provided ResourceArn:";

/** That the revision is the one that the caller expects, where one is expected. */
function checkRevision({ input }: Context, { name }: Table, before: Thing | undefined): void {
  const expected = readText(input, "ExpectedRevisionId");
  const revision = before && readText(before.members, "RevisionId");
  if (expected === "" || expected === revision) return;
  if (expected === NO_POLICY && revision === undefined) return;
  if (expected === NO_POLICY)
    throw refuseAs(
      "PolicyNotFoundException",
      `${ABSENT} Requested policy update expecting none to be present for table ${name}, but a policy exists with revision id ${revision}.`,
    );
  throw refuseAs(
    "PolicyNotFoundException",
    revision === undefined
      ? `${ABSENT} Requested update for policy with revision id ${expected}, but no policy is associated to target table ${name}.`
      : `${ABSENT} Requested update for policy with revision id ${expected}, but the policy associated to target table ${name} has revision id ${revision}.`,
  );
}

/** Sets a policy on what an ARN names, and tells its revision. */
export function putPolicy(context: Context, arn: string, text: string): string {
  const policy = shortenPolicy(text);
  const { store, caller, now, mint, operation, input, told } = context;
  const before = findPolicy(context, arn);
  if (before && before.members["Policy"] === policy) return readText(before.members, "RevisionId");
  const RevisionId = readText(told?.output ?? {}, "RevisionId") || `${now}${Number.parseInt(mint(4), 16)}`;
  store.put({
    place: { account: caller.account, region: caller.region },
    ...KIND,
    chain: [nameHolder(arn)],
    within: undefined,
    names: {},
    members: writeMembers({ ResourceArn: arn, Policy: policy, RevisionId }),
    tags: new Map(),
    createdAt: now,
    call: { operation: operation.name, input, output: writeMembers({ RevisionId }) },
  });
  return RevisionId;
}

function putResourcePolicy(context: Context): Structure {
  const { table, arn } = getHolder(context);
  const policy = readText(context.input, "Policy");
  if (!context.told) checkPolicy(policy);
  checkRevision(context, table, findPolicy(context, arn));
  return { RevisionId: putPolicy(context, arn, policy) };
}

function getResourcePolicy(context: Context): Structure {
  const { arn } = getHolder(context);
  const found = findPolicy(context, arn);
  if (!found) throw refuseAs("PolicyNotFoundException", `${ABSENT} ${arn}`);
  const { Policy, RevisionId } = found.members;
  return writeMembers({ Policy, RevisionId });
}

function deleteResourcePolicy(context: Context): Structure {
  const { table, arn } = getHolder(context);
  const found = findPolicy(context, arn);
  checkRevision(context, table, found);
  if (!found) return {};
  context.store.remove(found);
  return writeMembers({ RevisionId: found.members["RevisionId"] });
}

export const resourcePolicies = {
  PutResourcePolicy: putResourcePolicy,
  GetResourcePolicy: getResourcePolicy,
  DeleteResourcePolicy: deleteResourcePolicy,
};
