/** Whether a message fits a filter policy. */
import { isObject } from "../../../base/values.ts";
import type { Attributes } from "../sqs/digest.ts";
import type { Leaf, Pattern } from "./filter-patterns.ts";
import type { Alternative, FilterPolicy } from "./filter-policy.ts";

/** A value, and which items of which lists it stands in. */
interface Found {
  readonly value: Leaf;
  readonly items: ReadonlyMap<number, number>;
}

/** The values of a message by their paths. */
export type Fields = ReadonlyMap<string, readonly Found[]>;

/** So many ways to stand in lists together are looked at. */
const MOST_WAYS = 1000;
const DEEPEST = 100;
const NO_ITEMS: ReadonlyMap<number, number> = new Map();

function isLeaf(value: unknown): value is Leaf {
  return (
    value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
  );
}

/** The values of attributes. One of several values is each of them; bytes are looked at by no policy. */
export function listAttributeFields(attributes: Attributes | undefined): Fields {
  const fields = new Map<string, Found[]>();
  for (const [name, { type, value }] of Object.entries(attributes ?? {})) {
    if (typeof value !== "string") continue;
    const found = readAttribute(type, value).map((one) => ({ value: one, items: NO_ITEMS }));
    if (found.length > 0) fields.set(name, found);
  }
  return fields;
}

function readAttribute(type: string, text: string): Leaf[] {
  if (type === "Number" || type.startsWith("Number.")) return [Number(text)];
  if (type !== "String.Array") return [text];
  try {
    const values: unknown = JSON.parse(text);
    return Array.isArray(values) ? values.filter(isLeaf) : isLeaf(values) ? [values] : [];
  } catch {
    return [];
  }
}

/** The values of a body that is JSON; undefined of any other one. */
export function listBodyFields(body: string): Fields | undefined {
  let whole: unknown;
  try {
    whole = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isObject(whole)) return undefined;
  const fields = new Map<string, Found[]>();
  let lists = 0;
  const visit = (value: unknown, path: string, items: Found["items"], depth: number): void => {
    if (depth > DEEPEST) return;
    if (Array.isArray(value)) {
      const list = lists++;
      for (const [at, item] of value.entries()) visit(item, path, new Map([...items, [list, at]]), depth + 1);
    } else if (isObject(value))
      for (const [name, inner] of Object.entries(value))
        visit(inner, path === "" ? name : `${path}.${name}`, items, depth + 1);
    else if (isLeaf(value)) fields.getOrInsertComputed(path, () => []).push({ value, items });
  };
  visit(whole, "", NO_ITEMS, 0);
  return fields;
}

function fits(pattern: Pattern, value: Leaf): boolean {
  return pattern.kind === "exists" || (pattern.kind === "value" && pattern.fits(value));
}

/** What stands in the same items of the same lists; undefined where one list would have to be at two of its items. */
function join(a: Found["items"], b: Found["items"]): Found["items"] | undefined {
  if (b.size === 0) return a;
  for (const [list, at] of b) if ((a.get(list) ?? at) !== at) return undefined;
  return new Map([...a, ...b]);
}

function fitsAll(alternative: Alternative, fields: Fields): boolean {
  let ways: Found["items"][] = [NO_ITEMS];
  for (const [path, patterns] of alternative) {
    const found = fields.get(path) ?? [];
    if (found.length === 0) {
      if (!patterns.some(({ kind }) => kind === "absent")) return false;
      continue;
    }
    const fitting = found.filter(({ value }) => patterns.some((pattern) => fits(pattern, value)));
    const next = new Map<string, Found["items"]>();
    for (const way of ways)
      for (const { items } of fitting) {
        const joined = join(way, items);
        if (joined && next.size < MOST_WAYS) next.set(JSON.stringify([...joined]), joined);
      }
    ways = [...next.values()];
    if (ways.length === 0) return false;
  }
  return true;
}

/** Whether the values of a message fit a policy. */
export function fitsPolicy(policy: FilterPolicy, fields: Fields | undefined): boolean {
  return fields !== undefined && policy.some((alternative) => fitsAll(alternative, fields));
}
