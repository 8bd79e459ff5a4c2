/** The items of the lists and maps that calls ask for: rules of a group, tags, targets; and which of them are one. */
import { listMembers } from "../aws/model/shape.ts";
import type { Shape } from "../aws/model/types.ts";
import { isScalar, isStructure, makeStructure, type Structure, type Value } from "../aws/values.ts";
import type { Step } from "../plan/steps.ts";
import { sameScalars } from "./same.ts";

/** One item of a list or a map: of a list of tags in a list of specifications, too. */
export interface AskedItem {
  readonly entry: AskedEntry;
  /** Where it stands: the member, or the member and the place of the specification that holds it. */
  readonly holder: string;
  readonly member: string;
  readonly name: string | undefined;
  readonly value: Value;
  /** The item in which it stands: the specification of a list of tags, the rule of a range of addresses. */
  readonly within: AskedItem | undefined;
  /** How many items stand in it that are not gone. */
  inner: number;
}

export interface AskedEntry {
  readonly step: Step;
  readonly input: Structure;
  readonly ref: Shape | undefined;
  /** Members that a later call has said anew. */
  readonly replaced: Set<string>;
  /** Items that are gone, by holder and place or key. */
  readonly taken: Set<string>;
}

/**
 * The member that tells an item from its like: of a pair of texts the first, as in tags; else the one that has to be there
 * first of all.
 */
function findNaming(shape: Shape | undefined): string | undefined {
  const texts = listMembers(shape).filter(([, { type }]) => type === "string");
  const [first, second] = texts;
  const isPair = texts.length === 2 && Object.keys(shape?.members ?? {}).length <= 3;
  if (first && second && isPair) return first[0];
  return shape?.required?.find((name) => texts.some(([text]) => text === name));
}

/** The text that tells an item of a list from its like; undefined where none does. */
export function nameItem(shape: Shape | undefined, item: Value): string | undefined {
  if (typeof item === "string") return item;
  const naming = isStructure(item) ? findNaming(shape) : undefined;
  const name = isStructure(item) && naming !== undefined ? item[naming] : undefined;
  return typeof name === "string" ? name : undefined;
}

/** The items of a list or a map, and those of the lists in each. */
export function listItems(
  entry: AskedEntry,
  member: string,
  shape: Shape | undefined,
  value: Value,
): AskedItem[] {
  if (Array.isArray(value))
    return listListed({ entry, member, holder: member, within: undefined }, shape, value);
  if (!isStructure(value) || shape?.type !== "map") return [];
  return Object.entries(value).map(([name, held]) => ({
    entry,
    holder: `${member} ${name}`,
    member,
    name,
    value: held ?? null,
    within: undefined,
    inner: 0,
  }));
}

function listListed(
  at: Pick<AskedItem, "entry" | "member" | "holder" | "within">,
  shape: Shape | undefined,
  items: readonly Value[],
): AskedItem[] {
  return items.flatMap((value, place): AskedItem[] => {
    const name = nameItem(shape?.member, value);
    const item: AskedItem = { ...at, holder: `${at.holder} ${place}`, name, value, inner: 0 };
    if (!isStructure(value) || shape?.member?.type !== "structure") return [item];
    // Tags that are given for a type of thing: TagSpecifications[].Tags.
    const nested = Object.entries(value).flatMap(([within, held]) => {
      if (!Array.isArray(held)) return [];
      const holder = `${item.holder} ${within}`;
      return listListed({ ...at, holder, within: item }, shape.member?.members?.[within], held);
    });
    item.inner = nested.filter(({ within }) => within === item).length;
    return [item, ...nested];
  });
}

/** Whether two items that hold others are one, as far as their own scalars tell: a rule's protocol and ports. */
export function areOneHolder(one: AskedItem | undefined, other: AskedItem | undefined): boolean {
  if (!isStructure(one?.value) || !isStructure(other?.value)) return true;
  const told = other.value;
  return Object.entries(one.value).every(([name, value]) => {
    const same = told[name];
    return !isScalar(value) || !isScalar(same) || sameScalars(value, same);
  });
}

export function areStructures(...items: readonly AskedItem[]): boolean {
  return items.every(({ value }) => isStructure(value));
}

export function isCollection(value: Value | undefined): boolean {
  return Array.isArray(value) || isStructure(value);
}

export function withoutGone(gone: ReadonlySet<string>, holder: string, value: Value): Value {
  if (Array.isArray(value)) {
    return (value as readonly Value[]).flatMap((item, place): Value[] => {
      const at = `${holder} ${place}`;
      if (gone.has(at)) return [];
      if (!isStructure(item)) return [item];
      const kept = makeStructure();
      for (const [name, held] of Object.entries(item))
        kept[name] = Array.isArray(held) ? withoutGone(gone, `${at} ${name}`, held) : (held ?? null);
      return [kept];
    });
  }
  if (!isStructure(value)) return value;
  const kept = makeStructure();
  for (const [name, held] of Object.entries(value))
    if (!gone.has(`${holder} ${name}`)) kept[name] = held ?? null;
  return kept;
}

/** A structure without its lists, and with one item in one of them. */
function holdOnly(held: Structure, list: string, item: Value): Structure {
  const kept = makeStructure();
  for (const [name, value] of Object.entries(held)) if (!Array.isArray(value)) kept[name] = value ?? null;
  kept[list] = [item] as readonly Value[];
  return kept;
}

/** The input that asks for one item of a list and for nothing else. */
export function askAlone({ holder, member, value, within }: AskedItem): Structure {
  const list = holder.split(" ").at(-2) ?? member;
  if (!within) return holdOnly(makeStructure(), member, value);
  const outer = isStructure(within.value) ? within.value : makeStructure();
  return askAlone({ ...within, value: holdOnly(outer, list, value) });
}
