/**
 * One item of a list that a call gives member by member, where it could have given the list: a rule of a security group by
 * its IpProtocol, FromPort and CidrIp in the place of IpPermissions.
 */
import { listMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import { isScalar, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Knowledge } from "./knowledge.ts";

/** The item, and the member of the input whose item it is. */
export interface Spread {
  readonly list: string;
  readonly item: Value;
  /** The members that say it. */
  readonly members: ReadonlySet<string>;
}

/** So many members have to be the item's own: one alone can be called alike by chance. */
const LEAST_OWN = 2;

/** Where a scalar stands in an item: as its own member, else as that of the one item of a list of its. */
function place(item: Shape, name: string, value: Value): Readonly<Record<string, Value>> | undefined {
  const own = item.members?.[name];
  if (own) return own.member || own.members ? undefined : { [name]: value };
  const [list] = listMembers(item).find(([, { member }]) => member?.members?.[name]) ?? [];
  return list === undefined ? undefined : { [list]: [Object.assign(makeStructure(), { [name]: value })] };
}

/** What a call that puts items to others, or takes them away, says member by member; undefined where it says none so. */
export function readSpread({ deed, rows, operation }: Knowledge, input: Structure): Spread | undefined {
  if (deed !== "attach" && deed !== "detach") return undefined;
  const naming = new Set(rows.flatMap(({ path, part }) => (part === "own" ? path : [])));
  const given = Object.entries(input).filter(([name, value]) => !naming.has(name) && isScalar(value));
  for (const [list, { member: item }] of listMembers(operation.input)) {
    if (!item?.members || input[list] !== undefined) continue;
    const placed = given.flatMap(([name, value]) => {
      const at = place(item, name, value ?? null);
      return at ? [{ name, at }] : [];
    });
    if (placed.filter(({ name }) => item.members?.[name]).length < LEAST_OWN) continue;
    const whole = Object.assign(makeStructure(), ...placed.map(({ at }) => at));
    return { list, item: whole, members: new Set(placed.map(({ name }) => name)) };
  }
  return undefined;
}
