/** Puts lists and paragraphs into a terminal of any width, with or without colours. */
import { tellCount } from "../../base/count.ts";
import { escapeUnprintable } from "../unprintable.ts";

/** What is printed to. */
export interface TextPage {
  /** How many columns a line may have. */
  readonly columns: number;
  readonly colour: boolean;
  /** How many rows of each list are printed. */
  readonly top: number;
}

/** A title and lines below it, which stand together. */
export type TextBlock = readonly string[];

const RESET = "\u001b[0m";
const STYLES = { title: "\u001b[1m", quiet: "\u001b[2m", strong: "\u001b[32m" } as const;

/** A text in one of the styles, where there are colours. */
export function style(text: string, kind: keyof typeof STYLES, { colour }: TextPage): string {
  return colour && text !== "" ? `${STYLES[kind]}${text}${RESET}` : text;
}

/** A number for people: 12,345. */
export function printNumber(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3}){1,6}$)/g, ",");
}

/** The same with what it counts: 1 call, 12,345 calls. */
export function printCount(number: number, one: string): string {
  return tellCount(number, one).replace(String(number), printNumber(number));
}

/** A text of a log, harmless and no wider than that: what is too long ends with a mark. */
export function fit(text: string, width: number): string {
  const shown = escapeUnprintable(text);
  if (Bun.stringWidth(shown) <= width) return shown;
  let cut = "";
  let used = 0;
  for (const one of shown) {
    used += Bun.stringWidth(one);
    if (used > width - 1) break;
    cut += one;
  }
  return `${cut}…`;
}

/** A text filled up with blanks to a width, which it may exceed. */
export function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - Bun.stringWidth(text)));
}

/** A line that has all its colours, or, where it is too wide, none and as much as fits. */
export function fitLine(line: string, { columns }: Pick<TextPage, "columns">): string {
  return Bun.stringWidth(line) <= columns ? line : fit(Bun.stripANSI(line), columns);
}

/** A title and a remark on it, which goes below where there is no room beside. */
export function renderTitle(title: string, remark: string, page: TextPage): TextBlock {
  const isBeside = Bun.stringWidth(`${title} ${remark}`) <= page.columns;
  if (isBeside || remark === "") {
    const beside = remark === "" ? "" : ` ${style(remark, "quiet", page)}`;
    return [style(title, "title", page) + beside];
  }
  return [style(title, "title", page), ...wrap(remark, page, 2).map((line) => style(line, "quiet", page))];
}

/** A paragraph in lines, each after `indent` blanks. */
export function wrap(text: string, { columns }: Pick<TextPage, "columns">, indent: number): string[] {
  const width = Math.max(20, columns - indent);
  return Bun.wrapAnsi(escapeUnprintable(text), width)
    .split("\n")
    .map((line) => " ".repeat(indent) + fit(line, width));
}

/** The same after a label: lines below the first stand under the text. */
export function wrapAfter(label: string, text: string, page: Pick<TextPage, "columns">): string[] {
  const [first = "", ...more] = wrap(text, page, label.length);
  return [label + first.trimStart(), ...more];
}

/** Items one after the other, none of them parted where it fits into a line. */
export function wrapItems(
  items: readonly string[],
  { columns }: Pick<TextPage, "columns">,
  indent: number,
): string[] {
  const width = Math.max(20, columns - indent);
  const lines: string[] = [];
  for (const [at, item] of items.entries()) {
    const shown = fit(item, width - 1) + (at < items.length - 1 ? "," : "");
    const last = lines.at(-1);
    if (last !== undefined && Bun.stringWidth(last) + 1 + Bun.stringWidth(shown) <= width)
      lines[lines.length - 1] = `${last} ${shown}`;
    else lines.push(shown);
  }
  return lines.map((line) => " ".repeat(indent) + line);
}

/** A column: its head, its cells, and whether they are numbers or a text that may be cut. */
export interface TextColumn {
  readonly head: string;
  readonly cells: readonly string[];
  readonly kind: "number" | "text";
}

const GAP = 2;

/** Columns of cells under their heads, in no more than the width: texts share what the numbers leave. */
export function renderTable(columns: readonly TextColumn[], page: TextPage): TextBlock {
  const widths = columns.map(({ head, cells }) =>
    Math.max(...[head, ...cells].map((cell) => Bun.stringWidth(escapeUnprintable(cell)))),
  );
  const room = page.columns - GAP * columns.length;
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  // The widest text gives way first.
  while (excess > 0) {
    const texts = widths.map((width, place) => (columns[place]?.kind === "text" ? width : 0));
    const widest = texts.indexOf(Math.max(...texts));
    if ((widths[widest] ?? 0) <= 6) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
  const row = (cells: readonly string[]) =>
    cells
      .map((cell, place) => {
        const width = widths[place] ?? 0;
        const shown = fit(cell, width);
        return columns[place]?.kind === "number" ? shown.padStart(width) : pad(shown, width);
      })
      .map((cell) => " ".repeat(GAP) + cell)
      .join("")
      .trimEnd();
  const height = Math.max(0, ...columns.map(({ cells }) => cells.length));
  const rows = Array.from({ length: height }, (_, at) => row(columns.map(({ cells }) => cells[at] ?? "")));
  const heads = columns.every(({ head }) => head === "") ? [] : [row(columns.map(({ head }) => head))];
  return [...heads.map((line) => style(line, "quiet", page)), ...rows];
}

/** Narrower halves would cut most names. */
const NARROWEST_HALF = 70;
const BETWEEN = 4;

/** Blocks one after the other, two beside each other where there is room for it. */
export function arrange(makers: readonly ((page: TextPage) => TextBlock)[], page: TextPage): string[] {
  const half = Math.floor((page.columns - BETWEEN) / 2);
  const isWide = half >= NARROWEST_HALF;
  const blocks = makers
    .map((make) => {
      const own = isWide ? { ...page, columns: half } : page;
      return make(own).map((line) => fitLine(line, own));
    })
    .filter((block) => block.length > 0);
  if (!isWide) return blocks.flatMap((block) => ["", ...block]);
  const lines: string[] = [];
  for (let at = 0; at < blocks.length; at += 2) {
    const [left = [], right = []] = [blocks[at], blocks[at + 1]];
    lines.push("");
    for (let row = 0; row < Math.max(left.length, right.length); row++)
      lines.push(`${pad(left[row] ?? "", half + BETWEEN)}${right[row] ?? ""}`.trimEnd());
  }
  return lines;
}
