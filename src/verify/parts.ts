/** Takes single items out of what a call asked for: tags, targets, rules that a later call removed or set anew. */
import { isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import { matchesLoosely } from "./same.ts";

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
  const fold = (name: string) => name.toLowerCase().replace(/(list|set)$/, "").replace(/(keys|ids|names|s)$/, "");
  return fold(a) === fold(b) || (/keys?$/i.test(b) && /^tag/i.test(a) && /^tag/i.test(b));
}

/**
 * `expected` without the items that `removed` lists: `none` where they have no list in common, `all` where nothing of
 * the common lists is left.
 */
export function subtract(expected: Structure, removed: Structure): Structure | "none" | "all" {
  const result = Object.assign(makeStructure(), expected);
  let touched = false;
  let left = false;
  for (const [name, value] of Object.entries(expected)) {
    if (typeof value !== "object" || value === null) continue;
    for (const [other, part] of Object.entries(removed)) {
      const { items, names } = listParts(part);
      const isNested = Array.isArray(value) && /specification/i.test(name) && /^tag/i.test(other);
      if (isNested || (/^ids?$/i.test(other) && Array.isArray(value))) {
        const kept = (value as readonly Value[]).flatMap((item) => {
          if (!isNested) return names.has(nameItem(item) ?? "") ? [] : [item];
          if (!isStructure(item)) return [item];
          const inner = subtract(item, removed);
          return [inner === "none" ? item : inner === "all" ? { ...item, Tags: [] } : inner];
        });
        touched = true;
        left ||= kept.length > 0;
        result[name] = kept;
      } else if (!sameMember(name, other)) {
      } else if (Array.isArray(value)) {
        const kept = (value as readonly Value[]).filter(
          (item) => !names.has(nameItem(item) ?? (typeof item === "string" ? item : "\0")) && !items.some((gone) => matchesLoosely(item, gone)),
        );
        touched = true;
        left ||= kept.length > 0;
        result[name] = kept;
      } else if (isStructure(value)) {
        const kept = Object.entries(value).filter(([key]) => !names.has(key));
        touched = true;
        left ||= kept.length > 0;
        result[name] = Object.assign(makeStructure(), Object.fromEntries(kept));
      }
    }
  }
  if (!touched) return "none";
  return left ? result : "all";
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
        result[name] = (old as readonly Value[]).filter((item) => !names.has(nameItem(item) ?? "\0"));
      } else if (isStructure(old)) {
        const kept = Object.entries(old).filter(([key]) => !names.has(key));
        result[name] = Object.assign(makeStructure(), Object.fromEntries(kept));
      }
    } else delete result[name];
  }
  return result;
}
