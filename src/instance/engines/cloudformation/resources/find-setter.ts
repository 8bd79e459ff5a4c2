/** Which operation sets what the one that makes a thing does not take. */

import type { Property } from "../../../../aws/cloudformation/kinds.ts";
import type { Operation } from "../../../../aws/model/types.ts";
import type { Deed, OperationMeaning } from "../../../../aws/resources/types.ts";
import { isObject, type JsonObject, type JsonValue } from "../../../../base/values.ts";
import { buildInput, hasPlace } from "./build-input.ts";
import type { ResourceKind } from "./kind.ts";
import { fillMembers, isSameName } from "./to-shape.ts";

/** member: it has the property as a member; spread: it has the members of the property's structure; each: those of each item. */
export type SetterWay = "member" | "spread" | "each";

/** An operation that sets a property. */
export interface Setter {
  readonly operation: Operation;
  readonly way: SetterWay;
}

/** The likeliest first: what sets, then what changes, then the others. */
const RANKS: Readonly<Partial<Record<Deed, number>>> = { put: 0, update: 1, act: 2, attach: 3, create: 4 };

/** Whether all members of an object are ones of an input. */
function takesAll(
  kind: ResourceKind,
  operation: Operation,
  { kind: of }: Property,
  value: JsonValue,
): boolean {
  if (!isObject(value) || !operation.input) return false;
  const inner = of.is === "list" ? of.of : of;
  const left: string[] = [];
  const shaping = { structures: kind.cfn.structures, onLeft: (path: string) => void left.push(path) };
  const filled = fillMembers(value as JsonObject, operation.input, inner, "", shaping);
  return left.length === 0 && Object.keys(filled).length > 0;
}

function findWay(
  kind: ResourceKind,
  operation: Operation,
  property: Property,
  value: JsonValue,
  isPart: boolean,
): SetterWay | undefined {
  if (hasPlace(operation.input, property, value, kind)) return "member";
  const [first] = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  if (Array.isArray(value))
    return first !== undefined && takesAll(kind, operation, property, first) ? "each" : undefined;
  return isPart && takesAll(kind, operation, property, value) ? "spread" : undefined;
}

/** The operations that set a property of things of a kind, the likeliest first. `lacks`: whether a required member is known to nobody. */
export function findSetter(
  kind: ResourceKind,
  property: Property,
  value: JsonValue,
  lacks: (operation: Operation, member: string, way: SetterWay) => boolean,
  /** The operation that made the thing, where what changes it is asked for. */
  maker?: string,
): Setter | undefined {
  const { resources, model, type, cfn } = kind;
  const found: (Setter & { readonly rank: number })[] = [];
  for (const [name, meaning] of Object.entries(resources.operations)) {
    const rank = RANKS[meaning.deed];
    const operation = model.operations[name];
    if (rank === undefined || !operation?.input || operation.deprecated || name === maker) continue;
    if (maker !== undefined && (meaning.deed === "create" || meaning.deed === "attach")) continue;
    if (maker !== undefined && isOwnName(kind, meaning, property)) continue;
    const isPart = meaning.type !== undefined && cfn.parts?.[meaning.type] === property.name;
    if (!isPart && !isOfType(meaning, type)) continue;
    const way = findWay(kind, operation, property, value, isPart);
    if (!way) continue;
    const required = operation.input.required ?? [];
    const given = way === "member" ? buildInput(kind, operation, { [property.name]: value }).input : {};
    if (required.some((member) => given[member] === undefined && lacks(operation, member, way))) continue;
    found.push({ operation, way, rank: rank + (isPart ? -10 : 0) + (way === "member" ? 0 : 5) });
  }
  found.sort((one, other) => one.rank - other.rank);
  return found[0];
}

function isOfProperty({ from, name }: Property, member: string): boolean {
  return isSameName(from.split(".")[0] ?? "", member) || isSameName(name, member);
}

/** Whether an operation is about things of the type, or about what stands in them. */
function isOfType({ type: about, input }: OperationMeaning, type: string | undefined): boolean {
  return about === type || input.some((one) => one.type === type && one.part !== "reference");
}

/** Whether a property is what the operation names the thing by. */
function isOwnName({ type }: ResourceKind, { input }: OperationMeaning, property: Property): boolean {
  return input.some(
    ({ part, path, type: of }) => part === "own" && of === type && isOfProperty(property, path),
  );
}
