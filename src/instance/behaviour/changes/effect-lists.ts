/** Puts items into lists of a thing's members, and takes them and whole members out: at the top, or deeper by a path with dots. */
import { parsePath, readTexts } from "../../../aws/resources/read-texts.ts";
import { isStructure, makeStructure, type Structure, type Value } from "../../../aws/values.ts";
import { overlay } from "../overlay.ts";
import { hasAll } from "./effect-values.ts";

/** The items of a list; none of what is no list. */
export function listItems(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

/** The members with the list at a path as it is changed. */
export function changeList(
  members: Structure,
  path: string,
  change: (items: readonly Value[]) => readonly Value[],
): Structure {
  const [name = "", ...rest] = path.split(".");
  const before = members[name];
  const value =
    rest.length === 0
      ? change(listItems(before))
      : changeList(isStructure(before) ? before : makeStructure(), rest.join("."), change);
  return Object.assign(makeStructure(), members, { [name]: value });
}

/** The members without what is taken from the list or the map at a path. */
export function takeFrom(
  members: Structure,
  path: string,
  taken: Value | undefined,
  key: string | undefined,
): Structure {
  const map = members[path];
  if (!isStructure(map)) return changeList(members, path, (items) => takeAll(items, taken, key));
  const keys = new Set(listItems(taken));
  const left = Object.entries(map).filter(([key]) => !keys.has(key));
  return Object.assign(makeStructure(), members, {
    [path]: Object.assign(makeStructure(), Object.fromEntries(left)),
  });
}

/** Whether two items are about the same: by a member that both have, or else by all that the second one says. */
function isSame(item: Value, asked: Value, key: string | undefined): boolean {
  if (key === undefined) return hasAll(item, asked);
  return (
    isStructure(item) && item[key] !== undefined && item[key] === (isStructure(asked) ? asked[key] : asked)
  );
}

/** The items without those that are about the same as one of the others. */
function takeAll(
  items: readonly Value[],
  taken: Value | undefined,
  key: string | undefined,
): readonly Value[] {
  return items.filter((item) => !listItems(taken).some((asked) => isSame(item, asked, key)));
}

/** The items with others, each of which takes the place of one that is about the same. */
export function addAll(
  items: readonly Value[],
  added: Value | undefined,
  key: string | undefined,
): readonly Value[] {
  const news = listItems(added);
  return news.length === 0 ? items : [...takeAll(items, added, key), ...news];
}

function tellAlike(item: Value, by: readonly string[]): string | undefined {
  if (!isStructure(item)) return undefined;
  const texts = by.map((path) => readTexts(parsePath(path), item)[0]);
  return texts.includes(undefined) ? undefined : JSON.stringify(texts);
}

/** The items with others on those that are alike at the paths; those that are like none are new. */
export function putAll(
  items: readonly Value[],
  put: Value | undefined,
  by: readonly string[],
): readonly Value[] {
  const all = [...items];
  for (const item of listItems(put)) {
    const key = tellAlike(item, by);
    const at = key === undefined ? -1 : all.findIndex((one) => tellAlike(one, by) === key);
    const before = all[at];
    if (at < 0) all.push(item);
    else all[at] = isStructure(before) && isStructure(item) ? overlay(before, item) : item;
  }
  return all;
}

/** Whether a list begins with all that another one tells. */
function beginsWith(longer: readonly Value[], told: readonly Value[]): boolean {
  return told.every((item, at) => {
    const one = longer[at];
    return isStructure(item) && isStructure(one) && Bun.deepEquals(fillIn(item, one), one);
  });
}

/**
 * A structure with what another one has besides, at every depth; lists of one length are the same things, and so are the first of
 * a longer one that has all that they tell.
 */
export function fillIn(told: Structure, more: Structure): Structure {
  const filled: Record<string, Value | undefined> = Object.assign(makeStructure(), more, told);
  for (const [name, value] of Object.entries(told)) {
    const other = more[name];
    if (isStructure(value) && isStructure(other)) filled[name] = fillIn(value, other);
    else if (Array.isArray(value) && value.length === 0 && other !== undefined) filled[name] = other;
    else if (Array.isArray(value) && Array.isArray(other) && value.length === other.length)
      filled[name] = (value as readonly Value[]).map((item, at) => {
        const one = (other as readonly Value[])[at];
        return isStructure(item) && isStructure(one) ? fillIn(item, one) : item;
      });
    else if (Array.isArray(value) && Array.isArray(other) && value.length < other.length)
      filled[name] = beginsWith(other as readonly Value[], value as readonly Value[]) ? other : value;
  }
  return filled as Structure;
}

/** A value without what stands at a path in it, at any depth, in each item of lists on the way: `List[].Member`. */
export function withoutAt(value: Value, [name = "", ...deeper]: readonly string[]): Value {
  if (Array.isArray(value))
    return (value as readonly Value[]).map((item) => withoutAt(item, [name, ...deeper]));
  if (!isStructure(value)) return value;
  const { [name]: inner, ...others } = value;
  if (inner === undefined) return value;
  const kept = deeper.length > 0 && inner !== null ? { [name]: withoutAt(inner, deeper) } : {};
  return Object.assign(makeStructure(), others, kept);
}
