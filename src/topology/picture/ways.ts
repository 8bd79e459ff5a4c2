/** The ways of lines from card to card. */
import type { PlacedEdge, Point, Rectangle } from "../layout.ts";

/** How wide the corners of a way are rounded. */
const CORNER = 8;

/** A number of pixels, as exact as anybody sees. */
export function writeNumber(number: number): string {
  return String(Math.round(number * 10) / 10);
}

const at = (x: number, y: number): string => `${writeNumber(x)} ${writeNumber(y)}`;

/** The point on the way from one point to another that is so far from the first, but no further than the middle. */
function along(from: Point, to: Point, far: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const part = Math.min(far / length, 0.5);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function roundCorners(way: readonly Point[]): string {
  const [first, ...rest] = way;
  if (!first) return "";
  const steps = rest.map((point, index) => {
    const before = way[index] as Point;
    const after = rest[index + 1];
    if (!after) return `L${at(point.x, point.y)}`;
    const enter = along(point, before, CORNER);
    const leave = along(point, after, CORNER);
    return `L${at(enter.x, enter.y)}Q${at(point.x, point.y)} ${at(leave.x, leave.y)}`;
  });
  return `M${at(first.x, first.y)}${steps.join("")}`;
}

/** The two ends and the two points that pull a curve between two rectangles, from the sides that face each other. */
export function bend(from: Rectangle, to: Rectangle): readonly [Point, Point, Point, Point] {
  const middle = (one: Rectangle) => ({ x: one.x + one.width / 2, y: one.y + one.height / 2 });
  const start = middle(from);
  const end = middle(to);
  const aside = Math.max(to.x - (from.x + from.width), from.x - (to.x + to.width));
  const above = Math.max(to.y - (from.y + from.height), from.y - (to.y + to.height));
  if (aside >= above) {
    const way = end.x >= start.x ? 1 : -1;
    const one = { x: start.x + (way * from.width) / 2, y: start.y };
    const other = { x: end.x - (way * to.width) / 2, y: end.y };
    const pull = Math.max(24, Math.abs(other.x - one.x) / 2) * way;
    return [one, { x: one.x + pull, y: one.y }, { x: other.x - pull, y: other.y }, other];
  }
  const way = end.y >= start.y ? 1 : -1;
  const one = { x: start.x, y: start.y + (way * from.height) / 2 };
  const other = { x: end.x, y: end.y - (way * to.height) / 2 };
  const pull = Math.max(24, Math.abs(other.y - one.y) / 2) * way;
  return [one, { x: one.x, y: one.y + pull }, { x: other.x, y: other.y - pull }, other];
}

/** The way of a line as the path of an SVG; undefined where one of its ends has no place. */
export function drawWay(edge: PlacedEdge, places: ReadonlyMap<string, Rectangle>): string | undefined {
  if (edge.way) return roundCorners(edge.way);
  const from = places.get(edge.from);
  const to = places.get(edge.to);
  if (!from || !to) return undefined;
  const [start, one, other, end] = bend(from, to);
  return `M${at(start.x, start.y)}C${at(one.x, one.y)} ${at(other.x, other.y)} ${at(end.x, end.y)}`;
}
