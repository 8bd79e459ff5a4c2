/** Small questions about a shape. */
import type { Shape } from "./types.ts";

/** The members of a structure with their names, in the model's order. */
export function listMembers(shape: Shape): [name: string, member: Shape][] {
  return Object.entries(shape.members ?? {});
}

/** The structure with other members. */
export function withMembers(shape: Shape, members: Readonly<Record<string, Shape>>): Shape {
  return Object.assign(Object.create(shape) as Shape, { members });
}
