/** Paints what stands in the rectangles of a picture: tiles, names, what each is. Only what is in sight, and only what can be read. */
import type { Picture, PlacedBox, PlacedCard, Rectangle } from "../../../topology/layout.ts";
import { fitText } from "../../../topology/picture/fit-text.ts";
import { getKind } from "../../../topology/picture/kinds.ts";
import type { Palette } from "../../../topology/picture/theme.ts";
import { show } from "../parts/common.tsx";
import type { Sight } from "./sights.ts";
import { placeSigns, SIGN_SIZE } from "./signs.ts";

/** What is painted, in which colours. */
export interface Painting {
  readonly picture: Picture;
  readonly palette: Palette;
  /** Keys of cards that stand back. */
  readonly faded: ReadonlySet<string>;
  /** Keys of cards with placeholders in them. */
  readonly placeholders: ReadonlySet<string>;
  /** The titles of cards, with the signs of what was found of them, by their keys. */
  readonly titles: ReadonlyMap<string, string>;
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
/** Letters that would be smaller than this many pixels are not drawn. */
const SMALLEST = 5;
const SMALLEST_NOTE = 6.5;
/** Titles that would be smaller than this are signs instead, which are as large at any zoom. */
const SMALLEST_TITLE = 6.5;
/** What is written larger, because it is far off, is at most of this size: so high is the room for a title. */
const LARGEST = 20;
const tiles = new Map<string, Path2D>();

function findTile(kind: string): Path2D {
  let tile = tiles.get(kind);
  if (!tile) {
    tile = new Path2D(getKind(kind).glyph);
    tiles.set(kind, tile);
  }
  return tile;
}

function paintTile(
  context: CanvasRenderingContext2D,
  kind: string,
  x: number,
  y: number,
  size: number,
  zoom: number,
): void {
  context.fillStyle = getKind(kind).colour;
  context.beginPath();
  context.roundRect(x, y, size, size, 5);
  context.fill();
  if (size * zoom < 9) return;
  context.save();
  context.translate(x + size * 0.14, y + size * 0.14);
  context.scale((size / 24) * 0.72, (size / 24) * 0.72);
  context.strokeStyle = "#fff";
  context.lineWidth = 2;
  context.stroke(findTile(kind));
  context.restore();
}

const fitted = new Map<string, string>();

/** Texts are cut once each: painting goes over them at every frame. */
function fit(text: string, room: number, size: number): string {
  const key = `${size} ${Math.round(room)} ${text}`;
  let cut = fitted.get(key);
  if (cut === undefined) {
    if (fitted.size > 20_000) fitted.clear();
    cut = fitText(show(text), room, size);
    fitted.set(key, cut);
  }
  return cut;
}

/** The size of letters that are to be read at this zoom: in steps, so that few are measured. */
function enlarge(size: number, zoom: number): number {
  return Math.min(LARGEST, Math.max(size, Math.ceil(8.5 / zoom)));
}

function paintBox(
  context: CanvasRenderingContext2D,
  box: PlacedBox,
  { zoom }: Sight,
  palette: Palette,
): void {
  // Titles are written larger the further off they are, as far as there is room for it.
  const size = enlarge(12, zoom);
  if (box.title === "") return;
  if (box.resource) paintTile(context, box.kind, box.x + 10, box.y + 8, 18, zoom);
  if (size * zoom < SMALLEST_TITLE) return;
  context.font = `600 ${size}px ${FONT}`;
  context.fillStyle =
    box.role === "account" || box.role === "region" || box.resource ? palette.ink : palette.faint;
  const x = box.x + (box.resource ? 34 : 14);
  const type = box.resource && size === 12 ? `  ${box.note.split(" · ").at(-1)}` : "";
  context.fillText(fit(`${box.title}${type}`, (box.x + box.width - x - 10) / 1.1, size), x, box.y + 9 + size);
}

function paintCard(
  context: CanvasRenderingContext2D,
  card: PlacedCard,
  { zoom }: Sight,
  painting: Painting,
): void {
  const { palette, faded, placeholders, titles } = painting;
  context.globalAlpha = faded.has(card.key) ? 0.3 : 1;
  paintTile(context, card.kind, card.x + 9, card.y + 9, 26, zoom);
  const hasPlaceholder = placeholders.has(card.key);
  const room = card.width - 52 - (hasPlaceholder ? 10 : 0);
  const hasNote = 10.5 * zoom >= SMALLEST_NOTE;
  const size = hasNote ? 12.5 : enlarge(12.5, zoom);
  if (size * zoom >= SMALLEST) {
    context.font = `500 ${size}px ${FONT}`;
    context.fillStyle = palette.ink;
    const middle = card.y + card.height / 2 + size * 0.35;
    context.fillText(
      fit(titles.get(card.key) ?? card.title, room, size),
      card.x + 44,
      hasNote ? card.y + 19 : middle,
    );
  }
  if (hasNote) {
    context.font = `10.5px ${FONT}`;
    context.fillStyle = palette.faint;
    const inside = card.members.length > 1 || card.inside === 0 ? "" : ` · ${card.inside} inside`;
    context.fillText(fit(`${card.note}${inside}`, card.width - 52, 10.5), card.x + 44, card.y + 34);
  }
  if (hasPlaceholder) {
    context.fillStyle = palette.beforehand;
    context.beginPath();
    context.arc(card.x + card.width - 10, card.y + 10, 3.5, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}

/** Writes the names of places over the picture, at the screen's own scale. */
function paintSigns(context: CanvasRenderingContext2D, sight: Sight, painting: Painting): void {
  const { picture, palette, faded } = painting;
  // What is searched for must not be below a sign: only those of accounts, which have few cards below them, stay.
  const named = faded.size > 0 ? picture.boxes.filter(({ role }) => role === "account") : picture.boxes;
  context.font = `600 ${SIGN_SIZE}px ${FONT}`;
  for (const { text, x, y, width, height } of placeSigns(named, sight)) {
    context.globalAlpha = 0.88;
    context.fillStyle = palette.card;
    context.beginPath();
    context.roundRect(x, y, width, height, 3);
    context.fill();
    context.globalAlpha = 1;
    context.fillStyle = palette.ink;
    context.fillText(text, x + 4, y + SIGN_SIZE + 1);
  }
}

/** Paints what is in sight onto a canvas that has `ratio` pixels for each of the page's. */
export function paint(
  context: CanvasRenderingContext2D,
  sight: Sight,
  ratio: number,
  painting: Painting,
): void {
  const { zoom, x, y, width, height } = sight;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width * ratio, height * ratio);
  context.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio);
  context.lineCap = "round";
  context.lineJoin = "round";
  const isInSight = (one: Rectangle) =>
    (one.x + one.width) * zoom + x > 0 &&
    one.x * zoom + x < width &&
    (one.y + one.height) * zoom + y > 0 &&
    one.y * zoom + y < height;
  for (const box of painting.picture.boxes)
    if (box.role !== "flow" && isInSight(box)) paintBox(context, box, sight, painting.palette);
  for (const card of painting.picture.cards) if (isInSight(card)) paintCard(context, card, sight, painting);
  if (enlarge(12, zoom) * zoom >= SMALLEST_TITLE) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintSigns(context, sight, painting);
}
