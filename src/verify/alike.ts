/** Finds in an answer the lists of what a request has under another name: by the shape that both have. */
import { listMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import { isStructure, type Value } from "../aws/values.ts";
import type { Found } from "./found.ts";

/** Items that are of a shape, or have a member of it: a target beside its health. */
export interface Alike {
  readonly ref: Shape;
  readonly items: readonly Value[];
}

/** How deep lists are looked for: TagDescriptions, Tags. */
const DEEPEST = 3;

function isOf(item: Shape, name: string): boolean {
  const members = Object.values(item.members ?? {});
  return item.name === name || members.some((inner) => inner.type === "structure" && inner.name === name);
}

/** The lists below a structure of the answer, whether it holds any items or not. */
function* walk(shape: Shape, values: readonly Value[], name: string, depth: number): Generator<Alike> {
  if (depth > DEEPEST || shape.type !== "structure") return;
  for (const [member, ref] of listMembers(shape)) {
    const held = values.flatMap((value) => (isStructure(value) ? (value[member] ?? []) : [])) as Value[];
    const item = ref.type === "list" ? ref.member : ref;
    if (item?.type !== "structure") continue;
    if (ref.type === "list" && isOf(item, name)) yield { ref: item, items: held };
    else yield* walk(item, held, name, depth + 1);
  }
}

/** The items in the answer that are of the shape; undefined where the answer has no place for any. */
export function findAlike(scopes: readonly Found[], shape: Shape): Alike | undefined {
  if (shape.type !== "structure" || shape.name === "") return undefined;
  for (const { ref, value } of scopes) {
    const [first, ...others] = ref && value ? [...walk(ref, [value], shape.name, 0)] : [];
    if (first) return [first, ...others].find(({ items }) => items.length > 0) ?? first;
  }
  return undefined;
}
