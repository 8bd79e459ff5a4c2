/** Makes an input for any operation by its shapes: recursion cut, the same values each time. */
import type { Operation, Shape } from "../../src/aws/model/types.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../src/aws/values.ts";

const DEEPEST = 6;

/** What an input is made of. */
export interface SampleKind {
  /** Only members that the API requires. */
  readonly requiredOnly?: boolean;
  readonly itemsPerList?: 1 | 2;
  /** Texts that look like numbers. */
  readonly numericTexts?: boolean;
}

function sampleScalar(shape: Shape, path: string, kind: SampleKind): Value {
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
      return shape.enum?.[0] ?? (kind.numericTexts ? `${path.length}` : `text ${path}`);
  }
}

function listSampled(shape: Shape, kind: SampleKind): [string, Shape][] {
  const members = Object.entries(shape.members ?? {});
  if (shape.union) return members.slice(0, 1);
  return kind.requiredOnly ? members.filter(([name]) => shape.required?.includes(name)) : members;
}

function sampleValue(shape: Shape, path: string, above: readonly string[], kind: SampleKind): Value {
  const open = [...above, shape.name];
  if (shape.document) return { any: "document" };
  if (shape.jsonvalue) return { any: "document" };
  if (shape.type === "structure") {
    const result = makeStructure();
    for (const [name, member] of listSampled(shape, kind)) {
      const type = member.type;
      const isNested = type === "structure" || type === "list" || type === "map";
      if (isNested && (open.length > DEEPEST || open.includes(member.name))) continue;
      result[name] = sampleValue(member, `${path}.${name}`, open, kind);
    }
    return result;
  }
  if (shape.type === "list" && shape.member) {
    const element = shape.member;
    if (open.length > DEEPEST || open.includes(element.name)) return [];
    const first = sampleValue(shape.member, `${path}.0`, open, kind);
    // No form of the log tells a list of one item with nothing in it from an empty list.
    if (isStructure(first) && Object.keys(first).length === 0) return [];
    return kind.itemsPerList === 1 ? [first] : [first, sampleValue(shape.member, `${path}.1`, open, kind)];
  }
  if (shape.type === "map" && shape.value) {
    const result = makeStructure();
    if (!open.includes(shape.value.name) && open.length <= DEEPEST) {
      result["A-key"] = sampleValue(shape.value, `${path}.v`, open, kind);
    }
    return result;
  }
  return sampleScalar(shape, path, kind);
}

/** An input of `operation`, with all its members where `kind` does not say otherwise. */
export function sampleInput(operation: Operation, kind: SampleKind = {}): Structure {
  if (!operation.input) return makeStructure();
  return sampleValue(operation.input, "", [], kind) as Structure;
}

/** An answer of `operation` with all its members. */
export function sampleOutput(operation: Operation): Structure {
  if (!operation.output) return makeStructure();
  return sampleValue(operation.output, "", [], {}) as Structure;
}
