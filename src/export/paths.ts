/** Paths in a thing's members: `Attributes.Policy`, `IpPermissions[].IpRanges[]`; `Statement.Action` reads JSON in a text. */
import { isObject, type JsonObject, type JsonValue } from "../base/values.ts";

/** A value as an object: a text that holds one is read. */
export function asObject(value: JsonValue | undefined): JsonObject | undefined {
  const read = typeof value === "string" ? parseDocument(value) : value;
  return isObject(read) ? (read as JsonObject) : undefined;
}

/** The object or list that a text holds as JSON; undefined where it holds none. */
export function parseDocument(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** A member by its name, whatever its case. */
export function findMember(object: JsonObject, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const folded = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === folded);
}

/** The value at a path; undefined where there is none. No member's name in it has a dot. */
export function readPath(object: JsonObject, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = object;
  for (const step of path.split(".")) {
    const inner = asObject(value);
    const name: string | undefined = inner && findMember(inner, step);
    value = name === undefined ? undefined : inner?.[name];
    if (value === undefined) return undefined;
  }
  return value;
}

/**
 * The items at a path with `[]`, each with the other members of what it stands in; a value that is no list is one item, and one
 * that is no object is the item's member `as`.
 */
export function spreadPath(object: JsonObject, path: string, as = ""): JsonObject[] {
  const [first = "", ...others] = path.split("[]");
  const found = readPath(object, first.replace(/^\./, ""));
  const rest = others.join("[]");
  if (found === undefined || found === null) return [];
  const items: readonly JsonValue[] = Array.isArray(found) && path.includes("[]") ? found : [found];
  return items.flatMap((item): JsonObject[] => {
    const around: JsonObject = isObject(item) ? (item as JsonObject) : { [as]: item };
    if (!/\w/.test(rest)) return [around];
    const [list = ""] = rest.replace(/^\./, "").split(/[.[]/);
    const others = Object.entries(around).filter(([name, value]) => name !== list && !Array.isArray(value));
    return spreadPath(around, rest, as).map((inner) => ({ ...Object.fromEntries(others), ...inner }));
  });
}
