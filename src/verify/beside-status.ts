/** Finds what was asked for inside what an answer has in its place: a setting's options, which stand beside their status. */
import { listMembers } from "../aws/model/shape.ts";
import { isScalar, isStructure } from "../aws/values.ts";
import type { Side } from "./pairs.ts";

/**
 * The one member of what was found that is of the very shape that was asked for, where its others are structures: what is
 * said of it. Else what was found.
 */
export function findBesideStatus(expected: Side, found: Side): Side {
  const { value } = found;
  const { name, type } = expected.ref;
  if (name === "" || found.ref.name === name || !isStructure(value)) return found;
  const members = listMembers(found.ref);
  const [same, ...more] = members.filter(([, ref]) => ref.name === name && ref.type === type);
  const others = members.filter((one) => one !== same);
  if (!same || more.length > 0 || others.some(([, ref]) => ref.type !== "structure")) return found;
  const inner = value[same[0]];
  return inner === undefined || inner === null ? found : { ref: same[1], value: inner };
}

/** What stands alone in a structure that was asked for, where a plain value was found: `{Value: false}` of EC2's attributes. */
export function takeOnly(asked: Side, { value: found }: Side): Side {
  const { ref, value } = asked;
  if (!isScalar(found) || !isStructure(value) || ref.type !== "structure") return asked;
  const [only, ...others] = listMembers(ref);
  const inner = only && others.length === 0 ? value[only[0]] : undefined;
  return only === undefined || inner === undefined ? asked : { ref: only[1], value: inner };
}
