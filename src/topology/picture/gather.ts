/** What is drawn together: alike things in a fold, things that refer to each other in a flow, the rest by kind. */

import type { Resource } from "../topology.ts";
import { type Edge, findHubs } from "./edges.ts";
import { getOrMake } from "./get-or-make.ts";
import { getKind, rankKind } from "./kinds.ts";
import type { Box, Card, View } from "./nodes.ts";

/** Alike things in one place that are too many to be drawn one by one. */
export interface Fold {
  /** Names it within the picture. */
  readonly fold: string;
  readonly members: readonly Resource[];
}

/** The things in their order, each type that has too many of them as one fold. */
export function foldAlike(
  place: string,
  held: readonly Resource[],
  { foldOver }: View,
  isPlace: (resource: Resource) => boolean,
): (Resource | Fold)[] {
  const byType = new Map<string, Resource[]>();
  const places: Resource[] = [];
  for (const resource of held) {
    if (isPlace(resource)) places.push(resource);
    else getOrMake(byType, `${resource.service}:${resource.type}`, () => []).push(resource);
  }
  const rest = [...byType].flatMap(([type, members]): (Resource | Fold)[] =>
    members.length > foldOver ? [{ fold: `fold:${type}@${place}`, members }] : members,
  );
  return [...places, ...rest];
}

/** More cards in one flow are no longer seen as one, and take long to lay out. */
const LARGEST_FLOW = 40;

/** Cards that refer to each other, one box for all that hang together, and those that are left. */
export function gatherFlows(
  place: string,
  cards: readonly Card[],
  lines: readonly Edge[],
): { readonly flows: readonly Box[]; readonly left: readonly Card[] } {
  const known = new Map(cards.map((card) => [card.key, card]));
  const edges = lines.filter(({ from, to }) => known.has(from) && known.has(to));
  const hubs = findHubs(edges);
  const roots = new Map(cards.map(({ key }) => [key, key]));
  const findRoot = (key: string): string => {
    let root = key;
    for (let above = roots.get(root); above !== undefined && above !== root; above = roots.get(root))
      root = above;
    roots.set(key, root);
    return root;
  };
  for (const { from, to } of edges) {
    if (hubs.has(from) || hubs.has(to)) continue;
    roots.set(findRoot(from), findRoot(to));
  }
  const groups = new Map<string, Card[]>();
  for (const card of cards) getOrMake(groups, findRoot(card.key), () => []).push(card);
  const flows: Box[] = [];
  const left: Card[] = [];
  for (const group of groups.values()) {
    if (group.length === 1 || group.length > LARGEST_FLOW) left.push(...group);
    else flows.push(makeBox(`flow:${group[0]?.key}@${place}`, "flow", "", "", group));
  }
  flows.sort((one, other) => other.children.length - one.children.length);
  return { flows, left };
}

function makeBox(key: string, role: "flow" | "kind", title: string, kind: string, children: Card[]): Box {
  return { key, role, title, kind, note: "", children };
}

/** Cards by their kinds, a box each. */
export function gatherKinds(place: string, cards: readonly Card[]): readonly Box[] {
  const groups = new Map<string, Card[]>();
  for (const card of cards) getOrMake(groups, card.kind, () => []).push(card);
  return [...groups]
    .sort(([one], [other]) => rankKind(getKind(one)) - rankKind(getKind(other)))
    .map(([kind, group]) => makeBox(`kind:${kind}@${place}`, "kind", getKind(kind).label, kind, group));
}
