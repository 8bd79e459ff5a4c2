/** Small questions about a shape. */
import type { Shape } from "./types.ts";

type Members = readonly (readonly [name: string, member: Shape])[];

const NO_MEMBERS: Members = [];
/** A structure is asked for its members at each call; they stay as they are. */
const listed = new WeakMap<NonNullable<Shape["members"]>, Members>();

/** The members of a structure with their names, in the model's order. */
export function listMembers(shape: Shape | undefined): Members {
  const members = shape?.members;
  return members === undefined ? NO_MEMBERS : listed.getOrInsertComputed(members, Object.entries);
}

/** The structure with other members. */
export function withMembers(shape: Shape, members: Readonly<Record<string, Shape>>): Shape {
  return { ...shape, members };
}
