/** A picture as SVG: it stands alone, follows the reader's theme, and names each thing to a screen reader. */
import { tellCount } from "../base/count.ts";
import { escapeXml } from "../report/escape-xml.ts";
import { escapeUnprintable } from "../report/unprintable.ts";
import type { Picture, PlacedBox, PlacedCard, PlacedEdge, Rectangle } from "./layout.ts";
import { fitText } from "./picture/fit-text.ts";
import { getKind } from "./picture/kinds.ts";
import { drawLegend, LEGEND_WIDTH } from "./picture/legend.ts";
import { styleLine } from "./picture/lines.ts";
import { type DrawnFindings, markOf, sayMark, signTitle } from "./picture/marks.ts";
import { writeStyle } from "./picture/style.ts";
import { nameType } from "./picture/tree.ts";
import { drawWay, writeNumber } from "./picture/ways.ts";
import type { Resource } from "./topology.ts";

/** What a picture says of itself, and what a verification found of the things in it. */
export interface SvgOptions {
  readonly title: string;
  readonly findings?: DrawnFindings;
  /** Of whoever shows it unless it is said. */
  readonly theme?: "light" | "dark";
}

const EDGE = 24;
const HEAD = 54;

function rectangle({ x, y, width, height }: Rectangle, radius: number, classes: string): string {
  return `<rect class="${classes}" x="${writeNumber(x)}" y="${writeNumber(y)}" width="${writeNumber(width)}" height="${writeNumber(height)}" rx="${radius}"/>`;
}

/** A text on one line, cut to the room there is. */
function writeText(text: string, x: number, y: number, room: number, size: number, classes: string): string {
  return `<text class="${classes}" x="${writeNumber(x)}" y="${writeNumber(y)}">${escapeXml(fitText(escapeUnprintable(text), room, size))}</text>`;
}

/** The tile with a kind's glyph. */
function drawGlyph(kind: string, x: number, y: number, size: number): string {
  const { colour, glyph } = getKind(kind);
  const scale = writeNumber((size / 24) * 0.72);
  const inset = size * 0.14;
  return (
    `<rect x="${writeNumber(x)}" y="${writeNumber(y)}" width="${size}" height="${size}" rx="5" fill="${colour}"/>` +
    `<path class="glyph" d="${glyph}" transform="translate(${writeNumber(x + inset)} ${writeNumber(y + inset)}) scale(${scale})"/>`
  );
}

/** Whole names, for who points at a card or hears it read. */
function describeThing(resource: Resource): string {
  const { label, service, type, arn, id, account, region } = resource;
  const place = region === "" ? account : `${account}, ${region}`;
  return `${label}, ${service} ${nameType(type)}, ${place}, ${arn ?? id ?? resource.name}`;
}

function drawBox(box: PlacedBox): string {
  if (box.role === "flow") return "";
  const isPlain = box.role === "kind" || box.role === "fold";
  const classes = `box ${box.role}${isPlain ? "" : ` deep${box.depth % 2}`}`;
  const x = box.x + 14;
  const y = box.y + 21;
  const icon = box.resource ? drawGlyph(box.kind, box.x + 10, box.y + 8, 18) : "";
  const shift = box.resource ? 20 : 0;
  const title = box.resource ? `${box.title}  ${box.note.split(" · ").at(-1) ?? ""}` : box.title;
  const name = escapeXml(box.resource ? describeThing(box.resource) : box.title);
  return (
    `<g role="graphics-object" aria-roledescription="${box.role}"><title>${name}</title>` +
    rectangle(box, isPlain ? 8 : 10, classes) +
    icon +
    writeText(title, x + shift, y, (box.width - 24 - shift) / 1.1, 12, `heading ${box.role}-heading`) +
    "</g>"
  );
}

function drawCard(card: PlacedCard, findings: DrawnFindings): string {
  const [first] = card.members;
  if (!first) return "";
  const mark = markOf(card.members, findings);
  const { x, y, width } = card;
  const isMany = card.members.length > 1;
  const said = sayMark(mark);
  const what = isMany ? `${card.title}, ${card.note}` : describeThing(first);
  const classes = [
    "card",
    mark.beforehand ? "beforehand" : "",
    mark.brought ? "brought" : "",
    mark.finding ?? "",
  ].filter((part) => part !== "");
  const inside = isMany || card.inside === 0 ? "" : ` · ${card.inside} inside`;
  const stack = isMany
    ? rectangle({ ...card, x: x + 4, y: y + 4 }, 7, "card under") +
      rectangle({ ...card, x: x + 2, y: y + 2 }, 7, "card under")
    : "";
  const dot = mark.placeholder
    ? `<circle class="placeholder" cx="${writeNumber(x + width - 10)}" cy="${writeNumber(y + 10)}" r="3.5"/>`
    : "";
  return (
    `<g role="graphics-symbol"><title>${escapeXml(said === "" ? what : `${what}, ${said}`)}</title>${stack}` +
    rectangle(card, 7, classes.join(" ")) +
    drawGlyph(card.kind, x + 9, y + 9, 26) +
    writeText(
      signTitle(card.title, mark),
      x + 44,
      y + 19,
      width - 54 - (mark.placeholder ? 8 : 0),
      12.5,
      "title",
    ) +
    writeText(`${card.note}${inside}`, x + 44, y + 34, width - 52, 10.5, "note") +
    dot +
    "</g>"
  );
}

function drawEdge(edge: PlacedEdge, places: ReadonlyMap<string, Rectangle>): string {
  const way = drawWay(edge, places);
  if (edge.quiet || way === undefined) return "";
  const classes = `edge ${styleLine(edge.kinds)}${edge.way ? "" : " far"}`;
  return `<path class="${classes}" d="${way}" marker-end="url(#arrow)"/>`;
}

/** The picture as the text of an SVG file. */
export function writeSvg(picture: Picture, { title, findings = new Map(), theme }: SvgOptions): string {
  const places = new Map<string, Rectangle>();
  for (const box of picture.boxes) places.set(box.key, box);
  for (const card of picture.cards) places.set(card.key, card);
  const width = Math.max(picture.width, LEGEND_WIDTH);
  const legend = drawLegend(picture, findings, width, drawGlyph);
  const top = EDGE + HEAD;
  const whole = {
    x: 0,
    y: 0,
    width: Math.ceil(width + EDGE * 2),
    height: Math.ceil(top + picture.height + 20 + legend.height + EDGE),
  };
  const things = picture.cards.reduce((sum, { members }) => sum + members.length, 0);
  const quiet = picture.edges.filter((edge) => edge.quiet).length;
  const summary = [
    tellCount(picture.seenAs.size, "thing"),
    `${tellCount(picture.edges.length, "line")}${quiet > 0 ? `, of which ${quiet} are left out for clarity` : ""}`,
  ].join(", ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole.width} ${whole.height}" width="${whole.width}" height="${whole.height}" role="graphics-document document" aria-labelledby="picture-title picture-summary">`,
    `<title id="picture-title">${escapeXml(title)}</title>`,
    `<desc id="picture-summary">${escapeXml(things === 0 ? "nothing stands" : summary)}</desc>`,
    `<style>${writeStyle(theme)}</style>`,
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="arrow" d="M0 0.5L8 4L0 7.5z"/></marker></defs>`,
    rectangle(whole, 0, "ground"),
    writeText(title, EDGE, EDGE + 18, width, 20, "headline"),
    writeText(things === 0 ? "nothing stands" : summary, EDGE, EDGE + 38, width, 12, "note"),
    `<g transform="translate(${EDGE} ${top})">`,
    ...picture.boxes.map(drawBox),
    ...picture.edges.map((edge) => drawEdge(edge, places)),
    ...picture.cards.map((card) => drawCard(card, findings)),
    `<g transform="translate(0 ${writeNumber(picture.height + 20)})">${legend.text}</g>`,
    "</g>",
    "</svg>",
    "",
  ]
    .filter((line, index, lines) => line !== "" || index === lines.length - 1)
    .join("\n");
}
