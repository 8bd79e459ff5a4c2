/** Makes an input for any operation by its shapes: every member filled, recursion cut, the same values each time. */
import { type ResolvedShape, resolveShape } from "../../src/aws/models/shape.ts";
import type { Operation, ServiceModel, ShapeRef } from "../../src/aws/models/types.ts";
import { makeStructure, type Structure, type Value } from "../../src/aws/values.ts";

const DEEPEST = 6;

function sampleScalar(shape: ResolvedShape, path: string): Value {
  switch (shape.type) {
    case "integer":
    case "long":
      return 7;
    case "float":
    case "double":
      return 1.5;
    case "boolean":
      return true;
    case "timestamp":
      return new Date("2026-04-01T12:34:56Z");
    case "blob":
      return Buffer.from(`blob ${path}`);
    default:
      return shape.enum?.[0] ?? `text ${path}`;
  }
}

function sampleValue(model: ServiceModel, ref: ShapeRef, path: string, above: readonly string[]): Value {
  const shape = resolveShape(model, ref);
  const open = [...above, ref.shape];
  if (shape.document) return { any: "document" };
  if (shape.jsonvalue) return { any: "document" };
  if (shape.type === "structure") {
    const result = makeStructure();
    const members = Object.entries(shape.members ?? {});
    for (const [name, member] of shape.union ? members.slice(0, 1) : members) {
      const type = resolveShape(model, member).type;
      const isNested = type === "structure" || type === "list" || type === "map";
      if (isNested && (open.length > DEEPEST || open.includes(member.shape))) continue;
      result[name] = sampleValue(model, member, `${path}.${name}`, open);
    }
    return result;
  }
  if (shape.type === "list" && shape.member) {
    const element = resolveShape(model, shape.member);
    if (open.length > DEEPEST || open.includes(element.shape)) return [];
    const first = sampleValue(model, shape.member, `${path}.0`, open);
    return [first, sampleValue(model, shape.member, `${path}.1`, open)];
  }
  if (shape.type === "map" && shape.value) {
    const result = makeStructure();
    if (!open.includes(shape.value.shape) && open.length <= DEEPEST) {
      result["A-key"] = sampleValue(model, shape.value, `${path}.v`, open);
    }
    return result;
  }
  return sampleScalar(shape, path);
}

/** An input of `operation` with all its members. */
export function sampleInput(model: ServiceModel, operation: Operation): Structure {
  if (!operation.input) return makeStructure();
  return sampleValue(model, operation.input, "", []) as Structure;
}
