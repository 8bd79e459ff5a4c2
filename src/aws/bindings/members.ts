/** The members of a structure that have values, which the bindings put into their places. */
import type { Shape } from "../model/types.ts";
import type { Structure, Value } from "../values.ts";

/** A member that the input has a value for. */
export interface BoundMember {
  readonly name: string;
  readonly shape: Shape;
  readonly value: Exclude<Value, null>;
}

/** The input's members that the model knows and that are not null, in the input's order. */
export function bindMembers(input: Shape, values: Structure): BoundMember[] {
  const bound: BoundMember[] = [];
  for (const name of Object.keys(values)) {
    const value = values[name];
    const shape = input.members?.[name];
    if (shape !== undefined && value !== undefined && value !== null) bound.push({ name, shape, value });
  }
  return bound;
}

/** What a member is called on the wire. */
export const nameOnWire = ({ name, shape }: { readonly name: string; readonly shape: Shape }) =>
  shape.locationName ?? name;
