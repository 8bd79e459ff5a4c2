/** What a call asks for, in the names that an answer has for it. */
import { withMembers } from "../aws/model/shape.ts";
import { makeStructure } from "../aws/values.ts";
import type { Asked } from "./expectations.ts";
import type { LiveStep } from "./live.ts";
import { findCompares } from "./readers.ts";

/**
 * What a call asks for. Members that are other ones of the answer go by those names, so that what makes a thing and what
 * changes it later are about one member: the Path that UpdateUser calls NewPath.
 */
export function makeAsked({ step, input }: LiveStep): Asked {
  const ref = step.operation.input;
  const renames = findCompares(step.operation).rename.filter(
    ({ member, pair }) => pair === undefined && input[member] !== undefined,
  );
  if (!ref || renames.length === 0) return { step, input, ref };
  const renamed = Object.assign(makeStructure(), input);
  const members = { ...ref.members };
  for (const { member, as } of renames) {
    const [shape, value] = [members[member], input[member]];
    delete renamed[member];
    if (value !== undefined) renamed[as] = value;
    if (shape) members[as] = shape;
  }
  return { step, input: renamed, ref: withMembers(ref, members) };
}
