/** The lines of a picture: one between two cards or boxes, however many relations there are between what they stand for. */

import type { Relation, RelationKind } from "../topology.ts";
import { getOrMake } from "./get-or-make.ts";

/** A line of the picture. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kinds: readonly RelationKind[];
  /** How many relations it stands for. */
  readonly count: number;
}

/** The lines between what is seen, without those within one card; each but once. */
export function joinEdges(relations: readonly Relation[], seenAs: ReadonlyMap<string, string>): Edge[] {
  const edges = new Map<string, { from: string; to: string; kinds: Set<RelationKind>; count: number }>();
  for (const relation of relations) {
    const from = seenAs.get(relation.from);
    const to = seenAs.get(relation.to);
    if (from === undefined || to === undefined || from === to) continue;
    const edge = getOrMake(edges, `${from}\n${to}`, () => ({
      from,
      to,
      kinds: new Set<RelationKind>(),
      count: 0,
    }));
    edge.kinds.add(relation.kind);
    edge.count++;
  }
  return [...edges.values()].map((edge) => ({ ...edge, kinds: [...edge.kinds] }));
}

/** What more lines than this meet in is a hub: a key or a role that all use says little by each of its lines. */
const HUB = 8;

/** The cards that so many lines meet in that they are only drawn when they are asked for. */
export function findHubs(edges: readonly Edge[]): ReadonlySet<string> {
  const met = new Map<string, number>();
  for (const { from, to } of edges) for (const key of [from, to]) met.set(key, (met.get(key) ?? 0) + 1);
  return new Set([...met].filter(([, count]) => count > HUB).map(([key]) => key));
}
