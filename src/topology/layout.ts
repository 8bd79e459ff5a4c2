/**
 * Where everything of a picture goes. Boxes are packed into boxes, the cards that refer to each other stand in layers from
 * left to right: elk does both. The same topology and view always give the same picture.
 */

import type { ELK, ElkNode } from "elkjs/lib/elk-api.js";
import { type Edge, findHubs } from "./picture/edges.ts";
import { getOrMake } from "./picture/get-or-make.ts";
import { styleLine } from "./picture/lines.ts";
import { type Box, type Card, isBox, type PictureNode, type View } from "./picture/nodes.ts";
import { countCards, growTree, prepareSoil, type Tree } from "./picture/tree.ts";
import type { Resource, Topology } from "./topology.ts";

/** A point of the picture, in pixels at its own scale. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle of the picture: its upper left corner and its extent. */
export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** A box with its place; `depth` is how many boxes it is in. */
export interface PlacedBox extends Omit<Box, "children">, Rectangle {
  readonly depth: number;
}

export interface PlacedCard extends Card, Rectangle {}

/** A line with its way, where one was found around the cards; without one it goes as the crow flies. */
export interface PlacedEdge extends Edge {
  readonly way?: readonly Point[];
  /** Only drawn when one of its ends is asked for: one of them is a hub, or there are too many lines. */
  readonly quiet: boolean;
}

/** A topology with everything in its place: outer boxes before inner ones. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly cards: readonly PlacedCard[];
  readonly edges: readonly PlacedEdge[];
  /** For the key of each drawn thing, that of the card or box that stands for it. */
  readonly seenAs: ReadonlyMap<string, string>;
}

export const CARD = { width: 212, height: 44 };

/** How much room a box leaves for its title. */
const HEADING = 30;
const MARGIN = 14;
const FLOW_MARGIN = 6;
const MANY_BOXES = 48;
/** Between the cards of a grid. */
const GAP = 10;

/**
 * More lines from box to box than this are no picture. Then only those of what flows or is used are drawn unasked, else only
 * those of what flows, else none.
 */
const MANY_LINES = 24;

/** Pictures are wider than high, as screens are. */
const ASPECT = "1.7";

function optionsOf(box: Box): Record<string, string> {
  const [top, side] = box.role === "flow" ? [FLOW_MARGIN, FLOW_MARGIN] : [HEADING + 6, MARGIN];
  const padding = `[top=${top},left=${side},bottom=${side},right=${side}]`;
  if (box.role === "flow")
    return {
      "elk.algorithm": "layered",
      "elk.direction": "RIGHT",
      "elk.edgeRouting": "ORTHOGONAL",
      "elk.padding": padding,
      "elk.layered.spacing.nodeNodeBetweenLayers": "44",
      "elk.spacing.nodeNode": "12",
      "elk.spacing.edgeNode": "10",
      "elk.layered.thoroughness": "4",
      "elk.randomSeed": "1",
    };
  return {
    // The better of the two keeps their order and leaves less empty, but takes more than twice as long for twice as many.
    "elk.algorithm": box.children.length > MANY_BOXES ? "box" : "rectpacking",
    "elk.aspectRatio": ASPECT,
    "elk.padding": padding,
    "elk.spacing.nodeNode": "14",
  };
}

/** Columns of a grid of cards that is about half as high as it is wide, but for a few, which stand below each other. */
function countColumns(box: Box): number {
  const aspect = box.role === "kind" ? 1.1 : 1.6;
  return Math.max(
    1,
    Math.round(Math.sqrt((box.children.length * aspect * (CARD.height + GAP)) / (CARD.width + GAP))),
  );
}

/** Where cards that are all in one grid go: elk would come to the same, and takes its time. */
function placeGrid(box: Box): ElkNode {
  const columns = countColumns(box);
  const rows = Math.ceil(box.children.length / columns);
  return {
    id: box.key,
    width: 2 * MARGIN + columns * (CARD.width + GAP) - GAP,
    height: HEADING + 6 + MARGIN + rows * (CARD.height + GAP) - GAP,
    children: box.children.map(({ key }, index) => ({
      id: key,
      ...CARD,
      x: MARGIN + (index % columns) * (CARD.width + GAP),
      y: HEADING + 6 + Math.floor(index / columns) * (CARD.height + GAP),
    })),
  };
}

const isGrid = (box: Box): boolean => box.role !== "flow" && !box.children.some(isBox);

function toElk(node: PictureNode, edgesOf: ReadonlyMap<string, readonly Edge[]>): ElkNode {
  if (!isBox(node)) return { id: node.key, ...CARD };
  if (isGrid(node)) {
    const { id, width = 0, height = 0 } = placeGrid(node);
    return { id, width, height };
  }
  return {
    id: node.key,
    layoutOptions: optionsOf(node),
    children: node.children.map((child) => toElk(child, edgesOf)),
    edges: (edgesOf.get(node.key) ?? []).map((edge) => ({
      id: `${edge.from}\n${edge.to}`,
      sources: [edge.from],
      targets: [edge.to],
    })),
  };
}

interface Placed {
  readonly boxes: PlacedBox[];
  readonly cards: PlacedCard[];
  readonly ways: Map<string, readonly Point[]>;
}

/** Gives the places that elk found, which are relative to the box around, to what is drawn. */
function place(node: PictureNode, found: ElkNode, around: Point, depth: number, placed: Placed): void {
  const { x = 0, y = 0, width = 0, height = 0 } = found;
  const at = { x: around.x + x, y: around.y + y, width, height };
  if (!isBox(node)) {
    placed.cards.push({ ...node, ...at });
    return;
  }
  const { children, ...box } = node;
  placed.boxes.push({ ...box, ...at, depth });
  for (const { id, sections } of found.edges ?? []) {
    const [section] = sections ?? [];
    if (!section) continue;
    const way = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    placed.ways.set(
      id,
      way.map((point) => ({ x: at.x + point.x, y: at.y + point.y })),
    );
  }
  const inside = isGrid(node) ? placeGrid(node) : found;
  children.forEach((child, index) => {
    place(child, inside.children?.[index] ?? { id: child.key }, at, depth + 1, placed);
  });
}

/** The flow that each card stands in. */
function findFlows(nodes: readonly PictureNode[], flows = new Map<string, string>()): Map<string, string> {
  for (const node of nodes) {
    if (!isBox(node)) continue;
    if (node.role === "flow") for (const { key } of node.children) flows.set(key, node.key);
    else findFlows(node.children, flows);
  }
  return flows;
}

/** The box around each card and box. */
function findBoxesAround(
  nodes: readonly PictureNode[],
  around = new Map<string, string>(),
): Map<string, string> {
  for (const node of nodes) {
    if (!isBox(node)) continue;
    for (const child of node.children) around.set(child.key, node.key);
    findBoxesAround(node.children, around);
  }
  return around;
}

/** The lines of a tree: not those between a box and what is in it, which is seen anyway. */
function drawEdges(tree: Tree): readonly Edge[] {
  const around = findBoxesAround(tree.accounts);
  const isIn = (inner: string, outer: string): boolean => {
    for (let at = around.get(inner); at !== undefined; at = around.get(at)) if (at === outer) return true;
    return false;
  };
  return tree.edges.filter(({ from, to }) => !isIn(from, to) && !isIn(to, from));
}

/** Which lines are only drawn when one of their ends is asked for, so that what is drawn can be followed. */
function hush(edges: readonly Edge[], ways: ReadonlyMap<string, unknown>): (edge: Edge) => boolean {
  const hubs = findHubs(edges);
  const far = edges.filter(({ from, to }) => !ways.has(`${from}\n${to}`) && !hubs.has(from) && !hubs.has(to));
  const flowing = far.filter(({ kinds }) => styleLine(kinds) === "flow");
  const used = far.filter(({ kinds }) => styleLine(kinds) !== "trust");
  const drawn = new Set([far, used, flowing].find(({ length }) => length <= MANY_LINES));
  return (edge) => !ways.has(`${edge.from}\n${edge.to}`) && !drawn.has(edge);
}

/** Lays out what the view shows of a topology. */
export async function layOut(topology: Topology, view: View, elk: Pick<ELK, "layout">): Promise<Picture> {
  const tree = growTree(prepareSoil(topology, view.shows), view);
  const edges = drawEdges(tree);
  const flows = findFlows(tree.accounts);
  const edgesOf = new Map<string, Edge[]>();
  for (const edge of edges) {
    const flow = flows.get(edge.from);
    if (flow !== undefined && flow === flows.get(edge.to)) getOrMake(edgesOf, flow, () => []).push(edge);
  }
  const root: Box = {
    key: "place:",
    role: "flow",
    title: "",
    kind: "",
    note: "",
    children: tree.accounts,
  };
  const options = {
    "elk.algorithm": "rectpacking",
    "elk.aspectRatio": ASPECT,
    "elk.padding": "[top=4,left=4,bottom=4,right=4]",
    "elk.spacing.nodeNode": "20",
  };
  const found = await elk.layout({ ...toElk(root, edgesOf), layoutOptions: options });
  const placed: Placed = { boxes: [], cards: [], ways: new Map() };
  place(root, found, { x: 0, y: 0 }, -1, placed);
  const isQuiet = hush(edges, placed.ways);
  return {
    width: found.width ?? 0,
    height: found.height ?? 0,
    boxes: placed.boxes.slice(1),
    cards: placed.cards,
    edges: edges.map((edge) => {
      const way = placed.ways.get(`${edge.from}\n${edge.to}`);
      const quiet = isQuiet(edge);
      return { ...edge, ...(way && { way }), quiet };
    }),
    seenAs: tree.seenAs,
  };
}

/** How many cards a first picture shows at most, so that people can read it. */
const READABLE = 240;

/** The largest number of alike things in a place that leaves a picture readable when more are folded. */
export function chooseFoldOver(topology: Topology, shows: (resource: Resource) => boolean): number {
  const soil = prepareSoil(topology, shows);
  for (const foldOver of [60, 30, 15, 8])
    if (countCards(soil, { opened: new Set(), foldOver, shows }) <= READABLE) return foldOver;
  return 4;
}
