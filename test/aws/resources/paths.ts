/** Follows the table's paths through an API's shapes, independently of the generator that wrote them. */
import { resolveShape } from "../../../src/aws/model/shape.ts";
import type { ServiceModel, Shape, ShapeRef } from "../../../src/aws/model/types.ts";

/** The shape at `path` below `ref`; undefined where the API has no such place. */
export function findShape(model: ServiceModel, ref: ShapeRef | undefined, path: string): Shape | undefined {
  let at = ref;
  for (const [step = ""] of path.matchAll(/\[\]|\{key\}|\{\}|[^.[{]+/g)) {
    if (at === undefined) return undefined;
    const shape = resolveShape(model, at);
    if (step === "[]") at = shape.type === "list" ? shape.member : undefined;
    else if (step === "{}") at = shape.type === "map" ? shape.value : undefined;
    else if (step === "{key}") at = shape.type === "map" ? shape.key : undefined;
    else at = shape.members?.[step];
  }
  return at && resolveShape(model, at);
}

/** A text that an operation requires, with the path to it. */
export interface RequiredText {
  readonly path: string;
  readonly name: string;
  readonly isLabel: boolean;
}

/** The texts that an operation cannot go without: its required members and theirs, and their lists' items. */
export function listRequired(model: ServiceModel, ref: ShapeRef | undefined): RequiredText[] {
  const found: RequiredText[] = [];
  const walk = (at: ShapeRef, path: string, name: string, seen: readonly string[]) => {
    const shape = resolveShape(model, at);
    if (seen.includes(at.shape) || shape.idempotencyToken || at.idempotencyToken || shape.enum) return;
    if (shape.type === "string") found.push({ path, name, isLabel: at.location === "uri" });
    else if (shape.type === "list" && shape.member)
      walk(shape.member, `${path}[]`, name, [...seen, at.shape]);
    else if (shape.type === "structure")
      for (const member of shape.required ?? []) {
        const inner = shape.members?.[member];
        if (inner) walk(inner, path === "" ? member : `${path}.${member}`, member, [...seen, at.shape]);
      }
  };
  if (ref) walk(ref, "", "", []);
  return found;
}
