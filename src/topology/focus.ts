/** A picture of one thing and what is around it: what depends on it to the left, what it depends on to the right. */
import type { ELK, ElkNode } from "elkjs/lib/elk-api.js";
import { CARD, type Picture, type PlacedCard, type Point } from "./layout.ts";
import { joinEdges } from "./picture/edges.ts";
import { compareResources } from "./picture/holders.ts";
import { findKind } from "./picture/kinds.ts";
import { cutOut, type FocusDirection, findNeighbours, groupTwins } from "./picture/neighbours.ts";
import type { Card } from "./picture/nodes.ts";
import { nameType } from "./picture/tree.ts";
import type { Resource, Topology } from "./topology.ts";

/** What is looked at, and how far. */
export interface Focus {
  readonly key: string;
  readonly steps: number;
  readonly direction: FocusDirection;
  /** Keys of cards of many that are opened. */
  readonly opened: ReadonlySet<string>;
}

/** More twins than this are one card. */
const FEW_TWINS = 4;

/** A graph with more lines is laid out with less care, since care takes time. */
const CAREFUL = 300;

function makeCard(members: readonly Resource[]): Card {
  const [first] = members as [Resource, ...Resource[]];
  const { key, service, type, label, region } = first;
  const kind = findKind(service, type).kind;
  const note = `${service} · ${nameType(type)}${region === "" ? "" : ` · ${region}`}`;
  if (members.length === 1) return { key, kind, title: label, note, members, inside: 0 };
  const title = `${members.length} × ${nameType(type)}`;
  return { key: `twins:${key}`, kind, title, note: service, members, inside: members.length };
}

/** Lays out what is around a thing. Of a thing that does not stand the picture is empty. */
export async function layOutFocus(
  topology: Topology,
  focus: Focus,
  elk: Pick<ELK, "layout">,
): Promise<Picture> {
  const keys = findNeighbours(topology, focus.key, focus.steps, focus.direction);
  const part = cutOut(topology, keys);
  const sorted = { ...part, resources: [...part.resources].sort(compareResources) };
  const cards = groupTwins(sorted, focus.key).flatMap((twins) => {
    const [first] = twins;
    const isOpen = twins.length <= FEW_TWINS || focus.opened.has(`twins:${first?.key}`);
    return isOpen ? twins.map((twin) => makeCard([twin])) : [makeCard(twins)];
  });
  const seenAs = new Map(cards.flatMap((card) => card.members.map(({ key }) => [key, card.key] as const)));
  const edges = joinEdges(sorted.relations, seenAs);
  const graph: ElkNode = {
    id: "focus",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "RIGHT",
      "elk.edgeRouting": "ORTHOGONAL",
      "elk.layered.spacing.nodeNodeBetweenLayers": "70",
      "elk.spacing.nodeNode": "14",
      "elk.layered.thoroughness": edges.length > CAREFUL ? "1" : "7",
      "elk.padding": "[top=4,left=4,bottom=4,right=4]",
      "elk.randomSeed": "1",
    },
    children: cards.map(({ key }) => ({ id: key, ...CARD })),
    edges: edges.map(({ from, to }) => ({ id: `${from}\n${to}`, sources: [from], targets: [to] })),
  };
  const found = await elk.layout(graph);
  const placed = cards.map((card, index): PlacedCard => {
    const { x = 0, y = 0 } = found.children?.[index] ?? {};
    return { ...card, x, y, ...CARD };
  });
  const ways = new Map<string, readonly Point[]>();
  for (const { id, sections } of found.edges ?? []) {
    const [section] = sections ?? [];
    if (section) ways.set(id, [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]);
  }
  return {
    width: found.width ?? 0,
    height: found.height ?? 0,
    boxes: [],
    cards: placed,
    edges: edges.map((edge) => {
      const way = ways.get(`${edge.from}\n${edge.to}`);
      return { ...edge, ...(way && { way }), quiet: false };
    }),
    seenAs,
  };
}
