/** Resolves references to shapes: the traits of a reference override those of the shape it names. */
import type { ServiceModel, Shape, ShapeRef } from "./types.ts";

/** A shape with the traits of the place that refers to it. */
export type ResolvedShape = Shape & ShapeRef;

const resolved = new WeakMap<ShapeRef, ResolvedShape>();

/** The shape that `ref` names, with the reference's own traits on top. Throws on a name the model does not have. */
export function resolveShape(model: ServiceModel, ref: ShapeRef): ResolvedShape {
  const known = resolved.get(ref);
  if (known) return known;
  const shape = model.shapes[ref.shape];
  if (!shape) throw new RangeError(`no shape ${ref.shape} in ${model.service}`);
  const both = { ...shape, ...ref };
  resolved.set(ref, both);
  return both;
}

/** The members of a structure with their names, in the model's order. */
export function listMembers(shape: Shape): [name: string, ref: ShapeRef][] {
  return Object.entries(shape.members ?? {});
}
