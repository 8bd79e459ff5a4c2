/** Finds members of a shape by paths whose case does not matter, and puts values there. */
import { fold } from "../../../../aws/cloudformation/kinds.ts";
import { listMembers } from "../../../../aws/model/shape.ts";
import type { Shape } from "../../../../aws/model/types.ts";
import { isStructure, makeStructure, type Value } from "../../../../aws/values.ts";

/** A place in a shape: the members' own names on the way, and what stands there. */
export interface ShapePlace {
  readonly names: readonly string[];
  readonly shape: Shape;
}

const folded = new WeakMap<NonNullable<Shape["members"]>, ReadonlyMap<string, readonly [string, Shape]>>();

/** A member of a structure by its name without case. */
export function findMemberShape(
  shape: Shape | undefined,
  name: string,
): readonly [string, Shape] | undefined {
  if (!shape?.members) return undefined;
  const byName = folded.getOrInsertComputed(
    shape.members,
    () => new Map(listMembers(shape).map((one) => [fold(one[0]), one])),
  );
  return byName.get(fold(name));
}

/** The place at a path with dots; a map is entered by any key. */
export function findPlace(shape: Shape | undefined, path: string): ShapePlace | undefined {
  let at = shape;
  const names: string[] = [];
  for (const step of path.split(".")) {
    if (at?.type === "map") {
      names.push(step);
      at = at.value;
      continue;
    }
    const member = findMemberShape(at, step);
    if (!member) return undefined;
    names.push(member[0]);
    [, at] = member;
  }
  return at && { names, shape: at };
}

/** Puts a value at a place, with all that it stands in. */
export function putValue(target: Record<string, Value>, names: readonly string[], value: Value): void {
  let at = target;
  for (const name of names.slice(0, -1)) {
    const inner = at[name];
    const next: Record<string, Value> = isStructure(inner)
      ? (inner as Record<string, Value>)
      : makeStructure();
    at[name] = next;
    at = next;
  }
  const last = names.at(-1);
  if (last === undefined) return;
  const before = at[last];
  // What several properties say of one structure is all of it.
  at[last] =
    isStructure(before) && isStructure(value) ? Object.assign(makeStructure(), before, value) : value;
}
