/** EC2's rules of security groups, which go by ids of their own beside the group's lists: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
import type { ServiceError } from "../../aws/protocols/protocol.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../aws/values.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import { makeArn } from "../behaviour/names/make-arn.ts";
import { findNamed, findThing } from "../behaviour/names/names.ts";
import { filterThings } from "../behaviour/reads/filters.ts";
import { paginate } from "../behaviour/reads/pages.ts";
import { writeOutput } from "../behaviour/reads/view.ts";
import { refuseAbsent } from "../behaviour/refusals/refusals.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { listStructures, merge, readText, type ServiceEngine } from "./engine.ts";
import { ALL_PORTS, gatherAll, listName, spread, tellApart, without } from "./security-group-permissions.ts";

const GROUP = "security-group";
const RULE = "security-group-rule";
const ID_DIGITS = 17;

/** The id of a group, whatever it is called. */
function tellId({ names, chain }: Thing): string {
  return names.id ?? chain.at(-1) ?? "";
}

/** The rules of a group, as its lists have them. */
function listRules(group: Thing): Structure[] {
  const { members, place } = group;
  const all = [false, true].flatMap((isEgress) =>
    listStructures(members[listName(isEgress)]).flatMap((one) => spread(one, isEgress, place.account)),
  );
  return all.map((rule) => merge({ GroupId: tellId(group), GroupOwnerId: place.account }, rule));
}

function listKept(context: Context, group: Thing): Thing[] {
  const kind = { service: group.service, type: RULE };
  return context.store.list(group.place, kind).filter(({ members }) => members["GroupId"] === tellId(group));
}

function makeRule(context: Context, group: Thing, rule: Structure, id: string): Thing {
  const members = merge({ GroupId: tellId(group), GroupOwnerId: group.place.account }, rule, {
    SecurityGroupRuleId: id,
  });
  const arn = makeArn(context, RULE, [id], id);
  return {
    place: group.place,
    service: group.service,
    type: RULE,
    chain: [id],
    within: undefined,
    names: { id, ...(arn !== undefined && { arn }) },
    members,
    tags: new Map(),
    createdAt: context.now,
    call: { operation: "", event: context.told?.event, input: members, output: makeStructure() },
    brought: "told",
  };
}

/** The rules of a group as things: those that have ids already, the others under ids that are the same each time. */
function showRules(context: Context, group: Thing): Thing[] {
  const kept = new Map(listKept(context, group).map((thing) => [tellApart(thing.members), thing]));
  return listRules(group).map((rule) => {
    const key = tellApart(rule);
    const known = kept.get(key);
    if (known) return { ...known, members: merge(without(known.members, "Description"), rule) };
    const digits = new Bun.CryptoHasher("sha256").update(`${tellId(group)} ${key}`).digest("hex");
    return makeRule(context, group, rule, `sgr-${digits.slice(0, ID_DIGITS)}`);
  });
}

function findGroup(context: Context): Thing | undefined {
  return findThing(context, GROUP);
}

/** Rules that are no longer in their group's lists go, with their ids. */
function dropGone(context: Context): void {
  const group = findGroup(context);
  if (!group) return;
  const standing = new Set(listRules(group).map(tellApart));
  for (const rule of listKept(context, group))
    if (!standing.has(tellApart(rule.members))) context.store.remove(rule);
}

/** The permissions that a call gives, in the older form of one as well: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
function readPermissions(context: Context): readonly Structure[] {
  const { input } = context;
  const { IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName: name } = input;
  const source = typeof name === "string" ? findNamed(context, GROUP, [name]) : undefined;
  const older = merge(
    { IpProtocol: IpProtocol ?? String(ALL_PORTS), FromPort, ToPort },
    CidrIp ? { IpRanges: [merge({ CidrIp })] } : {},
    source ? { UserIdGroupPairs: [merge({ GroupId: tellId(source) })] } : {},
  );
  const all = [...listStructures(input["IpPermissions"]), ...(CidrIp || source ? [older] : [])];
  return all.map((one) =>
    merge(one, {
      UserIdGroupPairs: listStructures(one["UserIdGroupPairs"]).map((pair) => nameById(context, pair)),
    }),
  );
}

/** A group that a permission names, by its id. */
function nameById(context: Context, pair: Structure): Structure {
  const { GroupId, GroupName } = pair;
  if (GroupId || typeof GroupName !== "string") return pair;
  const group = findNamed(context, GROUP, [GroupName]);
  return group ? merge(without(pair, "GroupName"), { GroupId: tellId(group) }) : pair;
}

function readRules(context: Context, group: Thing, isEgress: boolean): readonly Structure[] {
  return readPermissions(context).flatMap((one) => spread(one, isEgress, group.place.account));
}

/** AWS's error where the group does not stand; what production did is done. */
function refuse({ told, input, ...context }: Context): Done {
  if (told) return { output: told.output };
  const text = readText(input, "GroupId") || readText(input, "GroupName");
  return { error: refuseAbsent({ told, input, ...context }, GROUP, text) };
}

/** AWS's error for a rule that the group has: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
function refuseSame(rule: Structure): ServiceError {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo: other, IpProtocol, FromPort, ToPort } = rule;
  const peer = CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? (isStructure(other) ? readText(other, "GroupId") : "");
  const protocol = String(IpProtocol) === String(ALL_PORTS) ? "ALL" : String(IpProtocol).toUpperCase();
  const ports = FromPort === undefined ? "" : `, from port: ${FromPort}, to port: ${ToPort}`;
  const message = `the specified rule "peer: ${peer}, ${protocol}${ports}, ALLOW" already exists`;
  return { code: "InvalidPermission.Duplicate", message, status: 400 };
}

/** Adds rules, each of which gets an id: production's, or one that is made up. */
function authorize(context: Context, isEgress: boolean): Done {
  const group = findGroup(context);
  if (!group) return refuse(context);
  const before = listRules(group);
  const had = new Set(before.map(tellApart));
  const asked = readRules(context, group, isEgress);
  const same = asked.find((rule) => had.has(tellApart(rule)));
  if (same && !context.told) return { error: refuseSame(same) };
  const added = asked.filter((rule) => !had.has(tellApart(rule)));
  const changed = putRules(context, group, [...before, ...added], isEgress);
  const told = listStructures(context.told?.output["SecurityGroupRules"]);
  const rules = (told.length > 0 ? told : added).map((rule) => {
    const id = readText(rule, "SecurityGroupRuleId") || `sgr-${context.mint(ID_DIGITS)}`;
    const thing = makeRule(context, changed, merge({ IsEgress: isEgress }, without(rule, "Tags")), id);
    context.store.put(thing);
    return thing.members;
  });
  return { output: context.told?.output ?? merge({ Return: true, SecurityGroupRules: rules }) };
}

function revoke(context: Context, isEgress: boolean): Done {
  const group = findGroup(context);
  if (!group) return refuse(context);
  const { SecurityGroupRuleIds: ids } = context.input;
  const texts = Array.isArray(ids) ? (ids as readonly Value[]).map(String) : [];
  const named = showRules(context, group).filter(({ chain }) => texts.includes(chain.at(-1) ?? ""));
  const gone = new Set(
    [...readRules(context, group, isEgress), ...named.map(({ members }) => members)].map(tellApart),
  );
  const kept = listRules(group).filter((rule) => !gone.has(tellApart(rule)));
  putRules(context, group, kept, isEgress);
  dropGone(context);
  return { output: context.told?.output ?? merge({ Return: true }) };
}

/** The group with other rules in the place of all those of one direction. */
function putRules(context: Context, group: Thing, rules: readonly Structure[], isEgress: boolean): Thing {
  const permissions = gatherAll(rules, isEgress);
  const changed = { ...group, members: merge(group.members, { [listName(isEgress)]: permissions }) };
  context.store.put(changed);
  return changed;
}

/** Says anew what rules are described as: of the permissions that the call has, or by their ids. */
function describe(context: Context, isEgress: boolean): Done {
  const group = findGroup(context);
  if (!group) return refuse(context);
  const { SecurityGroupRuleDescriptions } = context.input;
  const byKey = new Map(
    readRules(context, group, isEgress).map((rule) => [tellApart(rule), rule["Description"]]),
  );
  const byId = listStructures(SecurityGroupRuleDescriptions).map(
    (one) => [readText(one, "SecurityGroupRuleId"), one["Description"]] as const,
  );
  for (const [id, text] of byId) {
    const rule = showRules(context, group).find(({ chain }) => chain.at(-1) === id);
    if (rule) byKey.set(tellApart(rule.members), text);
  }
  const rules = listRules(group).map((rule) => {
    const key = tellApart(rule);
    if (!byKey.has(key)) return rule;
    const Description = byKey.get(key) ?? "";
    return Description === "" ? without(rule, "Description") : merge(rule, { Description });
  });
  putRules(context, group, rules, isEgress);
  return { output: context.told?.output ?? merge({ Return: true }) };
}

function modify(context: Context): Done {
  let group = findNamed(context, GROUP, [readText(context.input, "GroupId")]);
  if (!group) return refuse(context);
  for (const item of listStructures(context.input["SecurityGroupRules"])) {
    const id = readText(item, "SecurityGroupRuleId");
    const { SecurityGroupRule: given } = item;
    const old = showRules(context, group).find(({ chain }) => chain.at(-1) === id);
    if (!isStructure(given) || (!old && !context.told)) continue;
    const { ReferencedGroupId, ...said } = given;
    const pair = ReferencedGroupId
      ? { ReferencedGroupInfo: merge({ GroupId: ReferencedGroupId, UserId: group.place.account }) }
      : {};
    const rule = merge(
      { IsEgress: old?.members["IsEgress"] ?? false, FromPort: ALL_PORTS, ToPort: ALL_PORTS },
      said,
      pair,
    );
    const key = old && tellApart(old.members);
    const others = listRules(group).filter((one) => tellApart(one) !== key);
    group = putRules(context, group, [...others, rule], rule["IsEgress"] === true);
    context.store.put({ ...makeRule(context, group, rule, id), tags: old?.tags ?? new Map() });
  }
  return { output: context.told?.output ?? merge({ Return: true }) };
}

/** EC2's operations on rules. */
export const securityGroupRules: ServiceEngine = {
  AuthorizeSecurityGroupIngress: (context) => authorize(context, false),
  AuthorizeSecurityGroupEgress: (context) => authorize(context, true),
  RevokeSecurityGroupIngress: (context) => revoke(context, false),
  RevokeSecurityGroupEgress: (context) => revoke(context, true),
  UpdateSecurityGroupRuleDescriptionsIngress: (context) => describe(context, false),
  UpdateSecurityGroupRuleDescriptionsEgress: (context) => describe(context, true),
  ModifySecurityGroupRules: modify,
  DescribeSecurityGroupRules(context) {
    const { store, operation, input } = context;
    const kind = { service: operation.model.service, type: GROUP };
    const { SecurityGroupRuleIds: ids } = input;
    const texts = Array.isArray(ids) ? (ids as readonly Value[]).map(String) : [];
    const all = store.list(placeOf(context, GROUP), kind).flatMap((group) => showRules(context, group));
    const missing = texts.find((text) => all.every(({ chain }) => chain.at(-1) !== text));
    if (missing !== undefined) return { error: refuseAbsent(context, RULE, missing) };
    const named = texts.length === 0 ? all : all.filter(({ chain }) => texts.includes(chain.at(-1) ?? ""));
    const list = "SecurityGroupRules";
    const left = filterThings(context, named, `${list}[]`) ?? named;
    const page = paginate(operation, input, left);
    if (!page) return { error: { code: "InvalidNextToken", message: "The token is not valid", status: 400 } };
    return { output: merge(writeOutput(context, page.items, `${list}[]`), page.more) };
  },
};
