/** What of a value that an operation takes its read can tell: members that both shapes have, at every depth. */
import { listMembers } from "../../../src/aws/model/shape.ts";
import type { Shape } from "../../../src/aws/model/types.ts";
import { isStructure, makeStructure, type Value } from "../../../src/aws/values.ts";

/** The part of the value that the other shape has room for; undefined where it has none. */
export function keepShared(given: Shape, told: Shape, value: Value): Value | undefined {
  if (given.type !== told.type) return undefined;
  if (given.type === "list" && Array.isArray(value)) {
    const [from, to] = [given.member, told.member];
    const items = (value as readonly Value[]).map((item) => from && to && keepShared(from, to, item));
    return items.includes(undefined) ? undefined : (items as Value);
  }
  if (given.type === "map" && isStructure(value)) {
    const [from, to] = [given.value, told.value];
    return from && to ? keepEach(value, () => [from, to]) : undefined;
  }
  if (given.type === "structure" && isStructure(value)) {
    const theirs = Object.fromEntries(listMembers(told));
    const ours = Object.fromEntries(listMembers(given));
    return keepEach(value, (name) => {
      const [from, to] = [ours[name], theirs[name]];
      return from && to ? [from, to] : undefined;
    });
  }
  return value;
}

function keepEach(
  values: Value & object,
  find: (name: string) => readonly [Shape, Shape] | undefined,
): Value | undefined {
  const kept = Object.entries(values as Record<string, Value>).flatMap(([name, inner]) => {
    const shapes = find(name);
    const value = shapes && keepShared(...shapes, inner);
    return value === undefined ? [] : [[name, value] as const];
  });
  const isNone = kept.length === 0 && Object.keys(values).length > 0;
  return isNone ? undefined : Object.assign(makeStructure(), Object.fromEntries(kept));
}

/** Whether a value has all that another one has: more members may stand beside, and order says nothing. */
export function holdsAll(value: Value | undefined, kept: Value): boolean {
  if (Array.isArray(kept))
    return (
      Array.isArray(value) &&
      value.length === kept.length &&
      (kept as readonly Value[]).every((item, place) => holdsAll((value as readonly Value[])[place], item))
    );
  if (!isStructure(kept)) return Bun.deepEquals(value, kept);
  return (
    isStructure(value) && Object.entries(kept).every(([name, inner]) => holdsAll(value[name], inner as Value))
  );
}
