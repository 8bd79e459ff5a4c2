/** Brings a resource's properties into the input of a call. */
import { type CfnValueKind, type Property, readProperties } from "../../../../aws/cloudformation/kinds.ts";
import type { Operation, Shape } from "../../../../aws/model/types.ts";
import { makeStructure, type Value } from "../../../../aws/values.ts";
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import type { ResourceKind } from "./kind.ts";
import { listAt } from "./made-thing.ts";
import { listMakingRows } from "./rows.ts";
import { findPlace, putValue } from "./shape-paths.ts";
import { fillMembers, type Shaping, toShape } from "./to-shape.ts";

const ANY: CfnValueKind = { is: "json" };

/** A property of a type by its name; one that nothing is known of is any JSON. */
export function findProperty({ cfn }: Pick<ResourceKind, "cfn">, name: string): Property {
  const found = readProperties(cfn.properties).list.find((one) => one.name === name);
  return found ?? { name, kind: ANY, isRequired: false, from: name, names: [] };
}

/** What of a resource's properties went into an input. */
export interface BuiltInput {
  readonly input: Record<string, Value>;
  /** The properties that did. */
  readonly placed: ReadonlySet<string>;
  /** Paths in them that did not. */
  readonly left: readonly string[];
}

/** Whether an input has a place for a property. */
export function hasPlace(
  input: Shape | undefined,
  property: Property,
  value: JsonValue,
  kind: ResourceKind,
): boolean {
  const direct =
    findPlace(input, property.from === "." ? property.name : property.from) ??
    findPlace(input, property.name);
  if (direct) return true;
  if (property.from !== "." || !isObject(value) || !input) return false;
  const filled = fillMembers(value as JsonObject, input, property.kind, "", {
    structures: kind.cfn.structures,
    onLeft: () => undefined,
  });
  return Object.keys(filled).length > 0;
}

/** Whether a row says that nothing is done for a property. */
function isLeft({ cfn }: ResourceKind, name: string): boolean {
  return listMakingRows(cfn.name, "leave").some(({ property }) => property === name);
}

/** The input of an operation from properties, as far as it has a place for them. */
export function buildInput(kind: ResourceKind, operation: Operation, properties: JsonObject): BuiltInput {
  const input: Record<string, Value> = makeStructure();
  const placed = new Set<string>();
  const left: string[] = [];
  const renames = listMakingRows(kind.cfn.name, "member");
  const shaping: Shaping = {
    structures: kind.cfn.structures,
    onLeft: (path) => void left.push(path),
    rename: (path) => renames.find(({ at }) => at === path)?.to,
  };
  for (const [name, value] of Object.entries(properties)) {
    const property = findProperty(kind, name);
    const shape = operation.input;
    if (!shape || name === kind.cfn.tags?.property || isLeft(kind, name)) continue;
    const place =
      findPlace(
        shape,
        renames.find(({ at }) => at === name)?.to ?? (property.from === "." ? name : property.from),
      ) ?? findPlace(shape, name);
    if (place) {
      const converted = toShape(value, place.shape, property.kind, name, shaping);
      if (converted === undefined) {
        if (value !== null) left.push(name);
      } else putValue(input, place.names, converted);
      placed.add(name);
    } else if (property.from === "." && isObject(value)) {
      const before = Object.keys(input).length;
      const own: string[] = [];
      fillMembers(
        value as JsonObject,
        shape,
        property.kind,
        name,
        { ...shaping, onLeft: (path) => void own.push(path) },
        input,
      );
      if (Object.keys(input).length === before) continue;
      placed.add(name);
      left.push(...own);
    }
  }
  for (const { at, members, unless } of listMakingRows(kind.cfn.name, "assume"))
    for (const found of listAt(input, at)) {
      if (unless !== undefined && found[unless] !== undefined) continue;
      for (const [name, value] of Object.entries(members))
        if (found[name] === undefined) (found as Record<string, Value>)[name] = value as Value;
    }
  return { input, placed, left };
}
