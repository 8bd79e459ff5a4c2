/** What a picture's colours and lines mean: only of what is in it. */
import type { Picture } from "../layout.ts";
import { measureText } from "./fit-text.ts";
import { getKind, KINDS } from "./kinds.ts";
import { LINE_LABELS, type LineStyle, styleLine } from "./lines.ts";
import { type DrawnFindings, isFinding, markOf, signTitle } from "./marks.ts";

/** A picture is at least so wide, that its legend has room. */
export const LEGEND_WIDTH = 640;

/** What a legend has entries for. */
export interface LegendFacts {
  readonly kinds: readonly string[];
  readonly lines: readonly LineStyle[];
  /** Classes of cards with what each means. */
  readonly marks: readonly { readonly mark: string; readonly label: string }[];
}

const MARK_LABELS = {
  many: "many alike things",
  beforehand: "made beforehand: used by the log, never made in it",
  brought: "brought by AWS itself",
  placeholder: "has placeholders for what the log hides",
  verified: "verified",
  different: "differs",
  missing: "missing",
  unreadable: "could not be read",
};

/** What is to be explained of a picture. */
export function listLegend(picture: Picture, findings: DrawnFindings): LegendFacts {
  const kinds = new Set(picture.cards.map(({ kind }) => kind));
  const lines = new Set(picture.edges.filter(({ quiet }) => !quiet).map((edge) => styleLine(edge.kinds)));
  const marks = new Set<string>();
  for (const { members } of picture.cards) {
    if (members.length > 1) marks.add("many");
    const { finding, beforehand, brought, placeholder } = markOf(members, findings);
    if (finding) marks.add(finding);
    if (beforehand) marks.add("beforehand");
    if (brought) marks.add("brought");
    if (placeholder) marks.add("placeholder");
  }
  return {
    kinds: KINDS.map(({ kind }) => kind).filter((kind) => kinds.has(kind)),
    lines: (["flow", "use", "trust"] as const).filter((style) => lines.has(style)),
    marks: Object.entries(MARK_LABELS)
      .filter(([mark]) => marks.has(mark))
      .map(([mark, label]) => ({
        mark,
        label: isFinding(mark) ? signTitle(label, { finding: mark }) : label,
      })),
  };
}

type DrawGlyph = (kind: string, x: number, y: number, size: number) => string;

function drawSample(mark: string, y: number): string {
  if (mark === "placeholder") return `<circle class="placeholder" cx="13" cy="${y + 9}" r="3.5"/>`;
  const under = `<rect class="card under" x="5" y="${y + 5}" width="24" height="12" rx="4"/>`;
  return `${mark === "many" ? under : ""}<rect class="card ${mark}" x="1" y="${y + 2}" width="24" height="13" rx="4"/>`;
}

/** The legend's SVG, in rows no wider than the picture. */
export function drawLegend(
  picture: Picture,
  findings: DrawnFindings,
  width: number,
  drawGlyph: DrawGlyph,
): { readonly text: string; readonly height: number } {
  const { kinds, lines, marks } = listLegend(picture, findings);
  const entries = [
    ...kinds.map((kind) => ({
      label: getKind(kind).label,
      room: 22,
      draw: () => drawGlyph(kind, 0, 0, 18),
    })),
    ...lines.map((style) => ({
      label: LINE_LABELS[style],
      room: 36,
      draw: () => `<path class="edge ${style}" d="M0 9H30" marker-end="url(#arrow)"/>`,
    })),
    ...marks.map(({ mark, label }) => ({ label, room: 32, draw: () => drawSample(mark, 0) })),
  ];
  let x = 0;
  let y = 0;
  const parts: string[] = [];
  for (const { label, room, draw } of entries) {
    const wide = room + measureText(label, 11.5) + 22;
    if (x > 0 && x + wide > width) {
      x = 0;
      y += 26;
    }
    parts.push(
      `<g transform="translate(${Math.round(x)} ${y})">${draw()}<text class="note" x="${room}" y="13">${label}</text></g>`,
    );
    x += wide;
  }
  return { text: parts.join(""), height: entries.length === 0 ? 0 : y + 20 };
}
