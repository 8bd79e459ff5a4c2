/** Takes single items out of what a call asked for: tags, targets, rules that a later call removed or set anew. */
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { matchesLoosely } from "./same.ts";

/** No item is called so. */
const NO_NAME = "\0";
const ITEM_NAME = /^(key|id|name|arn)$/i;

/** Whether a call's noun is tags. */
export function isTagging(words: readonly string[]): boolean {
  return words.includes("tag") || words.includes("tagging");
}

/** The member that tells an item of a list from the others. */
function nameItem(item: Value): string | undefined {
  if (!isStructure(item)) return undefined;
  const key = Object.keys(item).find((name) => ITEM_NAME.test(name) || /key$/i.test(name));
  const value = key === undefined ? undefined : item[key];
  return typeof value === "string" ? value : undefined;
}

/** What a member of a removing call lists: items, and the texts that name items. */
function listParts(value: Value | undefined): { items: readonly Value[]; names: ReadonlySet<string> } {
  const items = Array.isArray(value) ? (value as readonly Value[]) : [];
  const keys = isStructure(value) ? Object.keys(value) : [];
  const names = items.flatMap((item) => (typeof item === "string" ? [item] : (nameItem(item) ?? [])));
  return { items, names: new Set([...names, ...keys]) };
}

function sameMember(a: string, b: string): boolean {
  const fold = (name: string) =>
    name
      .toLowerCase()
      .replace(/(list|set)$/, "")
      .replace(/(keys|ids|names|s)$/, "");
  return fold(a) === fold(b) || (/keys?$/i.test(b) && /^tag/i.test(a) && /^tag/i.test(b));
}

/** What is left of one member of a claim when `part`, the member `other` of a removing call, is taken out of it. */
function takeOut(name: string, value: Value, other: string, part: Value): Value | undefined {
  const { items, names } = listParts(part);
  if (names.size === 0 && items.length === 0) return undefined;
  if (Array.isArray(value)) {
    const list = value as readonly Value[];
    // Tags that are given for a type of thing: TagSpecifications[].Tags.
    if (/specification/i.test(name) && /^tag/i.test(other)) {
      return list.map((item) => {
        const rest = isStructure(item) ? subtract(item, { [other]: part }) : "none";
        return rest === "none"
          ? item
          : rest === "all"
            ? Object.assign(makeStructure(), item, { Tags: [] })
            : rest;
      });
    }
    // RemoveTargets has Ids where PutTargets has Targets.
    if (/^ids$/i.test(other)) return list.filter((item) => !names.has(nameItem(item) ?? NO_NAME));
    if (!sameMember(name, other)) return undefined;
    return list.filter((item) => {
      const text = typeof item === "string" ? item : nameItem(item);
      return !names.has(text ?? NO_NAME) && !items.some((gone) => matchesLoosely(item, gone));
    });
  }
  if (!isStructure(value) || !sameMember(name, other)) return undefined;
  const kept = Object.entries(value).filter(([key]) => !names.has(key));
  return Object.assign(makeStructure(), Object.fromEntries(kept));
}

function isEmpty(value: Value): boolean {
  return Array.isArray(value) ? value.length === 0 : isStructure(value) && Object.keys(value).length === 0;
}

/**
 * `expected` without the items that `removed` lists: `none` where they have no list in common, `all` where nothing of
 * the common lists is left.
 */
export function subtract(expected: Structure, removed: Structure): Structure | "none" | "all" {
  const result = Object.assign(makeStructure(), expected);
  const touched = new Set<string>();
  for (const [other, part] of Object.entries(removed)) {
    for (const [name, value] of Object.entries(result)) {
      const left = part === undefined || value === null ? undefined : takeOut(name, value, other, part);
      if (left === undefined) continue;
      touched.add(name);
      result[name] = left;
    }
  }
  if (touched.size === 0) return "none";
  return [...touched].every((name) => isEmpty(result[name] ?? null)) ? "all" : result;
}

/** `earlier` without what `later` says anew: whole members, or (`isAdditive`) only the items of the same name. */
export function supersede(earlier: Structure, later: Structure, isAdditive: boolean): Structure {
  const result = Object.assign(makeStructure(), earlier);
  for (const [name, value] of Object.entries(later)) {
    const old = earlier[name];
    if (old === undefined) continue;
    if (isAdditive && (Array.isArray(old) || isStructure(old))) {
      const { names } = listParts(value);
      if (Array.isArray(old)) {
        result[name] = (old as readonly Value[]).filter((item) => !names.has(nameItem(item) ?? NO_NAME));
      } else if (isStructure(old)) {
        const kept = Object.entries(old).filter(([key]) => !names.has(key));
        result[name] = Object.assign(makeStructure(), Object.fromEntries(kept));
      }
    } else delete result[name];
  }
  return result;
}
