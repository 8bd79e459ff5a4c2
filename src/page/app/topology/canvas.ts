/** The picture on the screen: cytoscape draws the rectangles and lines and knows what is pointed at; the rest is painted over it. */
import cytoscape from "cytoscape";
import type { Picture, PlacedBox, PlacedCard, PlacedEdge, Rectangle } from "../../../topology/layout.ts";
import { getOrMake } from "../../../topology/picture/get-or-make.ts";
import { type DrawnFindings, markOf, signTitle } from "../../../topology/picture/marks.ts";
import { DARK, LIGHT, type Palette } from "../../../topology/picture/theme.ts";
import { makeEdge, makeElements, makeStyle } from "./elements.ts";
import { type Painting, paint } from "./paint.ts";
import {
  keepMiddle,
  LEAST_ZOOM,
  lookAtAll,
  lookFirst,
  lookFor,
  type Room,
  type Sight,
  type Viewpoint,
} from "./sights.ts";

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
  /** What was in sight before anybody moved, and how that was found: it is found so again where there is other room. */
  #shown: { readonly sight: Sight; readonly look: (picture: Rectangle, room: Room) => Viewpoint } | undefined;
  #room: Room = { width: 0, height: 0 };

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
    if (!keepsSight || !this.#isMoved()) this.#show(lookFirst);
    this.#emphasize();
  }

  /** The colours of the theme that holds now. */
  recolor(): void {
    const palette = getPalette();
    if (this.#painting) this.#painting = { ...this.#painting, palette };
    this.#core.style(makeStyle(palette) as unknown as cytoscape.StylesheetJsonBlock[]);
  }

  /** Shows all of the picture. */
  fit(): void {
    this.#show(lookAtAll);
  }

  #show(look: (picture: Rectangle, room: Room) => Viewpoint): void {
    const { picture } = this.#painting ?? {};
    const room = this.sight();
    if (!picture || picture.width === 0 || room.width === 0) return;
    this.#look(look({ x: 0, y: 0, width: picture.width, height: picture.height }, room));
    this.#shown = { sight: this.sight(), look };
  }

  #look({ zoom, pan }: Viewpoint): void {
    this.#core.viewport({ zoom, pan: { ...pan } });
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
    this.revealOne(new Set([key]));
  }

  /** Brings these cards into sight, or the first of them, where none of them is in it already. */
  revealOne(keys: ReadonlySet<string>): void {
    const places = [...keys].flatMap((key) => this.#places.get(key) ?? []);
    const found = lookFor(places, this.sight());
    if (found) this.#look(found);
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

  /** Whether somebody looked at a part of it since it was shown. */
  #isMoved(): boolean {
    const { zoom, x, y } = this.sight();
    const { sight } = this.#shown ?? {};
    return sight !== undefined && (sight.zoom !== zoom || sight.x !== x || sight.y !== y);
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
    const [before, now] = [this.#room, this.sight()];
    if (now.width === 0) return;
    this.#room = { width: now.width, height: now.height };
    // What somebody looks at stays in the middle; what nobody has moved is shown anew in the room that there is.
    if (before.width > 0 && this.#isMoved()) this.#look(keepMiddle({ ...now, ...before }, now));
    else this.#show(this.#shown?.look ?? lookFirst);
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
