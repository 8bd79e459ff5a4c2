/** What stands at a path of a shape or a template. */
import type { Shape } from "../../../aws/model/types.ts";
import { parsePath } from "../../../aws/resources/read-texts.ts";

/** Puts a value at a path of a template. */
export function placeAt(template: Record<string, unknown>, path: string, value: unknown): void {
  const [first = "", ...rest] = parsePath(path);
  const isList = rest[0] === "[]";
  const inner = rest.slice(isList ? 1 : 0).join(".");
  const known = template[first];
  const held = isList && Array.isArray(known) ? known[0] : known;
  const next: Record<string, unknown> = typeof held === "object" && held !== null ? { ...held } : {};
  if (inner !== "") placeAt(next, inner, value);
  const item = inner === "" ? value : next;
  template[first] = isList ? [item] : item;
}

/** The shape at a path of an input or an output; undefined where it leads into a map. */
export function findShape(shape: Shape | undefined, path: string): Shape | undefined {
  return parsePath(path).reduce<Shape | undefined>(
    (inner, step) => (step === "[]" ? inner?.member : inner?.members?.[step]),
    shape,
  );
}

/** The name of the member that a path leads to. */
export function tellLeaf(path: string): string {
  return parsePath(path).findLast((step) => /^\w/.test(step)) ?? "";
}
