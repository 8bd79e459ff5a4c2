/** Lists all that a service's API is made of. */
import type { ServiceModel, Shape } from "../../src/aws/model/types.ts";

/** One shape of each name that the inputs, outputs and errors of an API lead to. */
export function listShapes(model: ServiceModel): Shape[] {
  const found = new Map<string, Shape>();
  const visit = (shape: Shape | undefined) => {
    if (!shape || found.has(shape.name)) return;
    found.set(shape.name, shape);
    for (const part of [shape.member, shape.key, shape.value]) visit(part);
    for (const member of Object.values(shape.members ?? {})) visit(member);
  };
  for (const { input, output, errors = [] } of Object.values(model.operations)) {
    for (const shape of [input, output, ...errors]) visit(shape);
  }
  return [...found.values()];
}
