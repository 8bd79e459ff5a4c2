/** Where the picture stands, with all that moves it: pointer, fingers, keys, buttons. */
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { getKind } from "../../../topology/picture/kinds.ts";
import { listLegend } from "../../../topology/picture/legend.ts";
import { LINE_LABELS } from "../../../topology/picture/lines.ts";
import type { DrawnFindings } from "../../../topology/picture/marks.ts";
import { watchTheme } from "../shell/theme.ts";
import { texts } from "../texts.ts";
import { type ArrowStep, Canvas } from "./canvas.ts";
import { Minimap } from "./minimap.tsx";
import type { Sight } from "./sights.ts";
import type { Drawn } from "./use-picture.ts";

const words = texts.topology;
const STEPS: Readonly<Record<string, ArrowStep>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const ZOOM = 1.3;

interface StageProps {
  readonly drawn: Drawn | undefined;
  readonly findings: DrawnFindings;
  /** The key of the card or box that is chosen. */
  readonly chosen: string | undefined;
  /** Keys of cards that are searched for; undefined where nothing is. */
  readonly matches: ReadonlySet<string> | undefined;
  /** The card that is to be brought into sight, anew with each number. */
  readonly reveal: { readonly key: string; readonly turn: number } | undefined;
  readonly onChoose: (key: string | undefined) => void;
  readonly onOpen: (key: string) => void;
  readonly onLeave: () => void;
}

function Legend({
  drawn,
  findings,
}: {
  readonly drawn: Drawn;
  readonly findings: DrawnFindings;
}): JSX.Element {
  const { kinds, lines, marks } = useMemo(() => listLegend(drawn.picture, findings), [drawn, findings]);
  return (
    <details class="legend">
      <summary>{words.legend}</summary>
      <ul>
        {kinds.map((kind) => (
          <li key={kind}>
            <svg viewBox="-4 -4 32 32" width="18" height="18" aria-hidden="true">
              <rect x="-4" y="-4" width="32" height="32" rx="7" fill={getKind(kind).colour} />
              <path class="glyph" d={getKind(kind).glyph} />
            </svg>
            {getKind(kind).label}
          </li>
        ))}
        {lines.map((line) => (
          <li key={line}>
            <svg viewBox="0 0 28 10" width="28" height="10" aria-hidden="true">
              <path class={`line ${line}`} d="M0 5h22" />
              <path class="arrow" d="M21 1.5 28 5l-7 3.5z" />
            </svg>
            {LINE_LABELS[line]}
          </li>
        ))}
        {marks.map(({ mark, label }) => (
          <li key={mark}>
            <span class={`sample ${mark}`} aria-hidden="true" />
            {label}
          </li>
        ))}
      </ul>
      {drawn.picture.edges.some(({ quiet }) => quiet) && <p class="muted small">{words.quiet}</p>}
    </details>
  );
}

export function Stage(props: StageProps): JSX.Element {
  const { drawn, findings, chosen, matches, reveal, onChoose, onOpen, onLeave } = props;
  const container = useRef<HTMLDivElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const canvas = useRef<Canvas | undefined>(undefined);
  const handlers = useRef(props);
  handlers.current = props;
  const [sight, setSight] = useState<Sight>();
  const [scene, setScene] = useState<string>();
  useEffect(() => {
    if (!container.current || !over.current) return;
    const made = new Canvas(container.current, over.current, {
      onChoose: (key) => handlers.current.onChoose(key),
      onOpen: (key) => handlers.current.onOpen(key),
      onSight: setSight,
    });
    canvas.current = made;
    const unwatch = watchTheme(() => made.recolor());
    return () => {
      unwatch();
      made.end();
    };
  }, []);
  useEffect(() => {
    if (!drawn) return;
    canvas.current?.draw(drawn.picture, findings, drawn.scene === scene);
    setScene(drawn.scene);
  }, [drawn, findings]);
  useEffect(() => canvas.current?.emphasize(chosen, matches), [chosen, matches, drawn]);
  useEffect(() => {
    if (matches) canvas.current?.revealOne(matches);
  }, [matches]);
  useEffect(() => {
    if (reveal) canvas.current?.reveal(reveal.key);
  }, [reveal, drawn]);
  const onKeyDown = (event: KeyboardEvent) => {
    const made = canvas.current;
    if (!made || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step) {
      const next = made.findBeside(chosen, step);
      if (next !== undefined) {
        onChoose(next);
        made.reveal(next);
      }
    } else if (event.key === "Enter" && chosen !== undefined) onOpen(chosen);
    else if (event.key === "Escape") onLeave();
    else if (event.key === "+" || event.key === "=") made.zoomBy(ZOOM);
    else if (event.key === "-") made.zoomBy(1 / ZOOM);
    else if (event.key === "0") made.fit();
    else return;
    event.preventDefault();
  };
  const count = drawn?.picture.seenAs.size ?? 0;
  return (
    <div class="stage">
      <div
        class="surface"
        role="application"
        aria-label={words.stage(count)}
        aria-describedby="topology-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture takes the keys that move about in it.
        tabIndex={0}
        onKeyDown={onKeyDown}
        data-drawn={drawn ? drawn.picture.cards.length : undefined}
      >
        <div class="lines" ref={container} />
        <canvas class="over" ref={over} />
      </div>
      <p class="visually-hidden" id="topology-keys">
        {words.stageKeys}
      </p>
      <div class="zoom" role="group" aria-label={words.zoom}>
        <button
          type="button"
          class="icon-button"
          aria-label={words.closer}
          onClick={() => canvas.current?.zoomBy(ZOOM)}
        >
          +
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={words.farther}
          onClick={() => canvas.current?.zoomBy(1 / ZOOM)}
        >
          −
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={words.whole}
          onClick={() => canvas.current?.fit()}
        >
          ⤢
        </button>
      </div>
      {drawn && <Legend drawn={drawn} findings={findings} />}
      {drawn && drawn.picture.cards.length > 0 && (
        <Minimap picture={drawn.picture} sight={sight} onCentre={(x, y) => canvas.current?.centre(x, y)} />
      )}
    </div>
  );
}
