/** Lists all that a service's API is made of. */
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";
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

let patterned: Promise<readonly Shape[]> | undefined;

/** Every shape of all services with a pattern, one for each pattern and lengths. */
export function listPatterned(): Promise<readonly Shape[]> {
  patterned ??= findPatterned();
  return patterned;
}

async function findPatterned(): Promise<Shape[]> {
  const found = new Map<string, Shape>();
  for (const { service } of (await loadIndex()).services)
    for (const shape of listShapes(await loadModel(service)))
      if (shape.type === "string" && !shape.enum && shape.pattern !== undefined)
        found.set(JSON.stringify([shape.pattern, shape.min, shape.max]), shape);
  return [...found.values()];
}
