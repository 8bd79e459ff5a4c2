/** IAM: what an account has in all. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
import * as v from "valibot";
import { isStructure, type Structure, type Value } from "../../aws/values.ts";
import { Text } from "../../base/row-types.ts";
import { findShape } from "../../plan/missing/derived/paths.ts";
import { type Context, nameAttached, placeOf } from "../behaviour/context.ts";
import { findNamed } from "../behaviour/names/names.ts";
import { paginate } from "../behaviour/reads/pages.ts";
import { writeItem } from "../behaviour/reads/view.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { merge, readText } from "./engine.ts";
import quotas from "./iam-quotas.json" with { type: "json" };

/** A row of iam-quotas.json: numbers by their names in the summary. */
export const QuotaRow = v.strictObject({ names: v.record(Text, v.number()), reason: Text });

function listAll(context: Context, type: string): Thing[] {
  return context.store.list(placeOf(context, type), { service: "iam", type });
}

function count(context: Context, ...types: readonly string[]): number {
  return types.reduce((sum, type) => sum + listAll(context, type).length, 0);
}

/** Counts what an account has, beside what it may have. */
export function summarize(context: Context): Done {
  const devices = listAll(context, "mfa-device");
  const counts = {
    Groups: count(context, "group"),
    InstanceProfiles: count(context, "instance-profile"),
    MFADevices: devices.length,
    MFADevicesInUse: devices.filter(({ members }) => readText(members, "UserName") !== "").length,
    Policies: count(context, "policy"),
    PolicyVersionsInUse: count(context, "policy-version"),
    Providers: count(context, "saml-provider", "open-id-connect-provider"),
    Roles: count(context, "role"),
    ServerCertificates: count(context, "server-certificate"),
    Users: count(context, "user"),
  };
  return { output: merge({ SummaryMap: merge(...quotas.map(({ names }) => names), counts) }) };
}

/** The policies that somebody has: those that are theirs alone, and those that are attached. */
function tellPolicies({ store }: Context, holder: Thing, list: string): Structure {
  const all = store.listInner(holder).filter(({ type }) => type === `${holder.type}-policy`);
  const attached = all.flatMap(({ members }) => {
    const arn = readText(members, "PolicyArn");
    return arn === "" ? [] : [merge({ PolicyName: arn.slice(arn.lastIndexOf("/") + 1), PolicyArn: arn })];
  });
  const own = all.flatMap(({ members: { PolicyName, PolicyDocument } }) =>
    PolicyDocument === undefined ? [] : [merge({ PolicyName, PolicyDocument })],
  );
  return merge({ [list]: own, AttachedManagedPolicies: attached });
}

/** What a thing was brought to: the groups of a user, the profiles of a role. */
function listBringers({ store }: Context, thing: Thing): string[] {
  const type = nameAttached(thing.type);
  return store.listInner(thing).flatMap((one) => (one.type === type ? (one.chain.at(-1) ?? []) : []));
}

/** What each list of the answer tells of its things beside what they have themselves, and by which word a filter asks for them. */
const LISTS = [
  {
    list: "UserDetailList",
    type: "user",
    word: "User",
    tell: (context: Context, user: Thing): Structure =>
      merge(tellPolicies(context, user, "UserPolicyList"), { GroupList: listBringers(context, user) }),
  },
  {
    list: "GroupDetailList",
    type: "group",
    word: "Group",
    tell: (context: Context, group: Thing): Structure => tellPolicies(context, group, "GroupPolicyList"),
  },
  {
    list: "RoleDetailList",
    type: "role",
    word: "Role",
    tell: (context: Context, role: Thing): Structure =>
      merge(tellPolicies(context, role, "RolePolicyList"), {
        InstanceProfileList: tellProfiles(context, role),
      }),
  },
  {
    list: "Policies",
    type: "policy",
    word: "LocalManagedPolicy",
    tell: (context: Context, policy: Thing): Structure =>
      merge({
        PolicyVersionList: context.store
          .listInner(policy)
          .filter((one) => one.type === "policy-version")
          .map((one) => tell(context, one, "Policies[].PolicyVersionList[]") ?? merge()),
      }),
  },
] as const;

/** A thing as the items of a list of the answer have it. */
function tell(context: Context, thing: Thing, path: string): Structure | undefined {
  const shape = findShape(context.operation.output, path);
  const told = shape && writeItem(context, thing, shape, path);
  return isStructure(told) ? told : undefined;
}

/** The profiles of a role, each of which has that one. */
function tellProfiles(context: Context, role: Thing): Structure[] {
  const path = "RoleDetailList[].InstanceProfileList[]";
  return listBringers(context, role).flatMap((name) => {
    const profile = findNamed(context, "instance-profile", [name]);
    const told = profile && tell(context, profile, path);
    return told ? [merge(told, { Roles: [tell(context, role, `${path}.Roles[]`) ?? merge()] })] : [];
  });
}

/** Tells all users, groups, roles and policies with what they have; a page counts all of them. */
export function tellAuthorizations(context: Context): Done {
  const { input, operation } = context;
  const { Filter: asked } = input;
  const words = Array.isArray(asked) ? (asked as readonly Value[]).map(String) : [];
  const all = LISTS.filter(({ word }) => words.length === 0 || words.includes(word)).flatMap((row) =>
    listAll(context, row.type).map((thing) => ({ row, thing })),
  );
  const page = paginate(operation, input, all);
  if (!page) return { error: { code: "ValidationError", message: "Invalid Marker.", status: 400 } };
  const lists = LISTS.map(({ list }) => {
    const mine = page.items.filter(({ row }) => row.list === list);
    const told = mine.map(({ row, thing }) =>
      merge(tell(context, thing, `${list}[]`) ?? merge(), row.tell(context, thing)),
    );
    return [list, told] as const;
  });
  return { output: merge(Object.fromEntries(lists), page.more) };
}
