/** Applies correction rows to recorded parameters. The record itself is never changed: what changes is copied. */
import { compileLightly } from "../base/compiling.ts";
import { isObject, type RawObject } from "../base/values.ts";
import type { Correction } from "./corrections.ts";
import { isRawScalar, printScalar } from "./scalars.ts";

type Edit = (holder: RawObject, key: string) => RawObject;

/** The name that means every key of a map. */
const EVERY_KEY = "{}";

interface Segment {
  readonly name: string;
  readonly everyItem: boolean;
}

/** What the table holds, so that this stays small. */
const parsed = new Map<string, readonly Segment[]>();

function parsePath(path: string): readonly Segment[] {
  return parsed.getOrInsertComputed(path, readPath);
}

function readPath(path: string): readonly Segment[] {
  return path.split(".").flatMap((part) => {
    const everyItem = part.endsWith("[]");
    const name = everyItem ? part.slice(0, -2) : part;
    if (!name.endsWith("{}")) return [{ name, everyItem }];
    return [
      { name: name.slice(0, -2), everyItem: false },
      { name: EVERY_KEY, everyItem },
    ];
  });
}

function findKey(holder: RawObject, name: string): string | undefined {
  if (Object.hasOwn(holder, name)) return name;
  return Object.keys(holder).find((key) => key.toLowerCase() === name.toLowerCase());
}

/** The keys that a name of a path means. */
function findKeys(holder: RawObject, name: string): readonly string[] {
  return name === EVERY_KEY ? Object.keys(holder) : [findKey(holder, name) ?? []].flat();
}

/** The list a value stands for, in any of its recorded forms, with a function that puts changed items back. */
function openItems(raw: unknown): { items: readonly unknown[]; close: (items: unknown[]) => unknown } {
  if (Array.isArray(raw)) return { items: raw, close: (items) => items };
  if (isObject(raw)) {
    const key = ["items", "item"].find((name) => Object.hasOwn(raw, name));
    if (key !== undefined) {
      const { items, close } = openItems(raw[key]);
      return { items, close: (changed) => ({ ...raw, [key]: close(changed) }) };
    }
    return { items: [raw], close: ([only]) => only };
  }
  return { items: [], close: () => raw };
}

/** Runs `edit` on the object that holds the path's last name, wherever the path leads. */
function editAt(holder: RawObject, path: readonly Segment[], edit: Edit): RawObject {
  const keys = path[0] === undefined ? [] : findKeys(holder, path[0].name);
  return keys.reduce((edited, key) => editKey(edited, key, path, edit), holder);
}

function editKey(
  holder: RawObject,
  key: string,
  [segment, ...rest]: readonly Segment[],
  edit: Edit,
): RawObject {
  if (segment === undefined) return holder;
  if (rest.length === 0 && !segment.everyItem) return edit(holder, key);
  const descend = (raw: unknown) => (isObject(raw) ? editAt(raw, rest, edit) : raw);
  if (!segment.everyItem) return { ...holder, [key]: descend(holder[key]) };
  const { items, close } = openItems(holder[key]);
  if (rest.length > 0) return { ...holder, [key]: close(items.map(descend)) };
  return { ...holder, [key]: close(items.map((item) => (isObject(item) ? edit(item, "") : item))) };
}

function omit(holder: RawObject, key: string): RawObject {
  const { [key]: _, ...others } = holder;
  return others;
}

function isEmpty(raw: unknown): boolean {
  if (Array.isArray(raw)) return raw.length === 0;
  return raw === "" || raw === null || (isObject(raw) && Object.keys(raw).length === 0);
}

/** `holder` with `value` at a path below it, in structures that are there already or made for it. */
function put(holder: RawObject, [segment, ...rest]: readonly Segment[], value: unknown): RawObject {
  if (segment === undefined) return holder;
  const key = findKey(holder, segment.name) ?? segment.name;
  if (rest.length === 0) return { ...holder, [key]: value };
  const inner = holder[key];
  return { ...holder, [key]: put(isObject(inner) ? inner : {}, rest, value) };
}

/** Values of `name` in the items of the list at `key` gathered into one list; a list of items left empty goes too. */
function gather(holder: RawObject, key: string, name: string, to: readonly Segment[]): RawObject {
  const { items, close } = openItems(holder[key]);
  const pick = (item: unknown) => (isObject(item) ? findKey(item, name) : undefined);
  if (!items.some((item) => pick(item) !== undefined)) return holder;
  const values = items.flatMap((item) => {
    const at = pick(item);
    return at !== undefined && isObject(item) ? [item[at]] : [];
  });
  const rest = items
    .map((item) => {
      const at = pick(item);
      return at !== undefined && isObject(item) ? omit(item, at) : item;
    })
    .filter((item) => !isEmpty(item));
  const others = rest.length > 0 ? { ...holder, [key]: close(rest) } : omit(holder, key);
  return put(others, to, values);
}

/** How many segments two paths share from the start. */
function countShared(one: readonly Segment[], other: readonly Segment[]): number {
  const differs = one.findIndex((segment, index) => !Bun.deepEquals(segment, other[index]));
  return differs < 0 ? one.length : differs;
}

/** Moves what is at one path to another below the same holder; out of a list, the values become a list. */
function move(raw: RawObject, at: string, to: string): RawObject {
  const from = parsePath(at);
  const target = parsePath(to);
  const shared = countShared(from, target);
  const below = target.slice(shared);
  const [list, name] = from.slice(shared);
  if (list?.everyItem && name) {
    const holders = [...from.slice(0, shared), { name: list.name, everyItem: false }];
    return editAt(raw, holders, (holder, key) => gather(holder, key, name.name, below));
  }
  return editAt(raw, from, (holder, key) => put(omit(holder, key), below, holder[key]));
}

function hoist(holder: RawObject, key: string): RawObject {
  const { items } = openItems(holder[key]);
  const [only, ...others] = items;
  return isObject(only) && others.length === 0 ? { ...only, ...omit(holder, key) } : holder;
}

/** A plain text in the place of an object of one member that holds it. */
function open(holder: RawObject, key: string): RawObject {
  const value = holder[key];
  const [only, ...others] = isObject(value) ? Object.values(value) : [];
  return typeof only === "string" && others.length === 0 ? { ...holder, [key]: only } : holder;
}

function nest(item: RawObject, by: string): RawObject {
  const key = findKey(item, by);
  const name = key === undefined ? undefined : item[key];
  return key !== undefined && typeof name === "string" ? { [name]: omit(item, key) } : item;
}

function replace(holder: RawObject, key: string, values: Readonly<Record<string, string>>): RawObject {
  const value = holder[key];
  const text = isRawScalar(value) ? printScalar(value) : undefined;
  return text !== undefined && Object.hasOwn(values, text) ? { ...holder, [key]: values[text] } : holder;
}

function isNames(raw: unknown): raw is readonly string[] {
  return Array.isArray(raw) && raw.every((name) => typeof name === "string");
}

/** What stands at a path, with the keys and numbers that lead through its maps and lists. */
function* findAt(
  raw: unknown,
  [segment, ...rest]: readonly Segment[],
  taken: readonly string[] = [],
): Generator<{ value: unknown; taken: readonly string[] }> {
  if (segment === undefined) {
    yield { value: raw, taken };
    return;
  }
  if (!isObject(raw)) return;
  for (const key of findKeys(raw, segment.name)) {
    const led = segment.name === EVERY_KEY ? [...taken, `.${key}`] : taken;
    if (!segment.everyItem) yield* findAt(raw[key], rest, led);
    else
      for (const [index, item] of openItems(raw[key]).items.entries())
        yield* findAt(item, rest, [...led, `[${index}]`]);
  }
}

/**
 * The names that rows of kind `names` find, by the path of the map that has them: the row's `to` with the numbers and keys
 * of the lists and maps on the way.
 */
export function collectNames(
  raw: unknown,
  rows: readonly Correction[],
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  if (!isObject(raw) || !rows.some(({ kind }) => kind === "names")) return names;
  let corrected = raw;
  for (const row of rows) {
    if (row.kind === "names")
      for (const { value, taken } of findAt(corrected, parsePath(row.at))) {
        let next = 0;
        const to = row.to.replace(/\[\]|\{\}/g, () => taken[next++] ?? "");
        if (isNames(value)) names.set(to, value);
      }
    corrected = applyOne(corrected, row);
  }
  return names;
}

/** Whether recorded parameters hold nothing at a path. */
export function isMissingAt(raw: unknown, at: string): boolean {
  return [...findAt(raw, parsePath(at))].every(({ value }) => isEmpty(value));
}

function applyOne(raw: RawObject, row: Correction): RawObject {
  const path = parsePath(row.at);
  switch (row.kind) {
    case "ignore":
      return editAt(raw, path, (holder, key) =>
        row.when === "list" && !Array.isArray(holder[key]) ? holder : omit(holder, key),
      );
    case "unlisted":
    case "caller":
    case "told":
      return raw;
    case "open":
      return editAt(raw, path, open);
    case "names":
      return editAt(raw, path, (holder, key) => (isNames(holder[key]) ? omit(holder, key) : holder));
    case "ignore-empty":
      return editAt(raw, path, (holder, key) => (isEmpty(holder[key]) ? omit(holder, key) : holder));
    case "move":
      return move(raw, row.at, row.to);
    case "hoist":
      return editAt(raw, path, hoist);
    case "nest":
      return editAt(raw, path, (item) => nest(item, row.by));
    case "replace":
      return editAt(raw, path, (holder, key) => replace(holder, key, row.values));
  }
}

/** The recorded parameters after all rows, in their order. Anything but an object comes back as it is. */
export function applyCorrections(raw: unknown, rows: readonly Correction[]): unknown {
  return isObject(raw) ? rows.reduce(applyOne, raw) : raw;
}

compileLightly(applyOne, collectNames, editAt, findKey, move, editKey, put, findKeys);
