/** The picture on the screen: cytoscape draws the rectangles and lines and knows what is pointed at; the rest is painted over it. */
import cytoscape from "cytoscape";
import type { Picture, PlacedBox, PlacedCard, PlacedEdge, Rectangle } from "../../../topology/layout.ts";
import { getOrMake } from "../../../topology/picture/get-or-make.ts";
import { type DrawnFindings, markOf, signTitle } from "../../../topology/picture/marks.ts";
import { DARK, LIGHT, type Palette } from "../../../topology/picture/theme.ts";
import { makeEdge, makeElements, makeStyle } from "./elements.ts";
import { type Painting, paint, type Sight } from "./paint.ts";

/** What the picture tells of what people do with it. */
export interface CanvasEvents {
  /** Somebody chose a card or a box, or nothing. */
  readonly onChoose: (key: string | undefined) => void;
  /** Somebody opens a card or a box. */
  readonly onOpen: (key: string) => void;
  /** Another part of the picture is in sight. */
  readonly onSight: (sight: Sight) => void;
}

export type ArrowStep = "left" | "right" | "up" | "down";

const MARGIN = 24;
const CLOSEST = 1.25;
const LEAST_ZOOM = 0.02;
const MOST_ZOOM = 4;

/** Whether the page is dark now. */
export function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}

/** The colours of pictures now. */
export function getPalette(): Palette {
  return isDark() ? DARK : LIGHT;
}

export class Canvas {
  readonly #core: cytoscape.Core;
  readonly #over: HTMLCanvasElement;
  readonly #events: CanvasEvents;
  readonly #watcher: ResizeObserver;
  #painting: Painting | undefined;
  #places = new Map<string, PlacedBox | PlacedCard>();
  #hovered: string | undefined;
  #chosen: string | undefined;
  #marked: cytoscape.Collection;
  /** Quiet lines by what they are at, and those of them that are drawn now. */
  #quiet = new Map<string, PlacedEdge[]>();
  #called: cytoscape.Collection;
  /** What was in sight when all of it was last shown. */
  #fitted: Sight | undefined;

  constructor(container: HTMLElement, over: HTMLCanvasElement, events: CanvasEvents) {
    this.#over = over;
    this.#events = events;
    this.#core = cytoscape({
      container,
      style: makeStyle(getPalette()),
      layout: { name: "preset" },
      minZoom: LEAST_ZOOM,
      maxZoom: MOST_ZOOM,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    this.#marked = this.#core.collection();
    this.#called = this.#core.collection();
    this.#core.on("render", () => this.#paint());
    this.#core.on("viewport", () => this.#events.onSight(this.sight()));
    this.#core.on("tap", (event) => {
      const target = event.target as cytoscape.SingularElementArgument | cytoscape.Core;
      const key = target === this.#core ? undefined : (target as cytoscape.NodeSingular).id();
      const isMere = key !== undefined && this.#core.getElementById(key).hasClass("place");
      events.onChoose(isMere ? undefined : key);
    });
    this.#core.on("dbltap", "node", (event) => events.onOpen((event.target as cytoscape.NodeSingular).id()));
    this.#core.on("mouseover", ".card, .thing", (event) =>
      this.#hover((event.target as cytoscape.NodeSingular).id()),
    );
    this.#core.on("mouseout", "node", () => this.#hover(undefined));
    this.#watcher = new ResizeObserver(() => this.#resize());
    this.#watcher.observe(container);
  }

  /** Draws a picture. What was in sight stays there if it is the same part of the world, else all is shown. */
  draw(picture: Picture, findings: DrawnFindings, keepsSight: boolean): void {
    this.#places = new Map();
    for (const box of picture.boxes) this.#places.set(box.key, box);
    for (const card of picture.cards) this.#places.set(card.key, card);
    this.#quiet = new Map();
    for (const edge of picture.edges) {
      if (!edge.quiet) continue;
      for (const key of [edge.from, edge.to]) getOrMake(this.#quiet, key, () => []).push(edge);
    }
    const marks = picture.cards.map((card) => [card, markOf(card.members, findings)] as const);
    this.#painting = {
      picture,
      palette: getPalette(),
      faded: new Set(),
      placeholders: new Set(marks.flatMap(([{ key }, { placeholder }]) => (placeholder ? [key] : []))),
      titles: new Map(marks.map(([{ key, title }, mark]) => [key, signTitle(title, mark)])),
    };
    this.#hovered = undefined;
    this.#core.batch(() => {
      this.#marked = this.#core.collection();
      this.#called = this.#core.collection();
      this.#core.elements().remove();
      this.#core.add(makeElements(picture, findings));
    });
    if (!keepsSight || !this.#isMoved()) this.fit();
    this.#emphasize();
  }

  /** The colours of the theme that holds now. */
  recolor(): void {
    const palette = getPalette();
    if (this.#painting) this.#painting = { ...this.#painting, palette };
    this.#core.style(makeStyle(palette) as unknown as cytoscape.StylesheetJsonBlock[]);
  }

  /** Shows all of the picture, but nothing larger than it is well read. */
  fit(): void {
    const { picture } = this.#painting ?? {};
    const [width, height] = [this.#core.width(), this.#core.height()];
    if (!picture || picture.width === 0 || width === 0) return;
    const fits = Math.min((width - 2 * MARGIN) / picture.width, (height - 2 * MARGIN) / picture.height);
    const zoom = Math.max(LEAST_ZOOM, Math.min(CLOSEST, fits));
    const pan = {
      x: (width - picture.width * zoom) / 2,
      y: Math.max(MARGIN, (height - picture.height * zoom) / 2),
    };
    this.#core.viewport({ zoom, pan });
    this.#fitted = this.sight();
  }

  zoomBy(factor: number): void {
    const middle = { x: this.#core.width() / 2, y: this.#core.height() / 2 };
    this.#core.zoom({ level: this.#core.zoom() * factor, renderedPosition: middle });
  }

  /** Puts a place of the picture into the middle. */
  centre(x: number, y: number): void {
    const zoom = this.#core.zoom();
    this.#core.pan({ x: this.#core.width() / 2 - x * zoom, y: this.#core.height() / 2 - y * zoom });
  }

  /** Brings a card or box into sight, near enough to be read; nothing moves where it is in sight already. */
  reveal(key: string): void {
    const place = this.#places.get(key);
    if (!place) return;
    const { zoom, width } = this.sight();
    const isRead = zoom >= 0.5;
    if (isRead && this.#isSeen(place)) return;
    if (!isRead) this.#core.zoom(Math.min(0.9, (width - 2 * MARGIN) / place.width));
    this.centre(place.x + place.width / 2, place.y + place.height / 2);
  }

  /** Brings one of these cards into sight, where none of them is in it already. */
  revealOne(keys: ReadonlySet<string>): void {
    const places = [...keys].flatMap((key) => this.#places.get(key) ?? []);
    const [first] = places;
    if (!first || places.some((place) => this.#isSeen(place))) return;
    this.centre(first.x + first.width / 2, first.y + first.height / 2);
  }

  /** Marks what is chosen, and lets everything stand back that is not searched for. */
  emphasize(chosen: string | undefined, matches: ReadonlySet<string> | undefined): void {
    this.#chosen = chosen;
    const { picture } = this.#painting ?? {};
    if (!this.#painting || !picture) return;
    const faded = matches ? picture.cards.filter(({ key }) => !matches.has(key)).map(({ key }) => key) : [];
    this.#fade(new Set(faded));
    this.#painting = { ...this.#painting, faded: new Set(faded) };
    this.#emphasize();
  }

  /** The card or box beside another one: the nearest that way. Without one, the first in sight. */
  findBeside(key: string | undefined, step: ArrowStep): string | undefined {
    const cards = this.#painting?.picture.cards ?? [];
    const from = key === undefined ? undefined : this.#places.get(key);
    if (!from) return cards[0]?.key;
    const middle = (one: Rectangle) => ({ x: one.x + one.width / 2, y: one.y + one.height / 2 });
    const start = middle(from);
    let best: string | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const card of cards) {
      if (card.key === key) continue;
      const { x, y } = middle(card);
      const [ahead, aside] =
        step === "left" || step === "right"
          ? [step === "right" ? x - start.x : start.x - x, Math.abs(y - start.y) * 3]
          : [step === "down" ? y - start.y : start.y - y, Math.abs(x - start.x)];
      if (ahead <= 4) continue;
      const far = ahead + aside * 1.5;
      if (far < least) [best, least] = [card.key, far];
    }
    return best;
  }

  sight(): Sight {
    const { x, y } = this.#core.pan();
    return { zoom: this.#core.zoom(), x, y, width: this.#core.width(), height: this.#core.height() };
  }

  end(): void {
    this.#watcher.disconnect();
    this.#core.destroy();
  }

  /** Whether all of a card or box is in sight. */
  #isSeen(place: Rectangle): boolean {
    const { zoom, x, y, width, height } = this.sight();
    return (
      place.x * zoom + x >= 0 &&
      place.y * zoom + y >= 0 &&
      (place.x + place.width) * zoom + x <= width &&
      (place.y + place.height) * zoom + y <= height
    );
  }

  /** Whether somebody looked at a part of it since all of it was shown. */
  #isMoved(): boolean {
    const { zoom, x, y } = this.sight();
    if (!this.#fitted) return false;
    return this.#fitted.zoom !== zoom || this.#fitted.x !== x || this.#fitted.y !== y;
  }

  #hover(key: string | undefined): void {
    if (this.#hovered === key) return;
    this.#hovered = key;
    const title = key === undefined ? "" : (this.#places.get(key)?.title ?? "");
    this.#core.container()?.setAttribute("data-hovered", title);
    this.#emphasize();
  }

  /** What stands out: kept, so that taking it back goes over nothing else. */
  #emphasize(): void {
    this.#core.batch(() => {
      this.#marked.removeClass("strong met chosen");
      this.#marked = this.#core.collection();
      this.#called.remove();
      this.#called = this.#core.collection();
      for (const key of new Set([this.#chosen, this.#hovered])) {
        if (key === undefined) continue;
        const quiet = (this.#quiet.get(key) ?? []).flatMap((edge) => makeEdge(edge, this.#places));
        const missing = quiet.filter(({ data }) => this.#core.getElementById(data.id ?? "").empty());
        this.#called = this.#called.union(this.#core.add(missing));
        const node = this.#core.getElementById(key);
        const lines = node.connectedEdges();
        const ends = lines.connectedNodes();
        lines.addClass("strong");
        ends.addClass("met");
        if (key === this.#chosen) node.addClass("chosen");
        this.#marked = this.#marked.union(lines).union(ends).union(node);
      }
    });
  }

  /** What is not searched for stands back. */
  #fade(faded: ReadonlySet<string>): void {
    if (faded.size === 0 && this.#painting?.faded.size === 0) return;
    this.#core.batch(() => {
      this.#core.elements(".faded").removeClass("faded");
      if (faded.size === 0) return;
      this.#core
        .nodes(".card")
        .filter((node) => faded.has(node.id()))
        .addClass("faded");
      this.#core.edges().addClass("faded");
    });
  }

  #resize(): void {
    this.#core.resize();
    if (!this.#fitted) this.fit();
    this.#events.onSight(this.sight());
  }

  #paint(): void {
    if (!this.#painting) return;
    const sight = this.sight();
    const ratio = globalThis.devicePixelRatio || 1;
    const [width, height] = [Math.round(sight.width * ratio), Math.round(sight.height * ratio)];
    if (this.#over.width !== width) this.#over.width = width;
    if (this.#over.height !== height) this.#over.height = height;
    const context = this.#over.getContext("2d");
    if (context) paint(context, sight, ratio, this.#painting);
  }
}
