/** The permissions of a security group, as its lists have them, and the rules that they are: each to one place. */
import { isStructure, type Structure } from "../../aws/values.ts";
import { listStructures, merge } from "./engine.ts";

/** What a rule tells of ports where its protocol has none. */
export const ALL_PORTS = -1;

/** The lists of a permission, what an item of each is named by, and what a rule calls that. */
const SIDES = [
  { list: "IpRanges", item: "CidrIp", rule: "CidrIpv4" },
  { list: "Ipv6Ranges", item: "CidrIpv6", rule: "CidrIpv6" },
  { list: "PrefixListIds", item: "PrefixListId", rule: "PrefixListId" },
  { list: "UserIdGroupPairs", item: "GroupId", rule: "ReferencedGroupInfo" },
] as const;

/** The members without some. */
export function without(values: Structure, ...names: readonly string[]): Structure {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name))) as Structure;
}

/** The list of a group that has what goes in this direction. */
export function listName(isEgress: boolean): string {
  return isEgress ? "IpPermissionsEgress" : "IpPermissions";
}

/** The rules that a permission is, each to one place. */
export function spread(permission: Structure, isEgress: boolean, owner: string): Structure[] {
  const { IpProtocol = "", FromPort = ALL_PORTS, ToPort = ALL_PORTS } = permission;
  return SIDES.flatMap(({ list, item, rule }) =>
    listStructures(permission[list]).map((one) => {
      const pair = { UserId: owner, ...without(one, "Description") };
      const { Description } = one;
      return merge(
        { IsEgress: isEgress, IpProtocol, FromPort, ToPort },
        { [rule]: rule === "ReferencedGroupInfo" ? merge(pair) : (one[item] ?? null) },
        Description === undefined || Description === null ? {} : { Description },
      );
    }),
  );
}

/** The permission that a rule is part of. */
function gather(rule: Structure): Structure {
  const { IpProtocol = "", FromPort, ToPort, Description } = rule;
  const ports = IpProtocol === String(ALL_PORTS) ? {} : { FromPort, ToPort };
  const described = Description === undefined || Description === null ? {} : { Description };
  const lists = SIDES.flatMap(({ list, item, rule: name }) => {
    const value = rule[name] ?? (name === "ReferencedGroupInfo" ? rule["ReferencedGroupId"] : undefined);
    if (value === undefined || value === null) return [];
    return [[list, [merge(isStructure(value) ? value : { [item]: value }, described)]] as const];
  });
  return merge({ IpProtocol }, ports, Object.fromEntries(lists));
}

/** What tells a rule from the others of its group. */
export function tellApart(rule: Structure): string {
  const { ReferencedGroupInfo: pair } = rule;
  const group = isStructure(pair) ? pair["GroupId"] : undefined;
  const { IsEgress, IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId } = rule;
  return JSON.stringify(
    [IsEgress, IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId, group].map(String),
  );
}

/** The permissions that rules of one direction are: those of the same ports together. */
export function gatherAll(rules: readonly Structure[], isEgress: boolean): Structure[] {
  const parts = rules.filter((rule) => rule["IsEgress"] === isEgress).map(gather);
  const same = Map.groupBy(parts, ({ IpProtocol, FromPort, ToPort }) =>
    JSON.stringify([IpProtocol, FromPort, ToPort]),
  );
  return [...same.values()].map((all) =>
    merge(
      all[0] ?? {},
      Object.fromEntries(SIDES.map(({ list }) => [list, all.flatMap((one) => listStructures(one[list]))])),
    ),
  );
}
