/** A picture as what cytoscape draws: rectangles and lines. What stands in them is painted over it (paint.ts). */
import type { ElementDefinition, StylesheetJson } from "cytoscape";
import type { Picture, PlacedEdge, Point, Rectangle } from "../../../topology/layout.ts";
import { LINE_DASHES, styleLine } from "../../../topology/picture/lines.ts";
import { type DrawnFindings, markOf } from "../../../topology/picture/marks.ts";
import type { Palette } from "../../../topology/picture/theme.ts";
import { bend } from "../../../topology/picture/ways.ts";

const middle = ({ x, y, width, height }: Rectangle): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Where points lie beside the straight line between two others: how far along it, and how far off it. */
function measureAside(
  points: readonly Point[],
  start: Point,
  end: Point,
): { weights: number[]; distances: number[] } {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  const weights: number[] = [];
  const distances: number[] = [];
  for (const { x, y } of points) {
    weights.push(((x - start.x) * dx + (y - start.y) * dy) / (length * length));
    distances.push(((y - start.y) * dx - (x - start.x) * dy) / length);
  }
  return { weights, distances };
}

/** How the ends of a line are given: from the middle of what it is at. */
const offset = (point: Point, { x, y }: Point): string => `${point.x - x}px ${point.y - y}px`;

/** The line as cytoscape has it; nothing where one of its ends has no place. */
export function makeEdge(edge: PlacedEdge, places: ReadonlyMap<string, Rectangle>): ElementDefinition[] {
  const from = places.get(edge.from);
  const to = places.get(edge.to);
  if (!from || !to) return [];
  const way = edge.way ?? bend(from, to);
  const [start, end] = [way[0], way.at(-1)];
  if (!start || !end) return [];
  const { weights, distances } = measureAside(way.slice(1, -1), start, end);
  const isStraight = distances.every((distance) => Math.abs(distance) < 0.5);
  return [
    {
      group: "edges",
      data: {
        id: `${edge.from}\n${edge.to}`,
        source: edge.from,
        target: edge.to,
        weights,
        distances,
        start: offset(start, middle(from)),
        end: offset(end, middle(to)),
      },
      classes: [
        styleLine(edge.kinds),
        isStraight ? "straight" : edge.way ? "bent" : "curved",
        edge.way ? "near" : "far",
      ],
    },
  ];
}

function makeNode(key: string, place: Rectangle, classes: string[]): ElementDefinition {
  const { width, height } = place;
  return { group: "nodes", data: { id: key, width, height }, position: { ...middle(place) }, classes };
}

/** Everything of a picture, boxes first, but for its quiet lines: most are never asked for, and each takes time. */
export function makeElements(picture: Picture, findings: DrawnFindings): ElementDefinition[] {
  const places = new Map<string, Rectangle>();
  const boxes = picture.boxes.map((box) => {
    places.set(box.key, box);
    const isPlain = box.role === "kind" || box.role === "fold";
    const depth = isPlain || box.role === "flow" ? "plain" : `deep${box.depth % 2}`;
    return makeNode(box.key, box, ["box", box.role, depth, box.resource ? "thing" : "place"]);
  });
  const cards = picture.cards.map((card) => {
    places.set(card.key, card);
    const { finding, beforehand, brought } = markOf(card.members, findings);
    const marks = [finding ?? "", beforehand ? "beforehand" : "", brought ? "brought" : ""];
    return makeNode(card.key, card, [
      "card",
      card.members.length > 1 ? "many" : "one",
      ...marks.filter(Boolean),
    ]);
  });
  return [...boxes, ...cards, ...picture.edges.flatMap((edge) => (edge.quiet ? [] : makeEdge(edge, places)))];
}

/** How the elements look in a theme. Lines lie above boxes and below cards. */
export function makeStyle(palette: Palette): StylesheetJson {
  const [outer = "", inner = ""] = palette.boxes;
  const bordered = (name: string, color: string, width = 2) => ({
    selector: `.card.${name}`,
    style: { "border-color": color, "border-width": width },
  });
  const rows = [
    {
      selector: "node",
      style: {
        width: "data(width)",
        height: "data(height)",
        shape: "round-rectangle",
        "corner-radius": "8px",
        "border-width": 1,
        "border-color": palette.boxLine,
        "background-color": outer,
        "overlay-opacity": 0,
        "z-index-compare": "manual",
        "z-index": 1,
      },
    },
    { selector: ".deep1", style: { "background-color": inner } },
    { selector: ".plain", style: { "background-opacity": 0 } },
    { selector: ".flow", style: { "border-width": 0, events: "no" } },
    { selector: ".fold", style: { "border-style": "dashed" } },
    { selector: ".network", style: { "border-color": palette.networkLine, "border-width": 1.5 } },
    { selector: ".subnet", style: { "border-color": palette.subnetLine, "border-width": 1.5 } },
    {
      selector: ".card",
      style: {
        "background-color": palette.card,
        "border-color": palette.cardLine,
        "z-index": 3,
        "corner-radius": "7px",
      },
    },
    { selector: ".many", style: { "border-width": 4, "border-style": "double" } },
    { selector: ".brought", style: { "border-style": "dotted" } },
    {
      selector: ".beforehand",
      style: { "border-color": palette.beforehand, "border-width": 1.5, "border-style": "dashed" },
    },
    bordered("verified", palette.verified),
    bordered("unreadable", palette.unreadable),
    bordered("different", palette.different, 3),
    bordered("missing", palette.missing, 3),
    {
      selector: "edge",
      style: {
        width: 1.4,
        "line-color": palette.edge,
        "target-arrow-color": palette.edge,
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.8,
        "source-endpoint": "data(start)",
        "target-endpoint": "data(end)",
        "edge-distances": "endpoints",
        "curve-style": "straight",
        "z-index-compare": "manual",
        "z-index": 2,
        events: "no",
      },
    },
    {
      selector: ".bent",
      style: {
        "curve-style": "round-segments",
        "segment-weights": "data(weights)",
        "segment-distances": "data(distances)",
        "segment-radii": 8,
      },
    },
    {
      selector: ".curved",
      style: {
        "curve-style": "unbundled-bezier",
        "control-point-weights": "data(weights)",
        "control-point-distances": "data(distances)",
      },
    },
    { selector: ".use", style: { "line-style": "dashed", "line-dash-pattern": LINE_DASHES.use } },
    { selector: ".trust", style: { "line-style": "dashed", "line-dash-pattern": LINE_DASHES.trust } },
    { selector: ".far", style: { opacity: 0.5 } },
    { selector: "edge.faded", style: { opacity: 0.12 } },
    {
      selector: "edge.strong",
      style: {
        opacity: 1,
        width: 2.2,
        "line-color": palette.accent,
        "target-arrow-color": palette.accent,
        "z-index": 4,
      },
    },
    { selector: ".card.faded", style: { opacity: 0.3 } },
    { selector: "node.met", style: { "border-color": palette.accent, "border-width": 2 } },
    {
      selector: "node.chosen",
      style: { "outline-width": 3, "outline-color": palette.accent, "outline-offset": 1 },
    },
  ];
  return rows as unknown as StylesheetJson;
}
