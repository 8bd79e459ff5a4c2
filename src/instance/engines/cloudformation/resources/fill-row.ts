/** Fills what rows say from a resource: `${item.PolicyName}`. */
import { isObject } from "../../../../base/values.ts";

/** What a row's texts may name. */
export type RowWorld = Readonly<Record<string, unknown>>;

/** A structure is only there where this member's value is. */
const IF = "$if";
/** A list is made of this one: of each of its items what `is` says. */
const EACH = "$each";

const NAMED = /\$\{([^{}]+)\}/g;

/** A value at a path with dots. */
export function readAt(world: unknown, path: string): unknown {
  let at: unknown = world;
  for (const step of path.split(".")) {
    if (Array.isArray(at)) at = at[Number(step)];
    else at = isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
    if (at === undefined || at === null) return undefined;
  }
  return at;
}

function readFirst(world: RowWorld, paths: string): unknown {
  for (const path of paths.split("|")) {
    const found = readAt(world, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a value of a row says; undefined where something that it names is not there. */
export function fillRow(value: unknown, world: RowWorld): unknown {
  if (Array.isArray(value)) {
    const isOptional = (one: unknown) => isObject(one) && IF in one;
    const items = value.map((one) => ({ one, filled: fillRow(one, world) }));
    const kept = items.filter(({ one, filled }) => filled !== undefined || !isOptional(one));
    if (kept.length === 0 && value.length > 0) return undefined;
    return kept.some(({ filled }) => filled === undefined) ? undefined : kept.map(({ filled }) => filled);
  }
  if (isObject(value)) {
    if (EACH in value) {
      const items = fillRow(value[EACH], world);
      return Array.isArray(items) ? items.map((item) => fillRow(value["is"], { ...world, item })) : undefined;
    }
    if (IF in value && fillRow(value[IF], world) === undefined) return undefined;
    const entries = Object.entries(value)
      .filter(([name]) => name !== IF)
      .flatMap(([name, inner]) => {
        const one = fillRow(inner, world);
        return one === undefined ? [] : [[name, one] as const];
      });
    return entries.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(entries);
  }
  if (typeof value !== "string") return value;
  const whole = /^\$\{([^{}]+)\}$/.exec(value);
  if (whole) return readFirst(world, whole[1] ?? "");
  let isWhole = true;
  const filled = value.replace(NAMED, (_, paths: string) => {
    const found = readFirst(world, paths);
    if (found === undefined || typeof found === "object") isWhole = false;
    return String(found);
  });
  return isWhole ? filled : undefined;
}
